import { eventually } from '@sunledger/jobs/testing';
import {
  caseFactTable,
  caseListTable,
  dueDateTable,
  serialNumberTable,
} from '@sunledger/persistence';
import { Client } from 'pg';

/** What a batch of registrations is written to. */
export const projectedTables = [
  caseListTable.name,
  caseFactTable.name,
  dueDateTable.name,
  serialNumberTable.name,
] as const;

/** A session of PostgreSQL, by the name that its process gave. */
export interface Session {
  readonly name: string;
  readonly pid: number;
}

/** The lease is an advisory lock of two numbers; migrations lock by one. */
const leases = `
  SELECT a.application_name AS name, a.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE l.locktype = 'advisory' AND l.objsubid = 2 AND l.granted
    AND a.datname = current_database() AND a.application_name LIKE 'worker-%'`;

const waiting = `
  SELECT DISTINCT a.application_name AS name, a.pid
  FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
  WHERE NOT l.granted AND a.datname = current_database() AND a.application_name LIKE 'worker-%'`;

const connected = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url });
  // It may be cut off as everybody else is.
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

/** What the sessions of a database do at this moment, seen by one that takes no part. */
export class Sessions {
  constructor(private readonly url: string) {}

  /** The worker that holds the lease of the projection, once there is one. */
  async leader(isRight: (leader: Session) => boolean = () => true): Promise<Session> {
    const [leader] = await eventually(
      () => this.ask(leases),
      ([first]) => first !== undefined && isRight(first),
    );
    if (leader === undefined) throw new Error('a leader was found');
    return leader;
  }

  /** Resolves when a worker stands in the middle of a transaction and cannot go on. */
  async stuck(worker: string): Promise<void> {
    await eventually(
      () => this.ask(waiting),
      (sessions) => sessions.some(({ name }) => name === worker),
    );
  }

  /** Ends a session, as an administrator or a network would. */
  async end({ pid }: Session): Promise<void> {
    await this.ask('SELECT pg_terminate_backend($1)', [pid]);
  }

  private async ask(sql: string, values: readonly unknown[] = []): Promise<readonly Session[]> {
    const client = await connected(this.url);
    try {
      return (await client.query<Session>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  }
}

/**
 * Keeps everybody from writing to a table until it is released. Whoever projects stands still in the
 * middle of a batch then: the checkpoint is moved, some rows are written, nothing is committed.
 */
export async function heldTable(
  url: string,
  table: string,
): Promise<{ readonly release: () => Promise<void> }> {
  const client = await connected(url);
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table} IN SHARE MODE`);
  // With the session ends the lock, also when the server is gone.
  return { release: () => client.end().catch(() => undefined) };
}
