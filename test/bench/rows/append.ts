import { randomUUID } from 'node:crypto';

import { type NewEvent, openSqliteEventStore, type SqliteEventStore } from '@sunledger/event-store';

import { bareAppender, openAlike } from '../bare-log';
import type { Bench, BenchRun } from '../bench-run';
import type { Outcome } from '../outcome';
import { interleaved, timed } from '../sampling';

const writerCount = 8;

/** Facts in a stream before the next stream begins, as in a case. */
const streamLength = 10;

const searchRecorded = (): NewEvent => ({
  id: randomUUID(),
  type: 'SearchRecorded',
  schemaVersion: 1,
  occurredOn: '2023-03-06',
  data: {
    holdings: '本机关档案室 2009 年以来文书档案、业务系统及电子公文系统、征收项目专卷',
    terms: '项目名称、文号、征收范围、补偿方案、安置地块、评估报告、分户补偿情况',
    searchedBy: '经办人甲',
    found: true,
  },
  meta: { actor: 'clerk-017', role: 'clerk', commandId: randomUUID() },
});

/** Hands out what to append next: streams of some length, one after the other. */
function* slots(name: string): Generator<readonly [stream: string, revision: number], never, void> {
  for (let at = 0; ; at += 1) {
    yield [`${name}-${Math.floor(at / streamLength)}`, at % streamLength];
  }
}

const perSecond = (count: number, milliseconds: number): number => (count * 1000) / milliseconds;

/** One writer: the next append is sent when the one before is durable. */
function writer(store: SqliteEventStore, name: string) {
  const slot = slots(name);
  return async (events: readonly NewEvent[]): Promise<void> => {
    for (const event of events) {
      const [stream, revision] = slot.next().value;
      await store.append({ stream, events: [event], expectedRevision: revision - 1 });
    }
  };
}

export type AppendRates = Readonly<Record<'bare' | 'oneWriter' | 'eightWriters', number>>;

/** Appends per second of each, medians of interleaved rounds, each time into new files. */
export async function appendRates(run: BenchRun): Promise<AppendRates> {
  const { rounds, appendsPerRound } = run.scale;
  const now = () => new Date().toISOString();
  const store = openSqliteEventStore({ path: run.path('append.db'), now });
  // Opened once as a log, so that the bare rows go into the same table.
  const barePath = run.path('append-bare.db');
  await openSqliteEventStore({ path: barePath, now }).close();
  const database = openAlike(barePath, store);
  const appendBare = bareAppender(database);
  const bareSlot = slots('request-bare');
  const eventsOf = () => Array.from({ length: appendsPerRound }, searchRecorded);
  const one = writer(store, 'request-one');
  const eight = Array.from({ length: writerCount }, (_, at) => writer(store, `request-${at}`));

  const rates = await interleaved(rounds, {
    bare: async () => {
      const events = eventsOf();
      const took = await timed(() => {
        for (const event of events) appendBare(...bareSlot.next().value, event);
      });
      return perSecond(events.length, took);
    },
    oneWriter: async () => {
      const events = eventsOf();
      return perSecond(events.length, await timed(() => one(events)));
    },
    eightWriters: async () => {
      const shares = eight.map((write) => ({ write, events: eventsOf() }));
      const took = await timed(() => Promise.all(shares.map(({ write, events }) => write(events))));
      return perSecond(writerCount * appendsPerRound, took);
    },
  });
  await store.close();
  database.close();
  return rates;
}

async function measure(run: BenchRun): Promise<readonly Outcome[]> {
  const { bare, oneWriter, eightWriters } = await appendRates(run);
  const yardstick = { name: 'bare, one row per transaction', measured: bare };
  return [
    {
      row: 'append-1',
      figure: 'durable append, one writer',
      store: 'SQLite',
      unit: '/s',
      measured: oneWriter,
      yardstick,
      target: { ratioAtLeast: 0.8 },
    },
    {
      row: 'append-8',
      figure: `durable append, ${writerCount} writers`,
      store: 'SQLite',
      unit: '/s',
      measured: eightWriters,
      yardstick,
      target: { ratioAtLeast: 2.5 },
    },
  ];
}

/** Durable appends of one writer and of eight, beside one bare writer. */
export const appendBench: Bench = { rows: ['append-1', 'append-8'], run: measure };
