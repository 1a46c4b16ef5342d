import { randomUUID } from 'node:crypto';

import { Client } from 'pg';

import { type TemporaryServer, temporaryServer } from './temporary-server';

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
  /** Drops it with whoever is still connected, and makes it anew, empty. */
  makeAnew(): Promise<void>;
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
    makeAnew: () =>
      onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`),
    cutConnections: () =>
      onServer(
        server,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
      ),
  };
};

/** A server of its own, for specs that stop one. */
export type TemporaryPostgresServer = TemporaryServer;

export const temporaryPostgresServer = (): TemporaryPostgresServer =>
  temporaryServer('postgres', variable);
