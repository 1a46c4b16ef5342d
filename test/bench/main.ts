import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { openSqlite } from '@sunledger/sqlite';

import { type Bench, BenchRun, fullScale, quickScale, type Scale } from './bench-run';
import { isMet, markdownTable, type Outcome, ratioOf } from './outcome';
import { appendBench } from './rows/append';
import { caseListBench } from './rows/case-list';
import { importBench } from './rows/import';
import { caseBench, replayBench } from './rows/read';
import { rebuildBench } from './rows/rebuild';
import { registerBench } from './rows/register';
import { reportBench } from './rows/report';
import { startBench } from './rows/start';

const benches: readonly Bench[] = [
  appendBench,
  caseBench,
  replayBench,
  rebuildBench,
  reportBench,
  caseListBench,
  registerBench,
  startBench,
  importBench,
];

const knownRows = benches.flatMap(({ rows }) => rows);

const usage = `npm run bench -- [--only <row>]… [--quick] [--size <events>] [--out <file>] [--dir <dir>]
  --only   ${knownRows.join(' ')}
  --quick  everything small: shows that each row runs, its figures mean little
  --size   events of the generated city (1000000)
  --out    file for the results as JSON (bench-results.json)
  --dir    folder that is kept, so that the next run finds its city there; a temporary one otherwise`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Wish {
  readonly scale: Scale;
  readonly chosen: readonly Bench[];
  readonly out: string;
  readonly directory: string | undefined;
}

/** @throws TypeError for an option that does not exist or an unknown row. */
function readWish(): Wish {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      size: { type: 'string' },
      out: { type: 'string', default: 'bench-results.json' },
      dir: { type: 'string' },
    },
  });
  const { only = knownRows } = values;
  const unknown = only.find((row) => !knownRows.includes(row));
  if (unknown !== undefined) throw new TypeError(`there is no row ${unknown}`);
  const scale = values.quick ? quickScale : fullScale;
  const size = values.size === undefined ? scale.cityEventCount : Number(values.size);
  if (!Number.isInteger(size) || size < 1_000) throw new TypeError('--size is at least 1000');
  return {
    scale: { ...scale, cityEventCount: size },
    chosen: benches.filter(({ rows }) => rows.some((row) => only.includes(row))),
    out: resolve(values.out),
    directory: values.dir === undefined ? undefined : resolve(values.dir),
  };
}

/** What the figures depend on and no name of. */
function machine(probe: string) {
  const database = openSqlite(probe);
  const [sqlite] = database.prepareArrays('SELECT sqlite_version()').get() ?? [];
  const { driver } = database;
  database.close();
  return {
    cores: cpus().length,
    /** Processes that wanted to run in the minute before: other work on the machine. */
    loadBefore: loadavg()[0],
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    sqlite: String(sqlite),
    driver,
  };
}

const recordOf = (outcome: Outcome) => ({
  ...outcome,
  ratio: ratioOf(outcome),
  met: isMet(outcome),
});

async function main({ scale, chosen, out, directory }: Wish): Promise<void> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const folder = directory ?? mkdtempSync(join(tmpdir(), 'sunledger-bench-'));
  const run = new BenchRun(scale, folder, say);
  const startedOn = new Date().toISOString();
  const outcomes: Outcome[] = [];
  let measuredOn;
  try {
    measuredOn = machine(run.path('probe.db'));
    for (const { rows, run: measure } of chosen) {
      say(`${rows.join(', ')} …`);
      outcomes.push(...(await measure(run)));
    }
  } finally {
    run.clear();
    if (directory === undefined) rmSync(folder, { recursive: true, force: true });
  }
  say(`\n${markdownTable(outcomes)}\n`);
  for (const { figure, note } of outcomes) if (note !== undefined) say(`${figure}: ${note}`);
  const results = { startedOn, machine: measuredOn, scale, outcomes: outcomes.map(recordOf) };
  writeFileSync(out, `${JSON.stringify(results, null, 2)}\n`);
  say(`results: ${out}`);
}

try {
  const wish = readWish();
  main(wish).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    process.exitCode = 1;
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
  process.exitCode = 2;
}
