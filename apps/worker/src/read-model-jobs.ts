import {
  compareReadModels,
  handle,
  JobFailed,
  type JobHandler,
  rebuildReadModels,
} from '@sunledger/jobs';
import { type Comparison, ReadModelsOutdated, RebuildUnderWay } from '@sunledger/projections';

import { lengthProgress } from './length-progress';
import type { WorkerParts } from './worker-parts';

/** Builds the read models anew while the present ones serve, or compares the two. */
export const readModelHandlers = (parts: WorkerParts): readonly JobHandler[] => {
  const { readModels, store } = parts.office.parts;
  return [
    handle(rebuildReadModels, async (job) => {
      const onProgress = await lengthProgress(parts, job, '正在重建汇总数据');
      const position = await explained(() => readModels.rebuild({ onProgress }));
      return { events: await store.lengthAt(position) };
    }),
    handle(compareReadModels, async (job) => {
      const onProgress = await lengthProgress(parts, job, '正在核对汇总数据');
      const comparison = await explained(() => readModels.compare({ onProgress }));
      tellDifferences(parts, comparison);
      return { rows: sumOf(comparison, 'rows'), differences: sumOf(comparison, 'differences') };
    }),
  ];
};

/** Lets what hinders the work be told to a clerk. */
async function explained<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RebuildUnderWay) {
      throw new JobFailed('另有一项任务正在重建或核对汇总数据，稍后自动再试。');
    }
    if (error instanceof ReadModelsOutdated) {
      throw new JobFailed('现用的汇总数据是按另一版本或口径生成的，请先重建汇总数据。', true);
    }
    throw error;
  }
}

const sumOf = ({ tables }: Comparison, count: 'rows' | 'differences'): number =>
  tables.reduce((sum, table) => sum + table[count], 0);

/** A row that is not as the log says is a fault of this system, so its operator must hear of it. */
function tellDifferences({ log }: WorkerParts, { tables, position }: Comparison): void {
  for (const { table, rows, differences, examples } of tables) {
    if (differences === 0) continue;
    const named = examples.map(({ key, kind, columns }) =>
      [kind, key.join('/'), ...columns].join(' '),
    );
    log?.warn('read-models-differ', { table, rows, differences, position, examples: named });
  }
}
