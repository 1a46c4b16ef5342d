import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import { MasterKeyRefused } from '../../errors';
import { MasterKey, masterKeyLength } from '../../master-key';
import type { MasterKeyCheck } from '../../port';

/** Read and write for the owner, nothing for anybody else. */
const ownerOnly = 0o600;
const othersBits = 0o077;

const keyText = new RegExp(`^[0-9a-f]{${masterKeyLength * 2}}$`);

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const readKey = (path: string): MasterKey | undefined => {
  let text: string;
  try {
    text = readFileSync(path, 'ascii').trim();
    const exposed = process.platform !== 'win32' && (statSync(path).mode & othersBits) !== 0;
    if (exposed) {
      const hint = 'others may read the master key: chmod 600';
      throw new MasterKeyRefused('master-key-exposed', path, hint);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (error instanceof MasterKeyRefused) throw error;
    const hint = 'the master key cannot be read';
    throw new MasterKeyRefused('master-key-unreadable', path, hint, { cause: error });
  }
  if (keyText.test(text)) return new MasterKey(Buffer.from(text, 'hex'));
  const hint = `the file should hold ${masterKeyLength * 2} hex digits`;
  throw new MasterKeyRefused('master-key-malformed', path, hint);
};

const flushDirectory = (path: string): void => {
  // Windows cannot flush a directory and does not need it.
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
};

/** Makes a new key; fails rather than overwrite one that appeared meanwhile. */
const createKey = (path: string): MasterKey => {
  const bytes = randomBytes(masterKeyLength);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(path, 'wx', ownerOnly);
    writeSync(file, `${bytes.toString('hex')}\n`);
    fsyncSync(file);
    closeSync(file);
    flushDirectory(dirname(path));
  } catch (cause) {
    const hint = 'the master key cannot be written';
    throw new MasterKeyRefused('master-key-unreadable', path, hint, { cause });
  }
  return new MasterKey(bytes);
};

/**
 * Reads the master key, or makes it at the very first start. The file belongs outside the data files
 * and into a backup of its own: whoever has both can read everything, whoever lost it can read nothing.
 * @throws MasterKeyRefused when data exist and the key is missing, another one, damaged or exposed.
 */
export const openMasterKeyFile = async (
  path: string,
  check: MasterKeyCheck,
): Promise<MasterKey> => {
  const expected = check.read();
  const found = readKey(path);
  if (expected === undefined) {
    // The key is on the disk before anything can be sealed with it.
    const key = found ?? createKey(path);
    await check.write(key.checkValue());
    return key;
  }
  if (found === undefined) {
    const hint = 'data are sealed, but their master key is gone: put it back from its backup';
    throw new MasterKeyRefused('master-key-missing', path, hint);
  }
  if (found.checkValue() !== expected) {
    const hint = 'the data were sealed with another master key';
    throw new MasterKeyRefused('master-key-wrong', path, hint);
  }
  return found;
};
