import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { temporaryPostgres, type TemporaryPostgres } from '@sunledger/persistence/testing';
import { Pool } from 'pg';

import { CaseErased, KeysUnavailable } from '../../errors';
import { MasterKey } from '../../master-key';
import { describeWrappedKeys } from '../../testing';
import { openPostgresPersonalData } from './open-postgres-personal-data';
import { PostgresCaseKeys, prepareCaseKeyTables } from './postgres-case-keys';

const masterKey = new MasterKey(randomBytes(32));

describeWrappedKeys('PostgreSQL', async () => {
  const { url, drop } = await temporaryPostgres();
  const pool = new Pool({ connectionString: url });
  await prepareCaseKeyTables(pool);
  const keys = new PostgresCaseKeys(pool, masterKey);
  const close = async () => {
    await pool.end();
    await drop();
  };
  return { keys, wrapped: keys, close };
});

describe('personal data with keys in PostgreSQL', () => {
  let database: TemporaryPostgres;
  let folder: string;
  const opened: { close(): Promise<void> }[] = [];
  const open = async (masterKeyPath = join(folder, 'master.key')) => {
    const personalData = await openPostgresPersonalData({ url: database.url, masterKeyPath });
    opened.push(personalData);
    return personalData;
  };

  beforeEach(async () => {
    database = await temporaryPostgres();
    folder = mkdtempSync(join(tmpdir(), 'sunledger-keys-'));
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens in one process what another has sealed', async () => {
    const [one, other] = [await open(), await open()];
    const { sealed } = await one.safe.seal('case-1', { name: '张三' });
    expect(await other.safe.open('case-1', sealed)).toEqual({ name: '张三' });
    expect(one.safe.lookupHash('name', '张三')).toBe(other.safe.lookupHash('name', '张 三'));
  });

  it('makes one key where two processes seal for a new case at once', async () => {
    const [one, other] = [await open(), await open()];
    const sealed = await Promise.all(
      [one, other, one, other].map(({ safe }) => safe.seal('case-1', { name: '李四' })),
    );
    for (const { sealed: text } of sealed) {
      expect(await one.safe.open('case-1', text)).toEqual({ name: '李四' });
    }
  });

  it('says that the keys are away while their database is, and goes on when it is back', async () => {
    const { safe } = await open();
    const { sealed } = await safe.seal('case-1', { name: '赵六' });
    const pool = new Pool({ connectionString: database.url });
    await pool.query('ALTER TABLE case_key RENAME TO away');
    await expect(safe.open('case-1', sealed)).rejects.toThrow(KeysUnavailable);
    await expect(safe.seal('case-2', { name: '钱七' })).rejects.toThrow(KeysUnavailable);
    await expect(safe.prepare(['case-3'])).rejects.toThrow(KeysUnavailable);
    await pool.query('ALTER TABLE away RENAME TO case_key');
    await pool.end();
    expect(await safe.open('case-1', sealed)).toEqual({ name: '赵六' });
    const nowhere = {
      url: 'postgres://127.0.0.1:1/keys',
      masterKeyPath: join(folder, 'master.key'),
    };
    await expect(openPostgresPersonalData(nowhere)).rejects.toThrow(KeysUnavailable);
  });

  it('erases for every process at once, and for good', async () => {
    const [one, other] = [await open(), await open()];
    const { sealed } = await one.safe.seal('case-1', { name: '王五' });
    await other.safe.erase('case-1');
    expect(await one.safe.open('case-1', sealed)).toBe('erased');
    await expect(one.safe.seal('case-1', { name: '王五' })).rejects.toThrow(CaseErased);
    await other.safe.erase('case-1');
  });

  it('leaves not even a piece of an erased key in the table', async () => {
    const { safe, wrapped } = await open();
    await safe.prepare(Array.from({ length: 50 }, (_, at) => `case-${at}`));
    const before = new Map<string, Buffer>();
    for await (const key of wrapped.exportWrapped()) {
      before.set(key.caseId, Buffer.from(key.wrapped ?? '', 'base64'));
    }
    const pool = new Pool({ connectionString: database.url });
    await pool.query('CREATE EXTENSION pageinspect');
    const pieceIsThere = async (caseId: string): Promise<boolean> => {
      const { rows } = await pool.query<{ page: Buffer }>(
        `SELECT get_raw_page('case_key', 0) AS page`,
      );
      const key = before.get(caseId) ?? Buffer.alloc(0);
      // Sixteen bytes cannot be there by chance.
      const pieces = Array.from({ length: key.length - 15 }, (_, at) => key.subarray(at, at + 16));
      return pieces.some((piece) => rows[0]?.page.includes(piece) === true);
    };
    for (const caseId of ['case-0', 'case-25', 'case-49']) {
      expect(await pieceIsThere(caseId)).toBe(true);
      await safe.erase(caseId);
      expect(await pieceIsThere(caseId)).toBe(false);
    }
    expect(await pieceIsThere('case-1')).toBe(true);
    await pool.end();
  });

  it('refuses another master key than the one that sealed', async () => {
    await open();
    await expect(open(join(folder, 'other.key'))).rejects.toMatchObject({
      code: expect.stringMatching(/^master-key-(missing|wrong)$/) as string,
    });
  });
});
