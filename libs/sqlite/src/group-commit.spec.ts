import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CommitFailed, GroupCommit, groupWriteCountMax, openSqlite, type SqliteDatabase } from '.';

let directory: string;
let database: SqliteDatabase;
let group: GroupCommit;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-group-'));
  database = openSqlite(join(directory, 'test.db'));
  database.exec('CREATE TABLE notes (text TEXT UNIQUE)');
  group = new GroupCommit(database);
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true, force: true });
});

const write = (text: string) => () => database.prepare('INSERT INTO notes VALUES (?)').run(text);
const texts = (): unknown[] =>
  database.prepareArrays('SELECT text FROM notes ORDER BY rowid').all().flat();

describe('group commit', () => {
  it('answers with the result of each write, in the order asked for', async () => {
    const results = await Promise.all(
      ['one', 'two', 'three'].map((text) =>
        group.run(() => {
          write(text)();
          return text.length;
        }),
      ),
    );
    expect(results).toEqual([3, 3, 5]);
    expect(texts()).toEqual(['one', 'two', 'three']);
  });

  it('shares one transaction among the writers of a turn, up to its bound', async () => {
    const writes = Array.from({ length: groupWriteCountMax + 1 }, (_, at) => `note ${at}`);
    await Promise.all(writes.map((text) => group.run(write(text))));
    expect(texts()).toHaveLength(groupWriteCountMax + 1);
    expect(group.transactionCount).toBe(2);
  });

  it('undoes only the write that throws', async () => {
    const broken = group.run(() => {
      write('half')();
      throw new TypeError('stop');
    });
    const outcomes = await Promise.allSettled([
      group.run(write('one')),
      broken,
      group.run(write('one')),
      group.run(write('two')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    await expect(broken).rejects.toThrow(TypeError);
    expect(texts()).toEqual(['one', 'two']);
    expect(group.rollBackCount).toBe(2);
  });

  it('lets a write that checks first refuse without a trace', async () => {
    const refused = group.run(() => {
      throw new RangeError('no');
    }, 'checks-first');
    const kept = group.run(write('one'), 'checks-first');
    await expect(refused).rejects.toThrow(RangeError);
    await kept;
    expect(texts()).toEqual(['one']);
    expect(group.rollBackCount).toBe(0);
  });

  it('keeps nothing and tells everybody when the disk is full', async () => {
    database.exec(`PRAGMA max_page_count = ${Number(database.pragma('page_count'))}`);
    const outcomes = await Promise.allSettled([
      group.run(write('one')),
      group.run(write('满'.repeat(20_000)), 'checks-first'),
      group.run(write('two')),
    ]);
    for (const outcome of outcomes) {
      const reason: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
      expect(reason).toBeInstanceOf(CommitFailed);
      expect(reason).toMatchObject({ code: 'SQLITE_FULL' });
    }
    expect(texts()).toEqual([]);
    await group.run(write('one'));
    expect(texts()).toEqual(['one']);
  });

  it('has committed before it answers', async () => {
    const other = openSqlite(database.path, { readonly: true });
    const seen = group.run(write('one')).then(() => other.prepare('SELECT * FROM notes').all());
    expect(await seen).toHaveLength(1);
    other.close();
  });
});
