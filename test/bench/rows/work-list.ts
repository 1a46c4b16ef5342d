import { join } from 'node:path';

import type { Bench, BenchRun } from '../bench-run';
import type { Row } from '../outcome';
import { answerOfProcess } from '../processes/measured-process';
import type { WorkListAnswer, WorkListTask } from '../processes/work-list-process';
import { percentile, slowestOf, spreadOf } from '../sampling';
import { memoryRow, onEachStore } from '../stores/each-store';

const script = join(__dirname, '..', 'processes', 'work-list-process.js');

const figuresOf = (events: string) => ({
  'work-list': `work list of a ${events}-event city, first page, p95`,
  'work-list-memory': 'most memory resident while work lists are asked for',
});

async function measure(run: BenchRun): Promise<readonly Row[]> {
  const { workListCount } = run.scale;
  const { dataDirectory, eventCount } = await run.city();
  const figures = figuresOf(eventCount.toLocaleString('en-US'));
  return onEachStore(run, { database: 'city', figures }, async (on) => {
    const task: WorkListTask = {
      ...{ dataDirectory, workListCount },
      readModelsUrl: on.place.readModelsUrl,
    };
    const server = on.watchServer();
    const answer = await answerOfProcess<WorkListAnswer>(script, task);
    const memory = { processMib: answer.peakMib, serverMib: server?.end() };
    if (answer.entryCount === 0) throw new Error('there was nothing on the work list');
    const all = Object.values(answer.samples).flat();
    const slowest = slowestOf(answer.samples);
    return [
      {
        ...on.about('work-list'),
        unit: 'ms',
        measured: percentile(all, 0.95),
        spread: spreadOf(all),
        target: { none: true },
        note: `${slowest.kindCount} kinds of questions in turn, the slowest: ${slowest.text}`,
        details: slowest.p95ByKind,
      },
      memoryRow(on, 'work-list-memory', memory),
    ];
  });
}

/** What has to be done next: of an agency, a district, the whole city. */
export const workListBench: Bench = { rows: Object.keys(figuresOf('')), run: measure };
