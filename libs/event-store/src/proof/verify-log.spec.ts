import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openSqlite, type SqliteDatabase } from '@sunledger/sqlite';

import { openSqliteEventStore, openSqliteLogFile } from '../adapters/sqlite/sqlite-event-store';
import type { LogHead } from '../port';
import { appendOf, newEvent } from '../testing';
import { exportLog, verifyExport } from './export-log';
import { eventHash, noPredecessor } from './hashes';
import { verifyLog, type LogFault, type Verification, type VerifyOptions } from './verify-log';

let directory: string;
let original: string;
let copy: string;
let head: LogHead;

/** The log under test: positions 1 to 12, `request-1` at the odd ones, `request-2` at the even. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-proof-'));
  original = join(directory, 'original.db');
  let second = 0;
  const now = (): string => `2026-03-02T01:00:${String((second += 1)).padStart(2, '0')}.000Z`;
  const store = openSqliteEventStore({ path: original, now });
  for (let at = 0; at < 12; at += 1) {
    await store.append(appendOf(`request-${(at % 2) + 1}`, 'any', newEvent({ data: { at } })));
  }
  head = await store.head();
  await store.close();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));
beforeEach(() => {
  copy = join(directory, 'copy.db');
  for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
  copyFileSync(original, copy);
});

const tamper = (work: (database: SqliteDatabase) => void): void => {
  const database = openSqlite(copy);
  database.exec('DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_removed');
  work(database);
  database.close();
};

const tamperBy = (sql: string): void => tamper((database) => database.exec(sql));

const verify = async (options?: VerifyOptions): Promise<Verification> => {
  const file = openSqliteLogFile(copy);
  try {
    return await verifyLog(file, options);
  } finally {
    file.close();
  }
};

const faultFound = async (options?: VerifyOptions): Promise<LogFault> => {
  const verification = await verify(options);
  if (verification.holds) throw new Error('the tampering was not noticed');
  return verification.fault;
};

const idAt = (position: number): unknown => {
  const database = openSqlite(original, { readonly: true });
  const row = database.prepareArrays('SELECT id FROM events WHERE position = ?').get(position);
  database.close();
  return row?.[0];
};

/** Moves an event to another position; the two must not meet on the way. */
const swapPositions = (one: number, other: number): string =>
  `UPDATE events SET position = -1 WHERE position = ${one};
   UPDATE events SET position = ${one} WHERE position = ${other};
   UPDATE events SET position = ${other} WHERE position = -1`;

describe('a log that nobody touched', () => {
  it('holds, with the head that the store tells', async () => {
    expect(await verify()).toEqual({ holds: true, head });
    expect(await verify({ expectedHeads: [head, head] })).toEqual({ holds: true, head });
  });

  it('holds over many events, and tells how far it is', async () => {
    const store = openSqliteEventStore({ path: copy, now: () => '2026-03-03T01:00:00.000Z' });
    const events = Array.from({ length: 25_000 }, (_, at) => newEvent({ data: { at } }));
    await store.append(appendOf('request-3', 'any', ...events));
    const seen: number[] = [];
    const found = await verifyLog(store.logReader(), {
      expectedHeads: [head],
      onProgress: (verified) => seen.push(verified),
    });
    expect(found).toEqual({ holds: true, head: await store.head() });
    expect(seen).toEqual([10_000, 20_000, 25_012]);
    await store.close();
  });
});

