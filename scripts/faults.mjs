// Repeats every fault and prints what the rounds came to: `npm run faults`. The same table is written
// to .tools/faults/table.md. SUNLEDGER_FAULT_ROUNDS asks for another number of rounds than twenty.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = join('.tools', 'faults');
const record = resolve(folder, 'rounds.jsonl');
const rounds = process.env.SUNLEDGER_FAULT_ROUNDS ?? '20';

/** One after another: a catch-up time is that of a machine which does nothing else for the specs. */
const specs = ['--runInBand', 'test/faults', 'test/e2e/jobs-killed'];

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

function rowOf([fault, found]) {
  const times = found.map(({ catchUpMs }) => catchUpMs).sort((one, other) => one - other);
  const middle = times.length / 2;
  const median = (times[Math.ceil(middle) - 1] + times[Math.floor(middle)]) / 2;
  const cells = [
    fault,
    found.length,
    sum(found.map(({ lost }) => lost)),
    sum(found.map(({ doubled }) => doubled)),
    found[0].different === undefined ? '–' : sum(found.map(({ different }) => different)),
    seconds(median),
    seconds(times.at(-1)),
  ];
  return `| ${cells.join(' | ')} |`;
}

function tableOf(lines) {
  const byFault = new Map();
  // Node 20 has no Map.groupBy.
  for (const round of lines.map((line) => JSON.parse(line))) {
    byFault.set(round.fault, [...(byFault.get(round.fault) ?? []), round]);
  }
  return [
    '| fault | rounds | lost | doubled | rows different | catch-up, median | catch-up, worst |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...[...byFault].map(rowOf),
  ].join('\n');
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { status } = spawnSync('npx', ['jest', ...specs], {
  stdio: 'inherit',
  env: { ...process.env, SUNLEDGER_FAULT_ROUNDS: rounds, SUNLEDGER_FAULT_RECORD: record },
});
const lines = existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n') : [];
const table = tableOf(lines);
writeFileSync(join(folder, 'table.md'), `${table}\n`);
console.log(`\n${table}`);
process.exitCode = status ?? 1;
