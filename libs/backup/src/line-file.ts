import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { link, open, rename, rm, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';

import { fsyncDirectoryOf } from './durable-files';
import { BackupRefused } from './refusal';

/** No fact of the office comes near it; a file without line feeds must not fill the memory. */
export const lineLengthMax = 64 * 1024 * 1024;

/** Text gathered before it is handed to the compressor: a call for each line would cost more. */
const gatheredLengthMax = 64 * 1024;

/** Files are for the eyes of their owner: they tell everything but sealed personal data. */
const ownerOnly = 0o600;

/** What a finished file can be recognised by. */
export interface FileSeal {
  readonly bytes: number;
  /** Lower-case hex, over the bytes on the disk. */
  readonly sha256: string;
}

/** A file of lines on its way; nothing stands under its name before `finish`. */
export interface NewLineFile {
  /** Takes a text with its line feeds; when it answers with a promise, the next one has to wait. */
  readonly write: (text: string) => void | Promise<void>;
  /** Resolves once the whole file is durable under its name. */
  finish(): Promise<FileSeal>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/**
 * Begins a file of lines, compressed when its name ends in `.gz`. It grows under another name beside
 * its own and never takes the place of a file that is there.
 * @throws BackupRefused with `file-exists`.
 */
export async function newLineFile(path: string): Promise<NewLineFile> {
  await demandFree(path);
  const partial = `${path}.partial-${process.pid}`;
  const disk = createWriteStream(partial, { flags: 'w', mode: ownerOnly });
  await once(disk, 'open');
  const hash = createHash('sha256');
  let bytes = 0;
  const take = (chunk: Buffer): boolean => {
    hash.update(chunk);
    bytes += chunk.length;
    return disk.write(chunk);
  };
  const inlet = path.endsWith('.gz') ? compressing(disk, take) : plain(disk, take);
  // A fault of the disk shows at the next write or at the end, whichever comes first.
  let fault: Error | undefined;
  disk.on('error', (error) => (fault = error));
  let gathered = '';
  const pass = async (): Promise<void> => {
    const text = gathered;
    gathered = '';
    if (fault !== undefined) throw fault;
    if (text !== '') await inlet.write(text);
  };
  return {
    write: (text) => {
      gathered += text;
      return gathered.length < gatheredLengthMax ? undefined : pass();
    },
    finish: async () => {
      await pass();
      await inlet.end();
      await settle(partial, path);
      return { bytes, sha256: hash.digest('hex') };
    },
    abandon: async () => {
      inlet.destroy();
      disk.destroy();
      await rm(partial, { force: true });
    },
  };
}

interface Inlet {
  write(text: string): Promise<void>;
  end(): Promise<void>;
  destroy(): void;
}

const plain = (disk: WriteStream, take: (chunk: Buffer) => boolean): Inlet => ({
  write: async (text) => {
    if (!take(Buffer.from(text))) await drained(disk);
  },
  end: () => ended(disk),
  destroy: () => undefined,
});

function compressing(disk: WriteStream, take: (chunk: Buffer) => boolean): Inlet {
  const gzip: Gzip = createGzip();
  gzip.on('data', (chunk: Buffer) => {
    if (take(chunk)) return;
    gzip.pause();
    disk.once('drain', () => gzip.resume());
  });
  disk.on('error', (error) => gzip.destroy(error));
  // Who writes or finishes is told; without a listener of its own it would end the process.
  gzip.on('error', () => undefined);
  return {
    write: async (text) => {
      if (!gzip.write(text)) await drained(gzip);
    },
    end: async () => {
      gzip.end();
      await finished(gzip);
      await ended(disk);
    },
    destroy: () => void gzip.destroy(),
  };
}

/** Resolves when a stream takes more; rejects when it fails or is destroyed while one waits. */
const drained = (stream: WriteStream | Gzip): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = () => {
      stream.off('drain', onDrain);
      stream.off('error', onFault);
      stream.off('close', onClose);
    };
    const onDrain = () => (leave(), resolve());
    const onFault = (error: Error) => (leave(), reject(error));
    const onClose = () => onFault(new Error('the file was closed while it was written'));
    stream.once('drain', onDrain).once('error', onFault).once('close', onClose);
  });

const ended = async (disk: WriteStream): Promise<void> => {
  disk.end();
  await finished(disk);
};

/** From here on the file is whole, and stays so when the power fails. */
async function settle(partial: string, path: string): Promise<void> {
  const file = await open(partial, 'r');
  await file.sync();
  await file.close();
  try {
    // A link, unlike a rename, does not take the place of a file that appeared meanwhile.
    await link(partial, path);
    await rm(partial);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new BackupRefused('file-exists', { path });
    // Some file systems know no links.
    await demandFree(path);
    await rename(partial, path);
  }
  await fsyncDirectoryOf(path);
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

async function demandFree(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined) throw new BackupRefused('file-exists', { path });
}

const gzipMagic = Buffer.from([0x1f, 0x8b]);

async function isCompressed(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(gzipMagic.length), 0);
    return bytesRead === gzipMagic.length && buffer.equals(gzipMagic);
  } finally {
    await file.close();
  }
}

/**
 * The lines of a file, decompressed where it is compressed, in flat memory.
 * @throws BackupRefused with `file-missing`, or with `file-unreadable` where it is cut off, damaged
 * or no text of lines.
 */
export async function* linesOf(path: string): AsyncGenerator<string, void, void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new BackupRefused('file-missing', { path });
  const disk = createReadStream(path);
  const source = (await isCompressed(path)) ? disk.pipe(createGunzip()) : disk;
  disk.once('error', (error) => source.destroy(error));
  const decoder = new StringDecoder('utf8');
  let rest = '';
  try {
    // Chunks of a stream without an encoding are buffers.
    for await (const chunk of source as AsyncIterable<Buffer>) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > lineLengthMax) throw new RangeError('a line is too long');
      for (const line of lines) yield line;
    }
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new BackupRefused('file-unreadable', { path, detail }, { cause });
  } finally {
    source.destroy();
    disk.destroy();
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}
