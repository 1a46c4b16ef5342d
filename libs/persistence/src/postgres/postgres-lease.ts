import { createHash } from 'node:crypto';

import { Client } from 'pg';

import { ReadModelsUnavailable } from '../errors';
import type { ProjectionLease } from '../lease';
import { WriteQueue } from '../write-queue';
import { connectionConfig, explaining } from './connection';

/** How often a held lease asks whether its connection still stands, and how long it waits, in ms. */
const heartbeatMs = 5_000;
const heartbeatTimeoutMs = 5_000;

/** Two numbers for PostgreSQL; a name of ours, so that other programs' locks are others. */
const keysOf = (name: string): readonly number[] => {
  const digest = createHash('sha256').update(`sunledger/${name}`).digest();
  return [digest.readInt32BE(0), digest.readInt32BE(4)];
};

/**
 * An advisory lock of the session on a connection of its own: when the process dies, the network
 * ends the connection and PostgreSQL frees the lock.
 */
export class PostgresLease implements ProjectionLease {
  /** Two who ask at once must not open two connections: the lock would stay with the other one. */
  private readonly queue = new WriteQueue();
  private client: Client | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private lost: () => void = () => undefined;
  held = false;

  constructor(
    private readonly url: string,
    private readonly name: string,
    /** Leases with an open connection, which the database ends when it is closed. */
    private readonly connected: Set<ProjectionLease>,
  ) {}

  acquire(): Promise<boolean> {
    return this.queue.run(async () => {
      if (this.held) return true;
      const waited = this.client !== undefined;
      try {
        return await explaining(() => this.ask());
      } catch (error) {
        if (!(error instanceof ReadModelsUnavailable) || !waited) throw error;
        // The connection died while it waited for its turn, which shows only now.
        await this.end();
        return explaining(() => this.ask());
      }
    });
  }

  release(): Promise<void> {
    return this.queue.run(() => this.end());
  }

  onLost(lost: () => void): void {
    this.lost = lost;
  }

  private async end(): Promise<void> {
    const { client } = this;
    this.forget();
    // With the session ends the lock, also when the server no longer answers.
    await client?.end().catch(() => undefined);
  }

  private async ask(): Promise<boolean> {
    this.client ??= await this.connect();
    const { client } = this;
    const { rows } = await client.query<{ held: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS held',
      [...keysOf(this.name)],
    );
    // The connection may have died while the answer was on its way.
    this.held = rows[0]?.held === true && this.client === client;
    if (this.held) this.keepAsking(client);
    return this.held;
  }

  private async connect(): Promise<Client> {
    const config = connectionConfig(this.url, `sunledger lease ${this.name}`, {
      statement_timeout: heartbeatTimeoutMs,
      // A holder that the network has cut off is noticed within a minute.
      tcp_keepalives_idle: 20,
      tcp_keepalives_interval: 10,
      tcp_keepalives_count: 3,
    });
    const client = new Client({ ...config, query_timeout: heartbeatTimeoutMs });
    const end = () => this.drop(client);
    client.on('error', end).on('end', end);
    await client.connect();
    this.connected.add(this);
    return client;
  }

  private keepAsking(client: Client): void {
    this.heartbeat = setInterval(() => {
      client.query('SELECT 1').catch(() => {
        this.drop(client);
        void client.end().catch(() => undefined);
      });
    }, heartbeatMs);
    this.heartbeat.unref();
  }

  private drop(client: Client): void {
    if (this.client !== client) return;
    const { held } = this;
    this.forget();
    if (held) this.lost();
  }

  private forget(): void {
    clearInterval(this.heartbeat);
    this.connected.delete(this);
    this.client = undefined;
    this.held = false;
  }
}
