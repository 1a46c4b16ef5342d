import { join } from 'node:path';

import { openSqliteEventStore } from '@sunledger/event-store';

import { bareReplay, openAlike, parseAll } from '../bare-log';
import type { Bench, BenchRun } from '../bench-run';
import type { Row } from '../outcome';
import { answerOfProcess } from '../processes/measured-process';
import type { RebuildAnswer, RebuildTask } from '../processes/rebuild-process';
import { median, repeated } from '../sampling';
import { memoryRow, onEachStore } from '../stores/each-store';

const script = join(__dirname, '..', 'processes', 'rebuild-process.js');

const howRebuilt =
  'one rebuild in a process of its own, all tables and indexes; the bare replay before and after it';

const batchSize = 2_000;
const bareReplaysAround = 3;
const residentAtMostMib = 300;

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

async function measure(run: BenchRun): Promise<readonly Row[]> {
  const { dataDirectory, logPath, eventCount } = await run.city();
  const replayed = Math.min(run.scale.replayedEventCount, eventCount);
  const figures = {
    rebuild: `rebuild every read model from ${eventCount.toLocaleString('en-US')} events`,
    'rebuild-memory': 'most memory resident in that rebuild',
  };
  return onEachStore(run, { database: 'city', figures }, async (on) => {
    const before = await bareRate(logPath, replayed);
    const task: RebuildTask = { dataDirectory, readModelsUrl: on.place.readModelsUrl };
    const server = on.watchServer();
    const rebuilt = await answerOfProcess<RebuildAnswer>(script, task);
    const memory = { processMib: rebuilt.peakMib, serverMib: server?.end() };
    if (rebuilt.position !== eventCount) throw new Error('the rebuild did not reach the head');
    const after = await bareRate(logPath, replayed);
    return [
      {
        ...on.about('rebuild'),
        unit: '/s',
        measured: (eventCount * 1000) / rebuilt.milliseconds,
        yardstick: { name: 'bare replay', measured: median([...before, ...after]) },
        target: { ratioAtLeast: 0.3 },
        note: `${(rebuilt.milliseconds / 1000).toFixed(1)} s; ${howRebuilt}`,
        details: { seconds: rebuilt.milliseconds / 1000 },
      },
      memoryRow(on, 'rebuild-memory', memory, {
        atMost: residentAtMostMib,
        details: { beforeMib: rebuilt.beforeMib },
      }),
    ];
  });
}

/** Making every read model anew from the whole log of the city. */
export const rebuildBench: Bench = { rows: ['rebuild', 'rebuild-memory'], run: measure };
