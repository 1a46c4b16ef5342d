import { join } from 'node:path';

import type { Office } from '@sunledger/disclosure-office';
import { openSqlite } from '@sunledger/sqlite';
import { today } from '@sunledger/working-days';
import { Client } from 'pg';

import { dataDirectory, sunledger } from './command-line';
import {
  carriedOut,
  contentOf,
  filesBelow,
  headOf,
  reportOf,
  verified,
  withOfficeAt,
} from './office-directory';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

const agency = 'taishitun';
const applicant = { name: '赵丁', contact: '演示联系方式', requestText: '有关补偿的全部材料' };

const words = {
  on: today(new Date().toISOString()),
  reason: '保存期满',
  approvedBy: '党政办公室主任',
};

describe('erasing the personal data of a case', () => {
  const { data, remove } = dataDirectory();
  let caseId = '';
  let wrappedKey: Buffer = Buffer.alloc(0);
  let before: { report: object; head: Awaited<ReturnType<typeof headOf>>; replay: string };

  const context = (name: string) => ({ commandId: `erasure-${name}`, actor: 'auditor' });
  const replay = () => sunledger('replay', '2019-0004', '--agency', agency);
  const caseOf = async (office: Office): Promise<string> => {
    const found = await office.findCase({ name: '2019-0004', agency });
    if (typeof found !== 'string') throw new Error(JSON.stringify(found));
    return found;
  };
  const readings = (office: Office) => office.parts.store.readStream(`access-${caseId}`);

  beforeAll(async () => {
    expect((await sunledger('demo')).code).toBe(0);
    before = {
      report: contentOf(await reportOf(agency, 2019)),
      head: await headOf(data),
      replay: (await replay()).out,
    };
  });
  afterAll(remove);

  it('finds them readable beforehand, each reading logged before it is answered', async () => {
    await withOfficeAt(data, async ({ office }) => {
      caseId = await caseOf(office);
      const read = await office.readPersonalData(caseId, '核对申请人', context('read-1'));
      expect(read).toMatchObject({ name: applicant.name, contact: applicant.contact });
      expect(JSON.stringify(read)).toContain(applicant.requestText);
      await office.readPersonalData(caseId, '再次核对', context('read-2'));
      const logged = await readings(office);
      expect(logged.map(({ type, data: said, meta }) => [type, meta.actor, said])).toMatchObject([
        ['PersonalDataRead', 'auditor', { caseId, purpose: '核对申请人' }],
        ['PersonalDataRead', 'auditor', { caseId, purpose: '再次核对' }],
      ]);
      // What was read is not in the note of the reading.
      expect(JSON.stringify(logged)).not.toContain(applicant.name);
    });
    wrappedKey = await keyOf(data, caseId);
    expect(wrappedKey.some((byte) => byte !== 0)).toBe(true);
    if (isKeptInFiles()) expect(filesHolding(data, wrappedKey)).not.toEqual([]);
  });

  it('leaves nothing of them in any file, not even in the write-ahead log', async () => {
    await withOfficeAt(data, async ({ office }) => {
      carriedOut(await office.erasePersonalData(caseId, words, context('erase')));
      // Looked at while the office is open: the write-ahead logs are there.
      const isWal = ({ path }: { path: string }) => path.endsWith('-wal');
      expect(filesBelow(data).some(isWal)).toBe(isKeptInFiles());
      await expectNothingLeft();
      const logged = await office.parts.store.readAll(0, { max: 10_000 });
      expect(logged.length).toBeGreaterThan(before.head.length);
      const told = JSON.stringify(logged.map(({ data: said, meta }) => [said, meta]));
      for (const text of Object.values(applicant)) expect(told).not.toContain(text);
    });
    await expectNothingLeft();
  });

  /** Neither the clear text in any encoding nor the key to the sealed one is in any raw file. */
  async function expectNothingLeft(): Promise<void> {
    for (const text of Object.values(applicant)) {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        expect(filesHolding(data, Buffer.from(text, encoding))).toEqual([]);
      }
      expect(filesHolding(data, Buffer.from(Buffer.from(text).toString('base64')))).toEqual([]);
    }
    expect(filesHolding(data, wrappedKey)).toEqual([]);
    expect((await keyOf(data, caseId)).every((byte) => byte === 0)).toBe(true);
  }

  it('refuses to read them from then on, and has no reading to log', async () => {
    await withOfficeAt(data, async ({ office }) => {
      const count = (await readings(office)).length;
      const read = await office.readPersonalData(caseId, '核对', context('read-3'));
      expect(read).toEqual({ refused: 'personal-data-erased', facts: { erasedOn: words.on } });
      expect(await readings(office)).toHaveLength(count);
    });
  });

  it('keeps those of the other cases', async () => {
    await withOfficeAt(data, async ({ office }) => {
      const other = await office.findCase({ name: '2019-0001', agency });
      if (typeof other !== 'string') throw new Error(JSON.stringify(other));
      const read = await office.readPersonalData(other, '核对', context('read-other'));
      expect(read).toMatchObject({ name: '张甲' });
    });
  });

  it('leaves the report and the chain of hashes as they were', async () => {
    expect(contentOf(await reportOf(agency, 2019))).toEqual(before.report);
    const result = await verified(data, [before.head]);
    // Two readings, the tombstone, one reading of another case.
    expect(result).toMatchObject({ holds: true, head: { length: before.head.length + 4 } });
    const noted = `${before.head.length}:${before.head.treeRoot}`;
    expect(await sunledger('verify', '--head', noted)).toMatchObject({ code: 0 });
  });

  it('adds one line to the history of the case and changes no other', async () => {
    const { out } = await replay();
    expect(out.startsWith(before.replay)).toBe(true);
    expect(out.slice(before.replay.length)).toContain(`${words.on}  清除个人信息：保存期满`);
  });

  it('is one fact however often it is asked for', async () => {
    const head = await headOf(data);
    await withOfficeAt(data, async ({ office }) => {
      const again = await office.erasePersonalData(caseId, words, context('erase'));
      expect(again).toMatchObject({ done: true, duplicate: true });
      const anew = await office.erasePersonalData(caseId, words, context('erase-anew'));
      expect(anew).toMatchObject({ refused: 'already-erased' });
    });
    expect(await headOf(data)).toEqual(head);
  });
});

