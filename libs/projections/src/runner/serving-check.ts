import type { EventStore } from '@sunledger/event-store';

import { ProjectionSuperseded } from './checkpoint';
import { ProjectionBehind } from './position-waiters';

/** How long the read models may take to reach the head before they count as behind. */
const caughtUpWithinMs = 1_000;

/**
 * How long they may stay behind before the process counts as not ready. A worker that takes over
 * from a dead one needs seconds; to send everyone away for that would turn a delay into an outage.
 */
export const behindGraceMs = 60_000;

interface ServingParts {
  readonly store: Pick<EventStore, 'head'>;
  readonly readModels: {
    position(): Promise<number>;
    readonly runner: {
      readonly isSuperseded?: boolean;
      waitFor(position: number, timeoutMs: number): Promise<void>;
    };
  };
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
}

/**
 * Whether the read models serve: they can be read, and have had everything that was logged at some
 * time during the last minute. A process that has just started serves once they have.
 */
export function servingCheck({ store, readModels, now }: ServingParts): () => Promise<number> {
  let caughtUpAt: number | undefined;
  return async () => {
    const head = await store.head().catch(() => undefined);
    // The log answers for itself; here only the tables are asked.
    if (head === undefined) return readModels.position();
    try {
      await readModels.runner.waitFor(head.position, caughtUpWithinMs);
      caughtUpAt = Date.parse(now());
      return head.position;
    } catch (error) {
      const since = caughtUpAt === undefined ? Infinity : Date.parse(now()) - caughtUpAt;
      if (!(error instanceof ProjectionBehind)) throw error;
      if (since <= behindGraceMs) return readModels.position();
      // Nobody else keeps them up either: what helps is another thing than waiting.
      throw readModels.runner.isSuperseded === true ? new ProjectionSuperseded([]) : error;
    }
  };
}
