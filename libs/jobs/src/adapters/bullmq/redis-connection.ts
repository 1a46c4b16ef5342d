import Redis, { type RedisOptions } from 'ioredis';

import type { JobLog } from '../../job-log';
import { errorWords } from '../../running/error-words';

/** Longest pause before another try to reach Redis. */
const retryPauseMostMs = 2_000;

/** How long a link may be silent before it counts as cut. */
const keepAliveMs = 10_000;

/**
 * The link to Redis. Commands given while it is away wait for it; no error of the link ends the
 * process. BullMQ copies it for each worker that blocks: the copies are known here, so that none is
 * left behind.
 */
export class RedisConnection extends Redis {
  private readonly copies: Redis[] = [];

  constructor(url: string, log: JobLog) {
    super(url, {
      maxRetriesPerRequest: null,
      keepAlive: keepAliveMs,
      retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 10), retryPauseMostMs),
    });
    this.tellHow(log);
  }

  override duplicate(override?: Partial<RedisOptions>): Redis {
    const copy = super.duplicate(override);
    // Its errors are those of the link itself, which tells of them.
    copy.on('error', () => undefined);
    this.copies.push(copy);
    return copy;
  }

  /** Every try to come back fails alike: each fault is told once until it is back. */
  private tellHow(log: JobLog): void {
    let isAway = false;
    const told = new Set<string>();
    this.on('error', (error: Error) => {
      const words = errorWords(error);
      if (!told.has(words)) log({ level: 'warn', event: 'redis-error', facts: { error: words } });
      told.add(words);
    });
    this.on('reconnecting', () => {
      if (!isAway) log({ level: 'warn', event: 'redis-away', facts: {} });
      isAway = true;
    });
    this.on('ready', () => {
      if (isAway) log({ level: 'info', event: 'redis-back', facts: {} });
      isAway = false;
      told.clear();
    });
  }

  get isReady(): boolean {
    return this.status === 'ready';
  }

  /** Cuts every link at once. */
  cut(): void {
    // One that has ended already would only start a timer that nobody stops.
    for (const link of [...this.copies, this]) if (link.status !== 'end') link.disconnect();
  }
}
