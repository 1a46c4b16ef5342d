// Builds the sources and writes the pages of docs/reference that come from them.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const compiler = require.resolve('typescript/bin/tsc');

const { status } = spawnSync(
  process.execPath,
  [compiler, '-b', join('scripts', 'reference', 'tsconfig.json')],
  { cwd: root, stdio: 'inherit' },
);
if (status !== 0) process.exit(status ?? 1);

const { referencePages } = require(join(root, 'scripts/reference/dist/reference-pages.js'));
for (const { file, text } of referencePages()) {
  writeFileSync(join(root, 'docs', 'reference', file), text);
  console.log(`docs/reference/${file}`);
}
