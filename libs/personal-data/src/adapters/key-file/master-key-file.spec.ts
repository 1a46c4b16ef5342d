import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { MasterKeyRefused } from '../../errors';
import type { MasterKeyCheck } from '../../port';
import { openMasterKeyFile } from './master-key-file';

let directory: string;
let path: string;
let stored: string | undefined;

/** The check value as the data file keeps it. */
const check: MasterKeyCheck = {
  read: () => stored,
  write: async (value) => {
    stored = value;
  },
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sunledger-key-'));
  path = join(directory, 'secrets', 'master.key');
  stored = undefined;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const refusal = async (): Promise<string> => {
  const error: unknown = await openMasterKeyFile(path, check).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'MasterKeyRefused', path });
  return (error as MasterKeyRefused).code;
};

describe('the master key file', () => {
  it('is made at the first start, for its owner only', async () => {
    await openMasterKeyFile(path, check);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'ascii')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(stored).toBeDefined();
    expect(stored).not.toBe(readFileSync(path, 'ascii').trim());
  });

  it('is the same at the next start', async () => {
    const first = await openMasterKeyFile(path, check);
    const second = await openMasterKeyFile(path, check);
    expect(second.derive('lookup-hash').equals(first.derive('lookup-hash'))).toBe(true);
  });

  it('gives each purpose a key of its own', async () => {
    const key = await openMasterKeyFile(path, check);
    expect(key.derive('lookup-hash').equals(key.derive('case-key-wrapping'))).toBe(false);
  });

  it('may be put there before the first start', async () => {
    const other = join(directory, 'prepared.key');
    writeFileSync(other, `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    await openMasterKeyFile(other, check);
    expect(readFileSync(other, 'ascii')).toBe(`${'ab'.repeat(32)}\n`);
  });

  it('is not made anew when sealed data exist', async () => {
    await openMasterKeyFile(path, check);
    rmSync(path);
    expect(await refusal()).toBe('master-key-missing');
    expect(() => statSync(path)).toThrow();
  });

  it('is refused when it is another key', async () => {
    await openMasterKeyFile(path, check);
    writeFileSync(path, `${'cd'.repeat(32)}\n`);
    expect(await refusal()).toBe('master-key-wrong');
  });

  it('is refused when it is damaged', async () => {
    await openMasterKeyFile(path, check);
    writeFileSync(path, 'cd'.repeat(31));
    expect(await refusal()).toBe('master-key-malformed');
  });

  it('is refused when others may read it', async () => {
    await openMasterKeyFile(path, check);
    chmodSync(path, 0o640);
    expect(await refusal()).toBe('master-key-exposed');
  });
});
