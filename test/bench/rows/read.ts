import { evolve, foldCase, type LoggedRequestEvent, noCase } from '@sunledger/disclosure-case';
import { officeCatalogue } from '@sunledger/disclosure-office';
import { type EventStore, openSqliteEventStore, withCatalogue } from '@sunledger/event-store';
import type { SqliteDatabase } from '@sunledger/sqlite';

import { bareCaseReader, bareReplay, openAlike, parseAll, parseDataOnly } from '../bare-log';
import type { Bench, BenchRun } from '../bench-run';
import { longCourseLength } from '../city/courses';
import type { Outcome } from '../outcome';
import { interleaved, median, percentile, spreadOf, timed } from '../sampling';

/** Events read at a time by both sides of a replay. */
const replayBatchSize = 2_000;

interface OpenCity {
  readonly store: EventStore;
  readonly bare: SqliteDatabase;
  /** Another one, so that neither yardstick finds the pages that the other has read. */
  readonly lean: SqliteDatabase;
}

async function withCity<Result>(
  run: BenchRun,
  work: (city: OpenCity) => Promise<Result>,
): Promise<Result> {
  const { logPath } = await run.city();
  const log = openSqliteEventStore({ path: logPath, now: () => new Date().toISOString() });
  const bare = openAlike(logPath, log);
  const lean = openAlike(logPath, log);
  try {
    return await work({ store: withCatalogue(log, officeCatalogue()), bare, lean });
  } finally {
    await log.close();
    bare.close();
    lean.close();
  }
}

/** Streams of exactly twenty events, spread over the whole log. */
function longCases(bare: SqliteDatabase, count: number): readonly string[] {
  const found = bare
    .prepareArrays<[string]>(
      `SELECT stream FROM events WHERE stream LIKE 'request-%'
       GROUP BY stream HAVING count(*) = ? ORDER BY stream LIMIT ?`,
    )
    .all(longCourseLength, count);
  return found.map(([stream]) => stream);
}

const leanNote =
  'the yardstick parses data and metadata; against one that parses the data alone and keeps one ' +
  'counter instead of one per case';

/** Turn about per case; who comes first changes, since the second finds the pages at hand. */
async function measureCases(run: BenchRun): Promise<readonly Outcome[]> {
  return withCity(run, async ({ store, bare, lean: leanDatabase }) => {
    const streams = longCases(bare, run.scale.foldedCaseCount);
    const samples = { ours: [] as number[], bare: [] as number[], lean: [] as number[] };
    const readBare = bareCaseReader(bare, parseAll);
    const readLean = bareCaseReader(leanDatabase, parseDataOnly);
    const ours = async (stream: string) => {
      // The catalogue has checked each event against the schema of its type.
      const logged = (await store.readStream(stream)) as unknown as readonly LoggedRequestEvent[];
      if (foldCase(logged).registration === undefined) throw new Error(`${stream} is no case`);
    };
    const turns = [
      async (stream: string) => samples.ours.push(await timed(() => ours(stream))),
      async (stream: string) => samples.bare.push(await timed(() => readBare(stream))),
      async (stream: string) => samples.lean.push(await timed(() => readLean(stream))),
    ];
    for (let round = -1; round < run.scale.rounds; round += 1) {
      for (const [at, stream] of streams.entries()) {
        for (let turn = 0; turn < turns.length; turn += 1) {
          await turns[(turn + at + round + 1) % turns.length]?.(stream);
        }
      }
      if (round < 0) samples.ours.length = samples.bare.length = samples.lean.length = 0;
    }
    const lean = median(samples.ours) / median(samples.lean);
    return [
      {
        row: 'fold-case',
        figure: `read and fold a ${longCourseLength}-event case, p50`,
        store: 'SQLite',
        spread: spreadOf(samples.ours),
        unit: 'ms',
        measured: median(samples.ours),
        yardstick: { name: 'bare select, JSON.parse, loop', measured: median(samples.bare) },
        target: { ratioAtMost: 1.5 },
        note: `${leanNote}: ${lean.toFixed(2)} ×`,
        details: {
          cases: streams.length,
          p99: percentile(samples.ours, 0.99),
          bareP99: percentile(samples.bare, 0.99),
          ratioToDataOnly: lean,
        },
      },
    ];
  });
}

/** The domain fold over the log in its order: every case advanced event by event. */
async function foldLog(store: EventStore, eventCount: number): Promise<number> {
  const cases = new Map<string, typeof noCase>();
  let after = 0;
  for (let seen = 0; seen < eventCount;) {
    const events = await store.readAll(after, {
      max: Math.min(replayBatchSize, eventCount - seen),
    });
    for (const event of events) {
      const { stream } = event;
      if (!stream.startsWith('request-')) continue;
      // The catalogue has checked each event against the schema of its type.
      const fact = event as unknown as LoggedRequestEvent;
      cases.set(stream, evolve(cases.get(stream) ?? noCase, fact));
    }
    const last = events.at(-1);
    if (last === undefined) break;
    after = last.position;
    seen += events.length;
  }
  return cases.size;
}

async function measureReplay(run: BenchRun): Promise<readonly Outcome[]> {
  return withCity(run, async ({ store, bare, lean: leanDatabase }) => {
    const { rounds } = run.scale;
    const eventCount = Math.min(run.scale.replayedEventCount, run.scale.cityEventCount);
    const replayBare = bareReplay(bare, replayBatchSize, { parse: parseAll, byCase: true });
    const replayLean = bareReplay(leanDatabase, replayBatchSize, {
      parse: parseDataOnly,
      byCase: false,
    });
    const rateOf = async (replay: (count: number) => unknown) =>
      (eventCount * 1000) / (await timed(() => replay(eventCount)));
    const rates = await interleaved(rounds, {
      bare: () => rateOf(replayBare),
      ours: () => rateOf((count) => foldLog(store, count)),
      lean: () => rateOf(replayLean),
    });
    const lean = rates.ours / rates.lean;
    return [
      {
        row: 'replay',
        figure: `replay ${eventCount.toLocaleString('en-US')} events through the domain fold`,
        store: 'SQLite',
        unit: '/s',
        measured: rates.ours,
        yardstick: { name: 'bare select, JSON.parse, loop', measured: rates.bare },
        target: { ratioAtLeast: 0.7 },
        note: `${leanNote}: ${lean.toFixed(2)} ×`,
        details: { ratioToDataOnly: lean },
      },
    ];
  });
}

/** Reading and folding one case, beside the same without law and checks. */
export const caseBench: Bench = { rows: ['fold-case'], run: measureCases };

/** Replaying the log, beside the same without law and checks. */
export const replayBench: Bench = { rows: ['replay'], run: measureReplay };
