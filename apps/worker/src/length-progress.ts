import type { JobContext } from '@sunledger/jobs';
import type { OnProgress } from '@sunledger/projections';

import type { WorkerParts } from './worker-parts';

/** Tells how much of the log has been worked through, in events; a stopped job goes no further. */
export async function lengthProgress(
  { office }: Pick<WorkerParts, 'office'>,
  { progress, signal }: Pick<JobContext<unknown>, 'progress' | 'signal'>,
  sentence: string,
): Promise<OnProgress> {
  const { position: head, length } = await office.parts.store.head();
  return ({ position }) => {
    signal.throwIfAborted();
    // Positions may be far apart, so that only their proportion tells how much is done.
    const done = head === 0 ? length : Math.floor((position / head) * length);
    progress({ done: Math.min(done, length), total: length, sentence });
  };
}
