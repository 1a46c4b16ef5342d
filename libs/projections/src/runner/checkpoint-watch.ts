import type { Listening, ReadModelDatabase } from '@sunledger/persistence';

import { projectedChannel, projectedPosition } from './checkpoint';

/** How often somebody who waits looks for himself, should a notice get lost, in ms. */
const lookAgainMs = 250;

interface Watcher {
  /** Told of every position that the tables are seen to hold to. */
  readonly reached: (position: number) => void;
  /** Whether anybody waits for one. */
  readonly wanted: () => boolean;
  readonly onFault: (error: Error) => void;
}

/** Sees how far another process has projected: by its notices, and by looking now and then. */
export class CheckpointWatch {
  private listening: Listening | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;

  constructor(
    private readonly database: Pick<ReadModelDatabase, 'listen' | 'read'>,
    private readonly watcher: Watcher,
  ) {}

  async start(): Promise<void> {
    this.listening ??= await this.database.listen(projectedChannel, (text) => {
      if (text === undefined) void this.lookQuietly();
      else this.watcher.reached(Number(text));
    });
    this.timer ??= setInterval(() => {
      if (this.watcher.wanted()) void this.lookQuietly();
    }, lookAgainMs);
    this.timer.unref();
  }

  /** Looks now. @throws ReadModelsUnavailable */
  async look(): Promise<number> {
    const position = await projectedPosition(this.database);
    this.watcher.reached(position);
    return position;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.listening?.stop();
    this.listening = undefined;
  }

  private async lookQuietly(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      await this.look();
    } catch (error) {
      this.watcher.onFault(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.looking = false;
    }
  }
}
