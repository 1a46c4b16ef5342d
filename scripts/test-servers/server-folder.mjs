import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';

const lockWaitMs = 60_000;
const pauseMs = 50;

export const pause = (milliseconds = pauseMs) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A process that runs; one that has ended and waits for its parent to notice does not. */
export function runs(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // No /proc on this system: what answers a signal counts as running.
    return true;
  }
}

/** The number in a file's first line; 0 when there is none. */
export function numberIn(path) {
  try {
    return Number.parseInt(readFileSync(path, 'utf8'), 10) || 0;
  } catch {
    return 0;
  }
}

/** Waits until a condition holds. */
export async function until(holds, what, timeoutMs) {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await pause();
  }
}

/** A port of the loopback address that nobody listens on. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Sends bytes to a port and answers with the first that come back; nothing when nobody listens. */
export const answerOf = (port, bytes) =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => end(undefined));
    socket.once('error', () => end(undefined));
    socket.once('data', end);
    socket.once('connect', () => socket.write(bytes));
  });

/** Runs work while no other process starts or stops servers in the folder. */
export async function alone(folder, work) {
  const lock = join(folder, 'lock');
  const owner = join(lock, 'pid');
  mkdirSync(folder, { recursive: true });
  const end = Date.now() + lockWaitMs;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = numberIn(owner);
    // Its holder died, or has been between the two steps for too long.
    if ((holder > 0 && !runs(holder)) || Date.now() > end) rmSync(lock, { recursive: true });
    await pause();
  }
  writeFileSync(owner, String(process.pid));
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Who uses the servers: processes by their id, and `kept` for whoever started them by hand. */
export class Users {
  constructor(folder) {
    this.folder = join(folder, 'users');
    mkdirSync(this.folder, { recursive: true });
  }

  add(user) {
    writeFileSync(join(this.folder, user), '');
  }

  remove(user) {
    rmSync(join(this.folder, user), { force: true });
  }

  clear() {
    for (const user of readdirSync(this.folder)) this.remove(user);
  }

  /** Users that are still there; those that died without a word are struck off. */
  present() {
    const found = readdirSync(this.folder);
    const present = found.filter((user) => user === 'kept' || runs(Number(user)));
    for (const user of found) if (!present.includes(user)) this.remove(user);
    return present;
  }
}

/** A short name for a folder, the same every time. */
export const digestOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);
