import { Client } from 'pg';

import type { Listening } from '../read-model-database';
import { connectionConfig, explaining } from './connection';

/** How long to wait before connecting again, in ms. */
const reconnectDelayMs = 500;

type Listener = (text: string | undefined) => void;

/** Channels are ours to name; they stand in a statement that takes no parameter. */
const channelName = /^[a-z_]+$/;

/** One connection on which this process is told of notices; it comes back by itself. */
export class PostgresNotices {
  private readonly listeners = new Map<string, Set<Listener>>();
  private connecting: Promise<Client> | undefined;
  private reconnect: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly url: string) {}

  async listen(channel: string, listener: Listener): Promise<Listening> {
    if (!channelName.test(channel)) throw new TypeError(`${channel} is no name of a channel`);
    const known = this.listeners.get(channel);
    const listeners = known ?? new Set();
    this.listeners.set(channel, listeners.add(listener));
    await explaining(async () => {
      const client = await this.connected();
      if (known === undefined) await client.query(`LISTEN ${channel}`);
    });
    return { stop: () => void listeners.delete(listener) };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.reconnect);
    const client = await this.connecting?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private connected(): Promise<Client> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<Client> {
    const client = new Client(connectionConfig(this.url, 'sunledger notices', {}));
    client.on('notification', ({ channel, payload }) => this.tell(channel, payload ?? ''));
    // Both may be said of one connection, the second when another one stands already.
    let gone = false;
    const leave = (): void => {
      if (gone) return;
      gone = true;
      void client.end().catch(() => undefined);
      this.comeBack();
    };
    client.on('error', leave).on('end', leave);
    await client.connect();
    for (const channel of this.listeners.keys()) await client.query(`LISTEN ${channel}`);
    return client;
  }

  private comeBack(): void {
    if (this.closed || this.reconnect !== undefined) return;
    this.connecting = undefined;
    this.reconnect = setTimeout(() => {
      this.reconnect = undefined;
      this.connected()
        .then(() => {
          // What was said meanwhile has been missed.
          for (const channel of this.listeners.keys()) this.tell(channel, undefined);
        })
        .catch(() => this.comeBack());
    }, reconnectDelayMs);
    this.reconnect.unref();
  }

  private tell(channel: string, text: string | undefined): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(text);
  }
}
