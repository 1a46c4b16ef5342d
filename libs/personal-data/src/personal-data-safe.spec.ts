import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { GroupCommit, openSqlite } from '@sunledger/sqlite';

import { openPersonalData } from './adapters/sqlite/open-personal-data';
import { CaseErased, ErasureIncomplete, SealBroken } from './errors';

let directory: string;
let dataDirectory: string;
let masterKeyPath: string;
const closings: (() => void)[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-personal-'));
  dataDirectory = mkdtempSync(join(directory, 'data-'));
  masterKeyPath = join(directory, 'secrets', 'master.key');
});
afterEach(() => {
  closings.splice(0).forEach((close) => close());
  rmSync(directory, { recursive: true, force: true });
});

const open = async () => {
  const database = openSqlite(join(dataDirectory, 'ledger.db'));
  closings.push(() => database.close());
  const group = new GroupCommit(database);
  return { database, group, safe: await openPersonalData({ group, masterKeyPath }) };
};

const person = { name: '张三', documentNumber: '11010119900307701X', contact: '13800138000' };

describe('sealing', () => {
  it('gives back what was sealed, also after a restart', async () => {
    const first = await open();
    const { sealed, fields } = await first.safe.seal('case-1', person);
    expect(fields).toEqual(['contact', 'documentNumber', 'name']);
    expect(Buffer.from(sealed, 'base64url').includes('张三')).toBe(false);
    first.database.close();
    const { safe } = await open();
    expect(await safe.open('case-1', sealed)).toEqual(person);
  });

  it('never seals the same text the same way twice', async () => {
    const { safe } = await open();
    const [one, other] = [await safe.seal('case-1', person), await safe.seal('case-1', person)];
    expect(one.sealed).not.toBe(other.sealed);
  });

  it('opens nothing that was changed, cut or sealed for another case', async () => {
    const { safe } = await open();
    const { sealed } = await safe.seal('case-1', person);
    await safe.seal('case-2', person);
    const changed = sealed.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
    await expect(safe.open('case-2', sealed)).rejects.toThrow(SealBroken);
    await expect(safe.open('case-3', sealed)).rejects.toThrow(SealBroken);
    await expect(safe.open('case-1', changed)).rejects.toThrow(SealBroken);
    await expect(safe.open('case-1', sealed.slice(0, 20))).rejects.toThrow(SealBroken);
  });

  it('keeps the key that a case has when keys are made for many', async () => {
    const { safe } = await open();
    const { sealed } = await safe.seal('case-1', person);
    await safe.prepare(['case-1', 'case-2', 'case-2']);
    expect(await safe.open('case-1', sealed)).toEqual(person);
  });
});

describe('erasing', () => {
  const filesHolding = (trace: Uint8Array | string): string[] =>
    readdirSync(dataDirectory).filter((file) =>
      readFileSync(join(dataDirectory, file)).includes(Buffer.from(trace)),
    );

  it('leaves no trace of the text or of the key in any raw file', async () => {
    const { database, group, safe } = await open();
    database.exec('CREATE TABLE texts (sealed TEXT)');
    const insert = database.prepare('INSERT INTO texts VALUES (?)');
    const caseIds = Array.from({ length: 3_000 }, (_, at) => `case-${(at * 7_919) % 3_000}`);
    // Keys come in batches and one by one, so that pages fill and split as they do in life.
    await safe.prepare(caseIds.slice(0, 1_500));
    for (const caseId of caseIds.slice(1_500, 1_600)) await safe.prepare([caseId]);
    await safe.prepare(caseIds.slice(1_600));
    const erased = ['case-0', 'case-7', 'case-1499', 'case-1550', 'case-2999'];
    const wrapped: Uint8Array[] = [];
    for (const caseId of erased) {
      const { sealed } = await safe.seal(caseId, person);
      await group.run(() => insert.run(sealed));
      const select = database.prepareArrays<[Uint8Array]>(
        'SELECT wrapped FROM case_keys WHERE case_id = ?',
      );
      wrapped.push(select.get(caseId)?.[0] ?? new Uint8Array());
    }
    for (const key of wrapped) expect(filesHolding(key)).not.toEqual([]);
    for (const caseId of erased) await safe.erase(caseId);
    for (const key of wrapped) {
      expect(key).toHaveLength(60);
      expect(filesHolding(key)).toEqual([]);
    }
    for (const text of Object.values(person)) expect(filesHolding(text)).toEqual([]);
    expect(await safe.open(erased[0] ?? '', 'anything')).toBe('erased');
  });

  it('says erased from then on, and seals nothing more for the case', async () => {
    const first = await open();
    const { sealed } = await first.safe.seal('case-1', person);
    const kept = await first.safe.seal('case-2', person);
    await first.safe.erase('case-1');
    await first.safe.erase('case-1');
    first.database.close();
    const { safe } = await open();
    expect(await safe.open('case-1', sealed)).toBe('erased');
    expect(await safe.open('case-2', kept.sealed)).toEqual(person);
    await expect(safe.seal('case-1', person)).rejects.toThrow(CaseErased);
    await safe.prepare(['case-1']);
    expect(await safe.open('case-1', sealed)).toBe('erased');
  });

  it('is seen by another process at once, whatever it has in memory', async () => {
    const [one, other] = [await open(), await open()];
    const { sealed } = await one.safe.seal('case-1', person);
    expect(await other.safe.open('case-1', sealed)).toEqual(person);
    await one.safe.erase('case-1');
    expect(await other.safe.open('case-1', sealed)).toBe('erased');
  });

  it('says so when a reader keeps the trace alive, and can be finished later', async () => {
    const { safe } = await open();
    const { sealed } = await safe.seal('case-1', person);
    const reader = openSqlite(join(dataDirectory, 'ledger.db'), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM case_keys').get();
    await expect(safe.erase('case-1')).rejects.toThrow(ErasureIncomplete);
    expect(await safe.open('case-1', sealed)).toBe('erased');
    reader.exec('COMMIT');
    reader.close();
    await expect(safe.erase('case-1')).resolves.toBeUndefined();
  });
});

describe('looking people up', () => {
  it('finds the same person however the name or number is typed', async () => {
    const { safe } = await open();
    const name = safe.lookupHash('name', '张三');
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(safe.lookupHash('name', ' 张 三　')).toBe(name);
    const number = safe.lookupHash('documentNumber', '11010119900307701X');
    expect(safe.lookupHash('documentNumber', '１１０１０１１９９００３０７７０１ｘ')).toBe(number);
    expect(safe.lookupHash('name', 'Smith John')).toBe(safe.lookupHash('name', 'Ｓｍｉｔｈ John'));
  });

  it('tells people, kinds and installations apart', async () => {
    const { safe } = await open();
    const one = safe.lookupHash('name', '张三');
    expect(safe.lookupHash('name', '张四')).not.toBe(one);
    expect(safe.lookupHash('documentNumber', '张三')).not.toBe(one);
    masterKeyPath = join(directory, 'secrets', 'other.key');
    dataDirectory = mkdtempSync(join(directory, 'data-'));
    const elsewhere = await open();
    expect(elsewhere.safe.lookupHash('name', '张三')).not.toBe(one);
  });

  it('refuses to look for nothing', async () => {
    const { safe } = await open();
    expect(() => safe.lookupHash('name', ' 　')).toThrow(TypeError);
  });
});
