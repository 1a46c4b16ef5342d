import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { answerOf, freePort, numberIn, runs, until } from './server-folder.mjs';

const startTimeoutMs = 20_000;
const stopTimeoutMs = 20_000;

const missing =
  'Redis is not installed: `apt-get install redis-server` (its own service is not used), ' +
  'or name a server in SUNLEDGER_TEST_REDIS.';

const answers = async (port) => {
  const answer = port > 0 ? await answerOf(port, 'PING\r\n') : undefined;
  // While it reads its file back it says LOADING.
  return answer?.toString().startsWith('+PONG') === true;
};

const addressOf = (port) => `redis://127.0.0.1:${port}`;

function placesOf(folder) {
  const data = join(folder, 'redis');
  mkdirSync(data, { recursive: true });
  return { data, pid: join(data, 'pid'), port: join(data, 'port'), log: join(data, 'server.log') };
}

/** Starts Redis with what BullMQ asks for: nothing evicted, everything written to the disk. */
export async function startRedis(folder) {
  const places = placesOf(folder);
  const present = await redisAddress(folder);
  if (present !== undefined) return present;
  if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status !== 0) {
    throw new Error(missing);
  }
  let port = numberIn(places.port);
  if (port === 0 || (await answerOf(port, 'PING\r\n')) !== undefined) port = await freePort();
  const log = openSync(places.log, 'a');
  const options = { bind: '127.0.0.1', port, dir: places.data, save: '' };
  const durable = { appendonly: 'yes', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction' };
  const parameters = Object.entries({ ...options, ...durable }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const server = spawn('redis-server', parameters, {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: places.data,
  });
  server.unref();
  writeFileSync(places.pid, String(server.pid));
  writeFileSync(places.port, String(port));
  await until(() => answers(port), `Redis (${places.log})`, startTimeoutMs).catch((error) => {
    throw new Error(`${error.message}\n${readFileSync(places.log, 'utf8').slice(-2_000)}`);
  });
  return addressOf(port);
}

/** The address of the server of a folder; undefined when it does not run. */
export async function redisAddress(folder) {
  const { pid, port } = placesOf(folder);
  const number = numberIn(port);
  return runs(numberIn(pid)) && (await answers(number)) ? addressOf(number) : undefined;
}

/** @param how `fast` ends it in order, `immediate` kills it. */
export async function stopRedis(folder, how = 'fast') {
  const { pid, port } = placesOf(folder);
  const number = numberIn(pid);
  // A number that belongs to another process by now does not answer on the port.
  if (!runs(number) || (await answerOf(numberIn(port), 'PING\r\n')) === undefined) return;
  process.kill(number, how === 'fast' ? 'SIGTERM' : 'SIGKILL');
  await until(() => !runs(number), 'the end of Redis', stopTimeoutMs);
}

/** Removes what a stopped server leaves on the disk. */
export const removeRedis = (folder) => rmSync(placesOf(folder).data, { recursive: true });
