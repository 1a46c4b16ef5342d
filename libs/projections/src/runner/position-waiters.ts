/** A reader waited for a position that the projection did not reach in time. */
export class ProjectionBehind extends Error {
  override readonly name = 'ProjectionBehind';
  readonly advice =
    '查询表没有跟上日志：请检查是否有 worker 在运行，其日志中有无 projection-fault；正在重建的，稍候即可。';

  constructor(
    readonly position: number,
    reason: string,
  ) {
    super(`the read models have not reached position ${position}: ${reason}`);
  }
}

interface Waiter {
  readonly position: number;
  readonly reached: () => void;
  readonly failed: (error: Error) => void;
}

/** Those who wait until a position has been projected. */
export class PositionWaiters {
  private readonly waiting = new Set<Waiter>();
  private position = 0;
  private wake: (() => void) | undefined;

  /** Whether anybody waits. */
  get anybody(): boolean {
    return this.waiting.size > 0;
  }

  reached(position: number): void {
    this.position = Math.max(this.position, position);
    for (const waiter of [...this.waiting]) {
      if (waiter.position <= this.position) waiter.reached();
    }
  }

  /** Resolves after a while, or at once when somebody waits: time for more events to gather. */
  rest(milliseconds: number): Promise<void> {
    if (this.waiting.size > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake?.(), milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve();
      };
    });
  }

  /** What was reached may be gone again: the tables were made anew. */
  forget(): void {
    this.position = 0;
  }

  /** Ends the rest that is on its way, though nobody waits. */
  endRest(): void {
    this.wake?.();
  }

  giveUp(reason: string): void {
    this.endRest();
    for (const waiter of [...this.waiting]) {
      waiter.failed(new ProjectionBehind(waiter.position, reason));
    }
  }

  /** @throws ProjectionBehind after `timeoutMs`. */
  until(position: number, timeoutMs: number): Promise<void> {
    if (position <= this.position) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
      };
      const waiter: Waiter = {
        position,
        reached: () => {
          leave();
          resolve();
        },
        failed: (error) => {
          leave();
          reject(error);
        },
      };
      const timer = setTimeout(
        () => waiter.failed(new ProjectionBehind(position, `not within ${timeoutMs} ms`)),
        timeoutMs,
      );
      this.waiting.add(waiter);
      this.wake?.();
    });
  }
}
