/** Bounds of what a scrape may cost. */
export interface ReadingOptions {
  /** A reading younger than this is used again, however often is scraped; 5,000 when left out. */
  readonly readIntervalMs?: number;
  /** A reader that takes longer counts as failed for this scrape; 2,000 when left out. */
  readonly readTimeoutMs?: number;
  /** Milliseconds that only grow; the process's own when left out. */
  readonly clock?: () => number;
}

/** One reader: at most one call at a time, not too often, and never longer than its time. */
export class Reading {
  private readonly intervalMs: number;
  private readonly timeoutMs: number;
  private readonly clock: () => number;
  private readAt: number | undefined;
  private running: Promise<boolean> | undefined;

  constructor(
    private readonly read: () => Promise<void>,
    options: ReadingOptions,
  ) {
    this.intervalMs = options.readIntervalMs ?? 5_000;
    this.timeoutMs = options.readTimeoutMs ?? 2_000;
    this.clock = options.clock ?? (() => performance.now());
  }

  /** Whether what it reads is up to date now; old values stay in place when it is not. */
  async refresh(): Promise<boolean> {
    const isFresh = this.readAt !== undefined && this.clock() - this.readAt < this.intervalMs;
    if (isFresh) return true;
    this.running ??= this.start();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), this.timeoutMs);
    });
    const isRead = await Promise.race([this.running, late]);
    clearTimeout(timer);
    return isRead;
  }

  private async start(): Promise<boolean> {
    try {
      await this.read();
      this.readAt = this.clock();
      return true;
    } catch {
      // Told by the metric that says which readers are up.
      return false;
    } finally {
      this.running = undefined;
    }
  }
}
