import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openSqlite } from '@sunledger/sqlite';

import { EventStoreUnavailable } from '../../errors';
import { noStream, type StoredEvent } from '../../port';
import { appendOf, describeEventStore, newEvent, newEvents } from '../../testing';
import { openSqliteEventStore } from './sqlite-event-store';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-log-'));
  path = join(directory, 'events.db');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const now = (): string => '2026-03-02T01:00:00.000Z';

describeEventStore('SQLite', async (clock) => {
  const open = () => openSqliteEventStore({ path, now: clock });
  let store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = open();
      return store;
    },
    close: () => store.close(),
  };
});

describe('the log in a SQLite file', () => {
  it('is durable on every opening: WAL, and synchronous is FULL', async () => {
    for (const opening of ['new', 'existing']) {
      const store = openSqliteEventStore({ path, now });
      const { database } = store.group;
      expect([opening, database.pragma('synchronous')]).toEqual([opening, 2]);
      expect(database.pragma('journal_mode')).toBe('wal');
      await store.append(appendOf('request-1', 'any', newEvent()));
      await store.close();
    }
  });

  it('numbers the log without gaps, also after a refusal', async () => {
    const store = openSqliteEventStore({ path, now });
    await store.append(appendOf('request-1', noStream, ...newEvents(2)));
    await store.append(appendOf('request-1', 0, newEvent())).catch(() => undefined);
    expect((await store.append(appendOf('request-1', 1, newEvent()))).position).toBe(3);
    await store.close();
  });

  it('refuses accidental changes of the past', async () => {
    const store = openSqliteEventStore({ path, now });
    await store.append(appendOf('request-1', 'any', newEvent()));
    const { database } = store.group;
    expect(() => database.exec(`UPDATE events SET type = 'Other'`)).toThrow(/append-only/);
    expect(() => database.exec('DELETE FROM events')).toThrow(/append-only/);
    await store.close();
  });

  it('is shared by two processes that take turns', async () => {
    const one = openSqliteEventStore({ path, now });
    const other = openSqliteEventStore({ path, now });
    const seen: StoredEvent[] = [];
    const subscription = other.subscribe({
      after: 0,
      onEvents: async (events) => void seen.push(...events),
    });
    for (let at = 0; at < 6; at += 1) {
      const writer = at % 2 === 0 ? one : other;
      await writer.append(appendOf('request-1', at - 1, newEvent()));
    }
    await one.append(appendOf('request-2', noStream, newEvent()));
    const end = Date.now() + 10_000;
    while (seen.length < 7 && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await subscription.stop();
    expect(seen.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await one.head()).toEqual(await other.head());
    await Promise.all([one.close(), other.close()]);
  });
});

describe('a storage that fails', () => {
  it('refuses to write on a full disk, keeps what it has, and goes on when there is space', async () => {
    const store = openSqliteEventStore({ path, now });
    const { database } = store.group;
    await store.append(appendOf('request-1', noStream, newEvent()));
    const head = await store.head();
    // SQLite answers SQLITE_FULL at its own limit exactly as it does on a full disk.
    database.exec(`PRAGMA max_page_count = ${Number(database.pragma('page_count'))}`);
    const big = newEvents(200, { data: { text: '满'.repeat(2_000) } });
    const refused = store.append(appendOf('request-2', noStream, ...big));
    const bystander = store.append(appendOf('request-3', noStream, newEvent()));
    await expect(refused).rejects.toThrow(EventStoreUnavailable);
    await expect(refused).rejects.toThrow(/disk is full/);
    await expect(bystander).rejects.toThrow(EventStoreUnavailable);
    expect(await store.head()).toEqual(head);
    expect(database.pragma('integrity_check')).toBe('ok');

    database.exec('PRAGMA max_page_count = 1000000');
    const after = await store.append(appendOf('request-2', noStream, ...big));
    expect(after).toMatchObject({ revision: 199, position: 201, duplicate: false });
    await store.close();
  });

  it('says what to do about a file that is no data file', () => {
    writeFileSync(
      path,
      'this is not a database, but it is long enough to look like one'.repeat(99),
    );
    expect(() => openSqliteEventStore({ path, now })).toThrow(EventStoreUnavailable);
    expect(() => openSqliteEventStore({ path, now })).toThrow(/not a data file/);
  });

  it('leaves the log of a newer release alone', async () => {
    await openSqliteEventStore({ path, now }).close();
    const database = openSqlite(path);
    database.exec('UPDATE log_format SET version = 99');
    database.close();
    expect(() => openSqliteEventStore({ path, now })).toThrow(/install a newer one/);
  });

  it('answers nothing once it is closed', async () => {
    const store = openSqliteEventStore({ path, now });
    await store.close();
    await expect(store.readStream('request-1')).rejects.toThrow(/closed/);
    await expect(store.append(appendOf('r', 'any', newEvent()))).rejects.toThrow(/closed/);
  });
});
