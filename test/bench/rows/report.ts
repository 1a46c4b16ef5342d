import { isRefusal } from '@sunledger/decider';
import { embeddedStores, openOffice } from '@sunledger/wiring';

import type { Bench, BenchRun } from '../bench-run';
import { cityAgencies, cityCode } from '../city/agencies';
import { Random } from '../city/random';
import type { Outcome } from '../outcome';
import { median, percentile, timed } from '../sampling';

/** Years with a report format whose log goes on for some years after them. */
const reportYears = [2019, 2020, 2021, 2022] as const;
const drawSeed = 54;

type Samples = Record<'one' | 'onePast' | 'rollup' | 'rollupPast', number[]>;

const nowFirst = ['one', 'onePast', 'rollup', 'rollupPast'] as const;
const pastFirst = ['onePast', 'one', 'rollupPast', 'rollup'] as const;

/** Turn about: the same report now and as it was known on 31 January after its year. */
async function takeSamples(run: BenchRun): Promise<Samples> {
  const { dataDirectory } = await run.city();
  const open = await openOffice(embeddedStores(dataDirectory));
  const random = new Random(drawSeed);
  const agencies = cityAgencies();
  const samples: Samples = { one: [], onePast: [], rollup: [], rollupPast: [] };
  const derive = async (kind: keyof Samples, agency: string, year: number) => {
    const past = kind === 'onePast' || kind === 'rollupPast';
    const rollup = kind === 'rollup' || kind === 'rollupPast';
    const knownAt = `${year + 1}-01-31T15:59:59.999Z`;
    const question = { agency, year, rollup, ...(past ? { knownAt } : {}) };
    const took = await timed(async () => {
      const report = await open.office.reports.derive(question);
      if (isRefusal(report)) throw new Error(report.refused);
    });
    samples[kind].push(took);
  };
  try {
    for (let at = -1; at < run.scale.reportCount; at += 1) {
      const { code } = random.pick(agencies);
      const year = random.pick(reportYears);
      // Who comes second finds the pages at hand.
      const kinds = at % 2 === 0 ? nowFirst : pastFirst;
      for (const kind of kinds) await derive(kind, kind.startsWith('one') ? code : cityCode, year);
      if (at < 0) for (const taken of Object.values(samples)) taken.length = 0;
    }
  } finally {
    await open.close();
  }
  return samples;
}

async function measure(run: BenchRun): Promise<readonly Outcome[]> {
  const { one, onePast, rollup, rollupPast } = await takeSamples(run);
  const events = run.scale.cityEventCount.toLocaleString('en-US');
  const present = (row: string, figure: string, samples: number[], atMost: number): Outcome => ({
    row,
    figure,
    unit: 'ms',
    measured: percentile(samples, 0.95),
    target: { atMost },
    details: { p50: median(samples), p99: percentile(samples, 0.99) },
  });
  const past = (row: string, figure: string, samples: number[], now: number[]): Outcome => ({
    row,
    figure,
    unit: 'ms',
    measured: median(samples),
    yardstick: { name: 'the present report, p50', measured: median(now) },
    target: { ratioAtMost: 3 },
    details: { p95: percentile(samples, 0.95) },
  });
  return [
    present('report', `annual report, one agency of a ${events}-event city, p95`, one, 10),
    present('report-rollup', 'the same, rolled up over 400 agencies, p95', rollup, 150),
    past('report-past', 'one agency as of a past position, p50', onePast, one),
    past('report-rollup-past', 'rolled up as of a past position, p50', rollupPast, rollup),
  ];
}

/** Annual reports out of the city's history: of one agency, of all, now and as known once. */
export const reportBench: Bench = {
  rows: ['report', 'report-rollup', 'report-past', 'report-rollup-past'],
  run: measure,
};
