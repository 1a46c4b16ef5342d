import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importLedger, type JobBoard, openInProcessJobs, Uploads } from '@sunledger/jobs';
import type { ReadModelDatabase } from '@sunledger/persistence';
import {
  databaseKinds,
  temporaryReadModels,
  type TemporaryReadModels,
} from '@sunledger/persistence/testing';
import { openPersonalData, type PersonalDataSafe } from '@sunledger/personal-data';
import { GroupCommit, openSqlite, type SqliteDatabase } from '@sunledger/sqlite';

const day = (count: number): string =>
  new Date(Date.parse('2026-03-01T00:00:00.000Z') + count * 86_400_000).toISOString();

const text = '登记编号,申请人\n2026-1,张三丰\n';
const ledger = { fileName: '张三丰一案.csv', bytes: Buffer.from(text) };

describe.each(databaseKinds)('uploads on %s', (kind) => {
  let readModels: TemporaryReadModels;
  let database: ReadModelDatabase;
  let folder: string;
  let keys: SqliteDatabase;
  let vault: PersonalDataSafe;
  let board: JobBoard;
  let now: string;
  let uploads: Uploads;

  beforeEach(async () => {
    readModels = await temporaryReadModels(kind);
    database = await readModels.open();
    folder = mkdtempSync(join(tmpdir(), 'sunledger-uploads-'));
    keys = openSqlite(join(folder, 'keys.db'));
    const group = new GroupCommit(keys);
    vault = await openPersonalData({ group, masterKeyPath: join(folder, 'master.key') });
    now = day(0);
    uploads = new Uploads({ database, vault, now: () => now });
    board = openInProcessJobs({ database });
  });
  afterEach(async () => {
    await board.close();
    await readModels.remove();
    keys.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const rows = () =>
    database.read<{ readonly id: string; readonly part: number; readonly sealed: string }>(
      'SELECT * FROM upload_1 ORDER BY id, part',
    );
  const askFor = (upload: string) =>
    board.enqueue(
      importLedger,
      { agency: 'taiping', ledger: 'requests', upload, commandId: upload },
      { requestedBy: 'spec' },
    );

  it.each([0, 1, 512 * 1024, 2 * 512 * 1024 + 3])('give %i bytes back as sent', async (size) => {
    const bytes = randomBytes(size);
    const id = await uploads.keep({ fileName: 'a.xlsx', bytes });
    const elsewhere = new Uploads({ database, vault });
    const opened = await elsewhere.open(id);
    expect(opened?.fileName).toBe('a.xlsx');
    expect(bytes.equals(opened?.bytes ?? Buffer.from('none'))).toBe(true);
  });

  it('lie in the database as nobody can read them, in whatever writing', async () => {
    await uploads.keep(ledger);
    const kept = JSON.stringify(await rows());
    for (const plain of ['张三丰', '2026-1', ledger.fileName]) {
      expect(kept).not.toContain(plain);
      expect(kept).not.toContain(Buffer.from(plain).toString('base64').slice(0, 6));
    }
    expect(kept).not.toContain(ledger.bytes.toString('base64').slice(0, 8));
  });

  it('are not opened before they are whole, nor with parts exchanged', async () => {
    const id = await uploads.keep({ fileName: 'a.csv', bytes: randomBytes(2 * 512 * 1024) });
    const [head, first, second] = await rows();
    const put = (part: number, sealed = '') =>
      database.write((transaction) =>
        transaction.execute('UPDATE upload_1 SET sealed = ? WHERE id = ? AND part = ?', [
          sealed,
          id,
          part,
        ]),
      );
    await put(1, second?.sealed);
    await expect(uploads.open(id)).rejects.toThrow('exchanged');
    await put(1, first?.sealed);
    expect(await uploads.open(id)).toBeDefined();
    expect(head?.part).toBeDefined();
    await database.write((transaction) =>
      transaction.execute('DELETE FROM upload_1 WHERE id = ? AND part = 0', [id]),
    );
    expect(await uploads.open(id)).toBeUndefined();
  });

  it('are destroyed when their job has ended for good, and not before', async () => {
    const [ended, dead, waiting] = [
      await uploads.keep(ledger),
      await uploads.keep(ledger),
      await uploads.keep(ledger),
    ];
    const jobs = { ended: await askFor(ended), dead: await askFor(dead) };
    await askFor(waiting);
    await board.cancel(jobs.ended);
    await database.write((transaction) =>
      transaction.execute("UPDATE job_1 SET state = 'dead' WHERE id = ?", [jobs.dead]),
    );
    const sealed = (await rows()).find(({ id, part }) => id === ended && Number(part) === 1);
    expect(await uploads.discardUnneeded()).toBe(1);
    expect(await uploads.open(ended)).toBeUndefined();
    // Whoever copied the row before has nothing to open it with.
    expect(await vault.open(`upload-${ended}`, sealed?.sealed ?? '')).toBe('erased');
    expect(await uploads.open(dead)).toMatchObject({ fileName: ledger.fileName });
    await board.discard(jobs.dead);
    expect(await uploads.discardUnneeded()).toBe(1);
    expect((await rows()).map(({ id }) => id)).toEqual([waiting, waiting]);
  });

  it('that nobody asked a job for go after an hour, and all after 30 days', async () => {
    const [orphan, asked] = [await uploads.keep(ledger), await uploads.keep(ledger)];
    await askFor(asked);
    now = new Date(Date.parse(day(0)) + 59 * 60_000).toISOString();
    expect(await uploads.discardUnneeded()).toBe(0);
    now = new Date(Date.parse(day(0)) + 61 * 60_000).toISOString();
    expect(await uploads.discardUnneeded()).toBe(1);
    expect(await uploads.open(orphan)).toBeUndefined();
    now = day(30);
    expect(await uploads.discardUnneeded()).toBe(0);
    now = day(31);
    expect(await uploads.discardUnneeded()).toBe(1);
    expect(await rows()).toEqual([]);
  });
});