/** The files below a directory that hold these bytes. */
const filesHolding = (directory: string, bytes: Buffer): readonly string[] =>
  filesBelow(directory)
    .filter((file) => file.bytes.includes(bytes))
    .map(({ path }) => path);

/** Whether log and keys of this run are files of the data directory, and not on servers. */
const isKeptInFiles = (): boolean => (process.env['SUNLEDGER_KEYS_URL'] ?? '') === '';

/** The wrapped key of a case as it lies in the data file or on the server; empty when it is gone. */
async function keyOf(dataDirectory: string, caseId: string): Promise<Buffer> {
  if (!isKeptInFiles()) return keyOnServer(caseId);
  const database = openSqlite(join(dataDirectory, 'sunledger.db'), { readonly: true });
  try {
    const row = database
      .prepareArrays<[Uint8Array]>('SELECT wrapped FROM case_keys WHERE case_id = ?')
      .get(caseId);
    return Buffer.from(row?.[0] ?? []);
  } finally {
    database.close();
  }
}

async function keyOnServer(caseId: string): Promise<Buffer> {
  const client = new Client({ connectionString: process.env['SUNLEDGER_KEYS_URL'] });
  await client.connect();
  try {
    const text = 'SELECT wrapped FROM case_key WHERE case_id = $1';
    const { rows } = await client.query<{ readonly wrapped: Buffer | null }>(text, [caseId]);
    expect(rows).toHaveLength(1);
    return rows[0]?.wrapped ?? Buffer.alloc(0);
  } finally {
    await client.end();
  }
}
