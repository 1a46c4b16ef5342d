import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Verification } from '@sunledger/event-store';
import { openSqlite, type SqliteDatabase } from '@sunledger/sqlite';

import { dataDirectory, json, sunledger } from './command-line';
import { copyOf, headOf } from './office-directory';
import {
  alter,
  firstOfType,
  insertBetween,
  insertCopy,
  lastOfType,
  rewriteWithHash,
  swap,
} from './tampering';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

describe('verify', () => {
  const { directory, data, remove } = dataDirectory();
  const exported = join(directory, 'log.jsonl');
  let head: Awaited<ReturnType<typeof headOf>>;
  let copies = 0;
  beforeAll(async () => {
    expect((await sunledger('demo')).code).toBe(0);
    head = await headOf(data);
    expect((await sunledger('export', exported)).code).toBe(0);
  });
  afterAll(remove);

  /** Verifies a copy of the data file with the change made to it. */
  async function afterChange(
    change: (database: SqliteDatabase) => void,
    ...options: readonly string[]
  ) {
    copies += 1;
    const copy = join(copyOf(data, join(directory, `copy-${copies}`)), 'sunledger.db');
    alter(copy, change);
    return sunledger('verify', '--file', copy, ...options);
  }

  it('finds the live file whole and prints its head', async () => {
    const result = await json<Verification>('verify', '--json');
    expect(result).toEqual({ holds: true, head });
    const { out } = await sunledger('verify');
    expect(out).toContain(`日志完好：${head.position} 条事实`);
    expect(out).toContain(`${head.position}:${head.treeRoot}`);
  });

  it('finds an untouched copy whole, its triggers dropped or not', async () => {
    expect(await afterChange(() => undefined)).toMatchObject({ code: 0 });
  });

  it('guards the live file against accidents', () => {
    const copy = join(copyOf(data, join(directory, 'guarded')), 'sunledger.db');
    const database = openSqlite(copy);
    try {
      for (const sql of [`UPDATE events SET type = 'Other'`, 'DELETE FROM events']) {
        expect(() => database.exec(sql)).toThrow('append-only');
      }
    } finally {
      database.close();
    }
  });

  const at = 40;
  it.each<[string, (database: SqliteDatabase) => void, string, string]>([
    [
      'a date put back',
      (database) =>
        database.prepare(`UPDATE events SET occurred_on = '2019-01-01' WHERE position = ?`).run(at),
      'event-changed',
      `位置 ${at}`,
    ],
    [
      'a word changed',
      (database) =>
        database
          .prepare(`UPDATE events SET data = json_set(data, '$.x', 1) WHERE position = ?`)
          .run(at),
      'event-changed',
      `位置 ${at}`,
    ],
    [
      'another actor',
      (database) =>
        database
          .prepare(`UPDATE events SET meta = json_set(meta, '$.actor', 'x') WHERE position = ?`)
          .run(at),
      'event-changed',
      `位置 ${at}`,
    ],
    [
      'another stream',
      (database) =>
        database.prepare(`UPDATE events SET stream = stream || '0' WHERE position = ?`).run(at),
      'events-reordered',
      `位置 ${at}`,
    ],
    [
      'an event deleted',
      (database) => database.prepare('DELETE FROM events WHERE position = ?').run(at),
      'event-removed',
      `位置 ${at}`,
    ],
    ['an event put at the end', (database) => insertCopy(database, at), 'event-changed', '位置 82'],
    [
      'an event put in between',
      (database) => insertBetween(database, at),
      'event-changed',
      `位置 ${at + 1}`,
    ],
    [
      'two events of one case swapped',
      (database) => swap(database, at, at + 1),
      'events-reordered',
      `位置 ${at}`,
    ],
    [
      'the first and the last event swapped',
      (database) => swap(database, 1, 81),
      'events-reordered',
      '位置 1',
    ],
  ])('finds %s', async (_case, change, code, place) => {
    const { code: exit, err } = await afterChange(change);
    expect(exit).toBe(1);
    expect(err).toContain(`未办理（${code}）`);
    expect(err).toContain(place);
    expect(err).toMatch(/日志不完好：[一-龥]+/);
  });

  it('finds two events swapped although every history is whole in itself', async () => {
    // A serial number and the case that has it are logged in one instant, in two streams.
    const result = await afterChange((database) => {
      const position = firstOfType(database, 'SerialNumberAssigned');
      swap(database, position, position + 1);
    });
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining('order-changed') });
    expect(result.err).toContain('有事实被插入、取走或移动');
  });

  it('finds an event rewritten together with its hash', async () => {
    // The last event of its case: nothing in the stream comes after it, only the tree tells.
    const result = await afterChange((database) => {
      rewriteWithHash(database, lastOfType(database, 'CaseArchived'));
    });
    expect(result).toMatchObject({ code: 1, err: expect.stringContaining('order-changed') });
  });

  it('notices a truncated log against a head noted earlier, and not without', async () => {
    const cut = (database: SqliteDatabase) =>
      database.exec('DELETE FROM events WHERE position > 70');
    expect(await afterChange(cut)).toMatchObject({ code: 0 });
    const noted = `${head.position}:${head.treeRoot}`;
    const { code, err } = await afterChange(cut, '--head', noted);
    expect(code).toBe(1);
    expect(err).toContain('日志被截断');
    expect(err).toContain('位置 71');
  });

  it('holds against a head noted earlier when the log has grown since', async () => {
    const add = ['agency', 'add', 'district', '--name', '密云区'];
    expect((await sunledger(...add)).code).toBe(0);
    const noted = `${head.position}:${head.treeRoot}`;
    expect(await sunledger('verify', '--head', noted)).toMatchObject({ code: 0 });
    const other = `${head.position}:${'0'.repeat(64)}`;
    const rewritten = await sunledger('verify', '--head', other);
    expect(rewritten).toMatchObject({ code: 1, err: expect.stringContaining('历史被整体改写') });
  });

  describe('of an exported log', () => {
    const lines = () => readFileSync(exported, 'utf8').trimEnd().split('\n');
    const written = (name: string, changed: readonly string[]) => {
      writeFileSync(join(directory, name), `${changed.join('\n')}\n`);
      return sunledger('verify', '--export', join(directory, name));
    };

    it('needs nothing but the file', async () => {
      const result = await json<Verification>('verify', '--export', exported, '--json');
      expect(result).toEqual({ holds: true, head });
    });

    it.each<[string, (all: readonly string[]) => readonly string[], string]>([
      [
        'a changed line',
        (all) => all.map((line, n) => (n === 20 ? line.replace('2019-', '2018-') : line)),
        'event-changed',
      ],
      ['a missing line', (all) => all.filter((_, n) => n !== 20), 'event-removed'],
      ['a doubled line', (all) => all.flatMap((line, n) => (n === 20 ? [line, line] : [line])), ''],
      ['a cut-off end', (all) => all.slice(0, 60), 'head-missing'],
      ['a cut-off middle', (all) => [...all.slice(0, 60), all.at(-1) ?? ''], 'head-differs'],
      ['a line that is no event', (all) => ['{}', ...all], 'line-unreadable'],
    ])('finds %s', async (name, change, code) => {
      const result = await written(`${name}.jsonl`, change(lines()));
      expect(result).toMatchObject({ code: 1, err: expect.stringContaining(code) });
      expect(result.err).toContain('日志不完好');
    });
  });
});
