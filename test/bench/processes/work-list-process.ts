import { embeddedStores, openOffice } from '@sunledger/wiring';
import type { ReadModels } from '@sunledger/projections';
import { addDays, today } from '@sunledger/working-days';

import { cityAgencies, districtOf } from '../city/agencies';
import { Random } from '../city/random';
import { timed } from '../sampling';
import { answerWith, peakMib, taskOfProcess } from './measured-process';

export interface WorkListTask {
  readonly dataDirectory: string;
  /** Empty for the file in the data directory. */
  readonly readModelsUrl: string;
  /** How often each kind of question is asked. */
  readonly workListCount: number;
}

export interface WorkListAnswer {
  /** Times in ms by kind of question. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  /** Entries that came with the answers, in all. */
  readonly entryCount: number;
  readonly peakMib: number;
}

const drawSeed = 31;
const limit = 50;
const aheadDays = 30;

const codes = cityAgencies().map(({ code }) => code);

/** Asks once and says how many entries came. */
type Ask = (readModels: ReadModels, random: Random, on: string) => Promise<number>;

const duties = (agenciesOf: (random: Random) => readonly string[] | undefined): Ask => {
  return async (readModels, random, on) => {
    const agencies = agenciesOf(random);
    const { entries } = await readModels.duties.find({
      ...(agencies === undefined ? {} : { agencies }),
      ...{ on, dueThrough: addDays(on, aheadDays), limit },
    });
    return entries.length;
  };
};

/** What is on a desk in the morning: of a clerk, of a district, of the whole city. */
const questions: Readonly<Record<string, Ask>> = {
  'duties of an agency': duties((random) => [random.pick(codes)]),
  'duties of a district': duties((random) => districtOf(random.pick(codes))),
  'duties of the whole city': duties(() => undefined),
  'open cases of an agency by due date': async (readModels, random) => {
    const { entries } = await readModels.caseList.find({
      agencies: [random.pick(codes)],
      status: ['open', 'consulting', 'signed'],
      ...{ sort: 'dueOn', limit },
    });
    return entries.length;
  },
  'cases overdue in a district': async (readModels, random, on) => {
    const agencies = districtOf(random.pick(codes));
    const { entries } = await readModels.caseList.find({
      ...{ agencies, overdueOn: on, sort: 'dueOn', limit },
    });
    return entries.length;
  },
};

async function askAll(task: WorkListTask): Promise<WorkListAnswer> {
  const { dataDirectory, readModelsUrl, workListCount } = task;
  const open = await openOffice({ ...embeddedStores(dataDirectory), readModelsUrl });
  const random = new Random(drawSeed);
  const samples: Record<string, number[]> = {};
  let entryCount = 0;
  try {
    const head = (await open.log.head()).position;
    const [last] = await open.log.readAll(head - 1, { max: 1 });
    // The present of a city whose log has ended.
    const on = today(Date.parse(last?.recordedAt ?? ''));
    for (let round = -1; round < workListCount; round += 1) {
      for (const [name, ask] of Object.entries(questions)) {
        const took = await timed(async () => {
          entryCount += await ask(open.readModels, random, on);
        });
        if (round >= 0) (samples[name] ??= []).push(took);
      }
    }
  } finally {
    await open.close();
  }
  return { samples, entryCount, peakMib: peakMib() };
}

answerWith(askAll(taskOfProcess()));
