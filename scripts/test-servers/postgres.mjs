import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { answerOf, digestOf, freePort, numberIn, runs, until } from './server-folder.mjs';

/** The oldest version that the read models are made for. */
const oldestVersion = 15;
const startTimeoutMs = 60_000;
const stopTimeoutMs = 60_000;

const missing =
  'PostgreSQL 15 or newer is not installed: `apt-get install postgresql` (its own cluster is not used), ' +
  'or name a server in SUNLEDGER_TEST_POSTGRES.';

/** The newest PostgreSQL of Debian's packages, else the one that `pg_config` names. */
function programFolder() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number) : [];
  for (const version of versions.sort((one, other) => other - one)) {
    const folder = join(debian, String(version), 'bin');
    if (version >= oldestVersion && existsSync(join(folder, 'initdb'))) return folder;
  }
  const named = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  if (named && existsSync(join(named, 'initdb'))) return named;
  throw new Error(missing);
}

const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root: root runs it as the user that the package made. */
function run(program, parameters) {
  const [command, ...rest] = isRoot
    ? ['runuser', '-u', 'postgres', '--', program, ...parameters]
    : [program, ...parameters];
  // Not a pipe: the server would inherit it and hold it open.
  return spawnSync(command, rest, { stdio: 'ignore', cwd: '/' });
}

function demand(program, parameters, log) {
  const { status, error } = run(program, parameters);
  if (status === 0) return;
  const told = existsSync(log) ? readFileSync(log, 'utf8').slice(-2_000) : '';
  throw new Error(`${program} ended with ${error?.message ?? status}\n${told}`);
}

const numericId = (option) =>
  Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout);

/** The folder itself, or one that the server's user can reach when it lies in somebody's home. */
function dataFolder(folder) {
  const wanted = join(folder, 'postgres');
  mkdirSync(wanted, { recursive: true });
  if (!isRoot) return wanted;
  if (run('test', ['-x', wanted]).status === 0) return own(wanted);
  const reachable = join(tmpdir(), `sunledger-test-servers-${digestOf(folder)}`);
  mkdirSync(reachable, { recursive: true });
  return own(reachable);
}

function own(folder) {
  chownSync(folder, numericId('-u'), numericId('-g'));
  chmodSync(folder, 0o700);
  return folder;
}

/** The server's process number and port, as it wrote them down; nothing when it does not run. */
function running(data) {
  const file = join(data, 'postmaster.pid');
  const pid = numberIn(file);
  if (!runs(pid)) return undefined;
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? { pid, port } : { pid, port: 0 };
}

/** What a client sends to ask for TLS; every PostgreSQL answers it with one letter. */
const greeting = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

const listens = async (port) => port > 0 && (await answerOf(port, greeting)) !== undefined;

function makeCluster(programs, data, log) {
  // A locale of the country, so that a query which forgot its collation sorts wrongly and is found.
  const locale = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=zh'];
  const parameters = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', ...locale];
  demand(join(programs, 'initdb'), parameters, log);
}

/**
 * Starts PostgreSQL on a port of its own of the loopback address, durable as in production.
 * Everybody on this machine may connect: for tests alone.
 */
export async function startPostgres(folder) {
  const programs = programFolder();
  const data = dataFolder(folder);
  const cluster = join(data, 'cluster');
  const log = join(data, 'server.log');
  if (running(cluster) === undefined) {
    // Left behind by a server that was killed; its number may be another process by now.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    if (!existsSync(join(cluster, 'PG_VERSION'))) makeCluster(programs, cluster, log);
    await launch(programs, { data, cluster, log });
  }
  await until(() => listens(running(cluster)?.port ?? 0), 'PostgreSQL', startTimeoutMs);
  return addressOf(running(cluster).port);
}

/** Starts where it listened the last time, so that addresses hold; else on a free port. */
async function launch(programs, { data, cluster, log }) {
  const kept = join(data, 'port');
  const before = numberIn(kept);
  const port = before || (await freePort());
  const options = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=300',
    '-c fsync=on',
  ].join(' ');
  writeFileSync(kept, String(port));
  try {
    demand(
      join(programs, 'pg_ctl'),
      ['-D', cluster, '-l', log, '-w', '-t', '60', '-o', options, 'start'],
      log,
    );
  } catch (error) {
    rmSync(kept, { force: true });
    // Somebody else may listen there by now.
    if (before === 0) throw error;
    await launch(programs, { data, cluster, log });
  }
}

const addressOf = (port) => `postgres://postgres@127.0.0.1:${port}/postgres`;

/** The address of the server of a folder; undefined when it does not run. */
export async function postgresAddress(folder) {
  const found = running(join(dataFolder(folder), 'cluster'));
  return found !== undefined && (await listens(found.port)) ? addressOf(found.port) : undefined;
}

/** @param how `fast` ends it in order; `immediate` as a crash would, to recover at the next start. */
export async function stopPostgres(folder, how = 'fast') {
  const cluster = join(dataFolder(folder), 'cluster');
  const found = running(cluster);
  if (found === undefined) return;
  run(join(programFolder(), 'pg_ctl'), ['-D', cluster, '-m', how, '-w', '-t', '60', 'stop']);
  await until(() => !runs(found.pid), 'the end of PostgreSQL', stopTimeoutMs);
}

/** Removes what a stopped server leaves on the disk. */
export const removePostgres = (folder) =>
  rmSync(dataFolder(folder), { recursive: true, force: true });
