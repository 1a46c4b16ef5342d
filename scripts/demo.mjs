// The main job on the seed township: loads it, prints its annual report of 2019 and serves it over HTTP.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, '..', 'apps', 'cli', 'bin', 'sunledger.js');
// A folder of its own, so that the demonstration never mixes with an office's own cases.
const environment = {
  ...process.env,
  SUNLEDGER_DATA: process.env.SUNLEDGER_DATA ?? join('data', 'demo'),
};

function sunledger(parameters) {
  const { status, stdout } = spawnSync(process.execPath, [program, ...parameters], {
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

const { agency } = JSON.parse(sunledger(['demo', '--json']));
const report = ['report', '--agency', agency.code, '--year', '2019', '--format', 'md'];
console.log(sunledger(report));
console.log(
  `${agency.name}：以上为 2019 年度报告，由 ${environment.SUNLEDGER_DATA} 中的案件历史得出。`,
);

const address = `http://127.0.0.1:${environment.SUNLEDGER_PORT || 3210}`;
console.log(`网页上的同一份报告：${address}/api/v1/reports/${agency.code}/2019.html`);

const server = spawn(process.execPath, [program, 'start'], { env: environment, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => {
  process.exitCode = code ?? 0;
});
