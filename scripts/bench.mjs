// Builds what is measured and the bench itself, then measures; `npm run bench -- --help` lists the rows.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const project = join('test', 'bench', 'tsconfig.json');

function run(parameters) {
  const { status } = spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

run([compiler, '-b', 'tsconfig.json', project]);
run([join('test', 'bench', 'dist', 'main.js'), ...process.argv.slice(2)]);
