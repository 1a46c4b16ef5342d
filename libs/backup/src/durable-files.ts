import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes names that were given or taken in a directory durable. */
export async function fsyncDirectory(path: string): Promise<void> {
  // Windows cannot flush a directory and does not need it.
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

export const fsyncDirectoryOf = (path: string): Promise<void> => fsyncDirectory(dirname(path));

/** SHA-256 and length of a file as it lies on the disk. */
export async function sealOfFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  // Chunks of a stream without an encoding are buffers.
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
