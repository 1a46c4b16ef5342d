import { handle, type JobHandler, rebuildReadModels } from '@sunledger/jobs';

import type { WorkerParts } from './worker-parts';

/** Builds the read models anew while the present ones serve. */
export const rebuildHandler = ({ office }: WorkerParts): JobHandler =>
  handle(rebuildReadModels, async (job) => {
    const { readModels, store } = office.parts;
    const { position: head, length } = await store.head();
    const position = await readModels.rebuild({
      onProgress: ({ position: reached }) => {
        // Positions may be far apart, so that only their proportion tells how much is done.
        const done = head === 0 ? length : Math.floor((reached / head) * length);
        job.progress({ done: Math.min(done, length), total: length, sentence: '正在重建汇总数据' });
      },
    });
    return { events: await store.lengthAt(position) };
  });
