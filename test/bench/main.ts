import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

import { openSqlite } from '@sunledger/sqlite';

import { type Bench, BenchRun } from './bench-run';
import type { Row } from './outcome';
import { type Machine, pageWith, type Results, resultsInWords, withVerdict } from './results-page';
import { appendBench } from './rows/append';
import { caseListBench } from './rows/case-list';
import { cityBench } from './rows/city';
import { importBench } from './rows/import';
import { caseBench, replayBench } from './rows/read';
import { rebuildBench } from './rows/rebuild';
import { registerBench } from './rows/register';
import { reportBench } from './rows/report';
import { startBench } from './rows/start';
import { workListBench } from './rows/work-list';
import { PostgresServer } from './stores/postgres-server';
import { readWish, usage, type Wish } from './wish';

const benches: readonly Bench[] = [
  appendBench,
  cityBench,
  caseBench,
  replayBench,
  rebuildBench,
  reportBench,
  workListBench,
  caseListBench,
  registerBench,
  startBench,
  importBench,
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function machineNow(probe: string): Machine {
  const database = openSqlite(probe);
  const [sqlite] = database.prepareArrays('SELECT sqlite_version()').get() ?? [];
  const { driver } = database;
  database.close();
  return {
    cores: cpus().length,
    loadBefore: loadavg()[0] ?? Number.NaN,
    memoryGib: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    sqlite: String(sqlite),
    driver,
  };
}

/** Clears up also when somebody ends the bench: a server must not be left behind. */
function clearingWhenEnded(clear: () => Promise<void>): () => void {
  const ended = () => void clear().finally(() => process.exit(1));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, ended);
  return () => {
    for (const signal of signals) process.off(signal, ended);
  };
}

async function measure({ scale, chosen, directory }: Wish): Promise<Results> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const folder = directory ?? mkdtempSync(join(tmpdir(), 'sunledger-bench-'));
  const run = new BenchRun(scale, folder, say);
  const clear = async () => {
    await run.clear();
    if (directory === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const cleared = clearingWhenEnded(clear);
  const startedOn = new Date();
  const rows: Row[] = [];
  try {
    const machine = machineNow(run.path('probe.db'));
    for (const { rows: names, run: measureRows } of chosen) {
      say(`${names.join(', ')} …`);
      rows.push(...(await measureRows(run)));
    }
    const server = await run.startedPostgres();
    const postgres = server instanceof PostgresServer ? { postgres: server.settings } : {};
    return {
      startedOn: startedOn.toISOString(),
      seconds: (Date.now() - startedOn.getTime()) / 1000,
      machine: { ...machine, ...postgres },
      scale,
      rows: rows.map(withVerdict),
    };
  } finally {
    await clear();
    cleared();
  }
}

/** The page as it stands, read before anything is measured, and what puts results into it. */
function pageWriter(path: string | undefined): (results: Results) => void {
  if (path === undefined) return () => undefined;
  const page = readFileSync(path, 'utf8');
  return (results) => {
    writeFileSync(path, pageWith(page, results));
    say(`page: ${path}`);
  };
}

async function main(wish: Wish): Promise<void> {
  const { out, page, from } = wish;
  const writePage = pageWriter(page);
  // The bench has written it.
  if (from !== undefined) return writePage(JSON.parse(readFileSync(from, 'utf8')) as Results);
  const results = await measure(wish);
  say(`\n${resultsInWords(results)}\n`);
  writeFileSync(out, `${JSON.stringify(results, null, 2)}\n`);
  say(`results: ${out}`);
  writePage(results);
}

try {
  const wish = readWish(benches);
  main(wish).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);
    process.exitCode = 1;
  });
} catch (error) {
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${said}\n\n${usage(benches)}\n`);
  process.exitCode = 2;
}