describe('a log that was tampered with', () => {
  it.each([
    ['its data', `data = '{"at":99}'`],
    ['its legal date', `occurred_on = '2026-03-01'`],
    ['its instant of logging', `recorded_at = '2026-03-02T01:00:05.500Z'`],
    ['its type', `type = 'RequestWithdrawn'`],
    ['its author', `meta = '{"actor":"clerk-18"}'`],
    ['its hash', `hash = zeroblob(32)`],
  ])('names the event that was changed in %s', async (_, change) => {
    tamperBy(`UPDATE events SET ${change} WHERE position = 6`);
    expect(await faultFound()).toMatchObject({
      code: 'event-changed',
      position: 6,
      sincePosition: 6,
      stream: 'request-2',
      revision: 2,
      id: idAt(6),
    });
  });

  it('names the position of an event that was removed', async () => {
    tamperBy('DELETE FROM events WHERE position = 5');
    expect(await faultFound()).toMatchObject({ code: 'event-removed', position: 5 });
  });

  it('is not deceived when the gap is closed', async () => {
    tamperBy(`DELETE FROM events WHERE position = 5;
      UPDATE events SET position = -(position - 1) WHERE position > 5;
      UPDATE events SET position = -position WHERE position < 0`);
    // Position 5 now holds what stood at 6: fit for its stream, but not for the tree.
    const fault = await faultFound();
    expect(fault).toMatchObject({ code: 'order-changed', position: 5, id: idAt(6) });
  });

  it('notices a tail that was cut off only against an earlier head', async () => {
    tamperBy('DELETE FROM events WHERE position > 9');
    expect(await verify()).toMatchObject({ holds: true, head: { position: 9 } });
    expect(await faultFound({ expectedHeads: [head] })).toMatchObject({
      code: 'log-truncated',
      position: 10,
    });
  });

  it('names the first of two events swapped within a stream', async () => {
    tamperBy(swapPositions(3, 7));
    expect(await faultFound()).toMatchObject({
      code: 'events-reordered',
      position: 3,
      stream: 'request-1',
      id: idAt(7),
    });
  });

  it('names the first of two events whose contents were swapped', async () => {
    tamperBy(`
      CREATE TABLE kept AS SELECT position, data, hash FROM events WHERE position IN (3, 7);
      UPDATE events SET (data, hash) = (SELECT data, hash FROM kept
        WHERE kept.position = 10 - events.position) WHERE position IN (3, 7)`);
    expect(await faultFound()).toMatchObject({ code: 'event-changed', position: 3 });
  });

  it.each([1, 5, 11])('names the first of two events of two streams swapped: %i', async (first) => {
    // Each stream keeps its own order, so only the tree over the whole log can tell.
    tamperBy(swapPositions(first, first + 1));
    const id = idAt(first + 1);
    expect(await faultFound()).toMatchObject({ code: 'order-changed', position: first, id });
  });

  it('names an event put in with a flawless hash of its own', async () => {
    const forged = {
      stream: 'request-3',
      revision: 0,
      id: 'forged',
      type: 'RequestReceived',
      schemaVersion: 1,
      occurredOn: '2026-03-02',
      recordedAt: '2026-03-02T01:00:06.500Z',
      dataText: '{}',
      metaText: '{}',
    };
    const hash = Buffer.from(eventHash(noPredecessor, forged), 'hex');
    tamper((database) => {
      // All later events make room.
      database.exec(`UPDATE events SET position = -(position + 1) WHERE position > 6;
        UPDATE events SET position = -position WHERE position < 0`);
      const { stream, id, type, occurredOn, recordedAt } = forged;
      database
        .prepare(`INSERT INTO events VALUES (7, ?, 0, ?, ?, 1, ?, ?, '{}', '{}', ?, ?)`)
        .run(stream, id, type, occurredOn, recordedAt, hash, new Uint8Array(32));
    });
    expect(await faultFound()).toMatchObject({ code: 'order-changed', position: 7, id: 'forged' });
  });

  it('notices a history rewritten with all its hashes against an earlier head', async () => {
    const rewritten = join(directory, 'rewritten.db');
    let second = 0;
    const now = (): string => `2026-03-02T01:00:${String((second += 1)).padStart(2, '0')}.000Z`;
    const store = openSqliteEventStore({ path: rewritten, now });
    for (let at = 0; at < 12; at += 1) {
      const data = { at: at === 4 ? 99 : at };
      await store.append(appendOf(`request-${(at % 2) + 1}`, 'any', newEvent({ data })));
    }
    expect(await verifyLog(store.logReader())).toMatchObject({ holds: true });
    const found = await verifyLog(store.logReader(), { expectedHeads: [head] });
    expect(found).toMatchObject({ fault: { code: 'history-rewritten', position: 12 } });
    await store.close();
  });

  it('narrows a rewritten history down between two earlier heads', async () => {
    const heads = [
      { position: 4, length: 4, treeRoot: '' },
      { ...head, treeRoot: 'f'.repeat(64) },
    ];
    const store = openSqliteEventStore({ path: copy, now: () => '' });
    heads[0] = await store.headAt(4);
    await store.close();
    expect(await faultFound({ expectedHeads: heads })).toMatchObject({
      code: 'history-rewritten',
      position: 12,
      sincePosition: 5,
    });
  });
});

describe('an export', () => {
  const exported = async (): Promise<string[]> => {
    const lines: string[] = [];
    const file = openSqliteLogFile(copy);
    const { length, treeRoot } = head;
    expect(await exportLog(file, (line) => void lines.push(line))).toEqual({ length, treeRoot });
    file.close();
    return lines;
  };
  const fault = async (lines: string[], options?: VerifyOptions): Promise<LogFault> => {
    const found = await verifyExport(lines, options);
    if (found.holds) throw new Error('the tampering was not noticed');
    return found.fault;
  };

  it('is proved without its store', async () => {
    const lines = await exported();
    expect(lines).toHaveLength(13);
    expect(await verifyExport(lines, { expectedHeads: [head] })).toEqual({ holds: true, head });
  });

  it('holds what anybody needs to recompute the first hash', async () => {
    const [first] = await exported();
    const record = JSON.parse(first ?? '') as Parameters<typeof eventHash>[1] & { hash: string };
    expect(eventHash(noPredecessor, record)).toBe(record.hash);
  });

  it('shows what was changed, removed, moved or cut off', async () => {
    const lines = await exported();
    const changed = lines.with(4, lines[4]?.replace('at\\":4', 'at\\":5') ?? '');
    expect(await fault(changed)).toMatchObject({ code: 'event-changed', position: 5 });
    expect(await fault(lines.toSpliced(4, 1))).toMatchObject({
      code: 'event-removed',
      position: 5,
    });
    expect(await fault(lines.slice(0, -1))).toMatchObject({ code: 'head-missing', position: 13 });
    expect(await fault(lines.toSpliced(11, 1))).toMatchObject({ code: 'head-differs' });
    const short = [...lines.slice(0, 8), lines[12] ?? ''];
    expect(await fault(short, { expectedHeads: [head] })).toMatchObject({ code: 'log-truncated' });
    expect(await fault(lines.with(2, '{"position":'))).toMatchObject({
      code: 'line-unreadable',
      position: 3,
    });
    expect(await fault([...lines, lines[0] ?? ''])).toMatchObject({ code: 'line-unreadable' });
  });
});
