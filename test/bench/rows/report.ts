import { join } from 'node:path';

import type { Bench, BenchRun } from '../bench-run';
import type { Outcome, Row } from '../outcome';
import { answerOfProcess } from '../processes/measured-process';
import type { ReportsAnswer, ReportsTask } from '../processes/reports-process';
import { median, percentile, spreadOf } from '../sampling';
import { memoryRow, onEachStore, type OnStore } from '../stores/each-store';

const script = join(__dirname, '..', 'processes', 'reports-process.js');

const figuresOf = (events: string) => ({
  report: `annual report, one agency of a ${events}-event city, p95`,
  'report-rollup': 'annual report, rolled up over 400 agencies, p95',
  'report-years': 'roll-ups of four years, one after another, p95',
  'report-past': 'annual report of one agency as of a past position, p50',
  'report-rollup-past': 'annual report rolled up as of a past position, p50',
  'report-memory': 'most memory resident during these reports',
});

type Name = keyof ReturnType<typeof figuresOf>;

function outcomesOf(
  on: OnStore<Name>,
  { samples }: Pick<ReportsAnswer, 'samples'>,
): readonly Outcome[] {
  const present = (name: Name, taken: readonly number[], target: Outcome['target']): Outcome => ({
    ...on.about(name),
    unit: 'ms',
    measured: percentile(taken, 0.95),
    spread: spreadOf(taken),
    target,
    details: { samples: taken.length, p99: percentile(taken, 0.99) },
  });
  const past = (name: Name, taken: readonly number[], now: readonly number[]): Outcome => ({
    ...present(name, taken, { ratioAtMost: 3 }),
    measured: median(taken),
    yardstick: { name: 'the present report, p50', measured: median(now) },
  });
  return [
    present('report', samples.one, { atMost: 10 }),
    present('report-rollup', samples.rollup, { atMost: 150 }),
    present('report-years', samples.years, { none: true }),
    past('report-past', samples.onePast, samples.one),
    past('report-rollup-past', samples.rollupPast, samples.rollup),
  ];
}

async function measure(run: BenchRun): Promise<readonly Row[]> {
  const { reportCount, yearsReportCount } = run.scale;
  const { dataDirectory, eventCount } = await run.city();
  const figures = figuresOf(eventCount.toLocaleString('en-US'));
  return onEachStore(run, { database: 'city', figures }, async (on) => {
    const { readModelsUrl } = on.place;
    const task: ReportsTask = { dataDirectory, readModelsUrl, reportCount, yearsReportCount };
    const server = on.watchServer();
    const answer = await answerOfProcess<ReportsAnswer>(script, task);
    const memory = { processMib: answer.peakMib, serverMib: server?.end() };
    return [...outcomesOf(on, answer), memoryRow(on, 'report-memory', memory)];
  });
}

/** Annual reports out of the city's history: of one agency, of all, now and as known once. */
export const reportBench: Bench = { rows: Object.keys(figuresOf('')), run: measure };
