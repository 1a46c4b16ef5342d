import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

const variable = 'SUNLEDGER_TEST_POSTGRES';

/** The server that specs make their databases on. */
const serverAddress = (): string => {
  const address = process.env[variable];
  if (address !== undefined && address !== '') return address;
  throw new Error(process.env[`${variable}_MISSING`] ?? `${variable} names no server`);
};

const onServer = async (server: string, ...statements: readonly string[]): Promise<void> => {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

const databaseOn = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

/** A database of its own, as an address to connect to. */
export interface TemporaryPostgres {
  readonly url: string;
  /** Removes it with whoever is still connected. */
  drop(): Promise<void>;
  /** Cuts every connection to it, as a restart of the server would. */
  cutConnections(): Promise<void>;
}

/** Makes an empty database on the test server, or on the one given. */
export const temporaryPostgres = async (server = serverAddress()): Promise<TemporaryPostgres> => {
  const name = `sunledger_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  return {
    url: databaseOn(server, name),
    drop: () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
    cutConnections: () =>
      onServer(
        server,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      ),
  };
};

/** A server of its own, for specs that stop one. */
export interface TemporaryPostgresServer {
  readonly url: string;
  start(): void;
  /** `immediate` ends it as a crash would: it recovers when it is started again. */
  stop(how: 'fast' | 'immediate'): void;
  remove(): void;
}

const script = join(__dirname, '..', '..', '..', '..', 'scripts', 'test-servers.mjs');

export const temporaryPostgresServer = (): TemporaryPostgresServer => {
  const folder = mkdtempSync(join(tmpdir(), 'sunledger-postgres-'));
  const run = (command: string, ...options: readonly string[]): string =>
    execFileSync(
      process.execPath,
      [script, command, '--folder', folder, '--only', 'postgres', ...options],
      { encoding: 'utf8' },
    );
  const start = () => run('start', '--for', String(process.pid)).trim();
  const url = start().slice(variable.length + 1);
  return {
    url,
    start,
    stop: (how) => run('stop', '--how', how),
    remove: () => {
      run('remove');
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
