import { isRefusal } from '@sunledger/decider';
import { embeddedStores, openOffice } from '@sunledger/wiring';

import { cityAgencies, cityCode } from '../city/agencies';
import { Random } from '../city/random';
import { timed } from '../sampling';
import { answerWith, peakMib, taskOfProcess } from './measured-process';

export interface ReportsTask {
  readonly dataDirectory: string;
  /** Empty for the file in the data directory. */
  readonly readModelsUrl: string;
  /** Rounds of one report of each kind. */
  readonly reportCount: number;
  /** Rounds of the roll-ups of all years. */
  readonly yearsReportCount: number;
}

/** Times in ms. */
export type ReportSamples = Record<'one' | 'onePast' | 'rollup' | 'rollupPast' | 'years', number[]>;

export interface ReportsAnswer {
  readonly samples: ReportSamples;
  readonly peakMib: number;
}

/** Years with a report format whose log goes on for some years after them. */
export const reportYears = [2019, 2020, 2021, 2022] as const;
const drawSeed = 54;

interface Question {
  readonly agency: string;
  readonly year: number;
  readonly rollup: boolean;
  /** As it was known on 31 January after its year. */
  readonly past: boolean;
}

type Derive = (question: Question) => Promise<void>;

const nowFirst = ['one', 'onePast', 'rollup', 'rollupPast'] as const;
const pastFirst = ['onePast', 'one', 'rollupPast', 'rollup'] as const;

/** Turn about: the same report now and as it was known once. */
async function takeTurns(derive: Derive, rounds: number, samples: ReportSamples): Promise<void> {
  const random = new Random(drawSeed);
  const agencies = cityAgencies();
  for (let at = -1; at < rounds; at += 1) {
    const { code } = random.pick(agencies);
    const year = random.pick(reportYears);
    // Who comes second finds the pages at hand.
    for (const kind of at % 2 === 0 ? nowFirst : pastFirst) {
      const rollup = kind === 'rollup' || kind === 'rollupPast';
      const past = kind === 'onePast' || kind === 'rollupPast';
      const agency = rollup ? cityCode : code;
      samples[kind].push(await timed(() => derive({ agency, year, rollup, past })));
    }
    if (at < 0) for (const taken of Object.values(samples)) taken.length = 0;
  }
}

async function takeYears(derive: Derive, rounds: number, samples: ReportSamples): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const took = await timed(async () => {
      for (const year of reportYears) {
        await derive({ agency: cityCode, year, rollup: true, past: false });
      }
    });
    samples.years.push(took);
  }
}

async function askAll(task: ReportsTask): Promise<ReportsAnswer> {
  const { dataDirectory, readModelsUrl } = task;
  const open = await openOffice({ ...embeddedStores(dataDirectory), readModelsUrl });
  const derive: Derive = async ({ agency, year, rollup, past }) => {
    const knownAt = `${year + 1}-01-31T15:59:59.999Z`;
    const question = { agency, year, rollup, ...(past ? { knownAt } : {}) };
    const report = await open.office.reports.derive(question);
    if (isRefusal(report)) throw new Error(report.refused);
  };
  const samples: ReportSamples = { one: [], onePast: [], rollup: [], rollupPast: [], years: [] };
  try {
    await takeTurns(derive, task.reportCount, samples);
    await takeYears(derive, task.yearsReportCount, samples);
  } finally {
    await open.close();
  }
  return { samples, peakMib: peakMib() };
}

answerWith(askAll(taskOfProcess()));
