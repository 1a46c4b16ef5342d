import { join } from 'node:path';

import { openSqliteEventStore } from '@sunledger/event-store';

import { bareReplay, openAlike, parseAll } from '../bare-log';
import type { Bench, BenchRun } from '../bench-run';
import type { Outcome } from '../outcome';
import { answerOfProcess } from '../processes/measured-process';
import type { RebuildAnswer, RebuildTask } from '../processes/rebuild-process';
import { median, repeated } from '../sampling';

const script = join(__dirname, '..', 'processes', 'rebuild-process.js');

const batchSize = 2_000;
const bareReplaysAround = 3;

/** How fast the log can be read bare, at this moment of the run: the yardstick of the replay row. */
async function bareRate(logPath: string, eventCount: number): Promise<readonly number[]> {
  const log = openSqliteEventStore({ path: logPath, now: () => new Date().toISOString() });
  const bare = openAlike(logPath, log);
  const replay = bareReplay(bare, batchSize, { parse: parseAll, byCase: true });
  const taken = await repeated(bareReplaysAround, () => replay(eventCount));
  await log.close();
  bare.close();
  return taken.map((milliseconds) => (eventCount * 1000) / milliseconds);
}

async function measure(run: BenchRun): Promise<readonly Outcome[]> {
  const { dataDirectory, logPath, eventCount } = await run.city();
  const replayed = Math.min(run.scale.replayedEventCount, eventCount);
  const before = await bareRate(logPath, replayed);
  const task: RebuildTask = { dataDirectory };
  const rebuilt = await answerOfProcess<RebuildAnswer>(script, task);
  if (rebuilt.position !== eventCount) throw new Error('the rebuild did not reach the head');
  const after = await bareRate(logPath, replayed);
  const events = eventCount.toLocaleString('en-US');
  return [
    {
      row: 'rebuild',
      figure: `rebuild every read model from ${events} events`,
      unit: '/s',
      measured: (eventCount * 1000) / rebuilt.milliseconds,
      yardstick: { name: 'bare replay', measured: median([...before, ...after]) },
      target: { ratioAtLeast: 0.3 },
      note: 'one rebuild in a process of its own, all tables and indexes; the bare replay before and after it',
      details: { seconds: rebuilt.milliseconds / 1000 },
    },
    {
      row: 'rebuild-memory',
      figure: 'the same, most memory resident',
      unit: 'MiB',
      measured: rebuilt.peakMib,
      target: { atMost: 300 },
      details: { beforeMib: rebuilt.beforeMib },
    },
  ];
}

/** Making every read model anew from the whole log of the city. */
export const rebuildBench: Bench = { rows: ['rebuild', 'rebuild-memory'], run: measure };
