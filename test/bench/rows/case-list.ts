import { openSqliteEventStore } from '@sunledger/event-store';
import { caseListTable, openReadModels } from '@sunledger/persistence';
import { defaultPolicy } from '@sunledger/policy';
import { type CaseListQuestion, createReadModels } from '@sunledger/projections';

import type { Bench, BenchRun } from '../bench-run';
import { cityAgencies, districtOf } from '../city/agencies';
import { fillCaseList, nameHashOf, units } from '../city/listed-cases';
import { Random } from '../city/random';
import type { Row } from '../outcome';
import { percentile, slowestOf, spreadOf, timed } from '../sampling';
import { onEachStore, type OnStore } from '../stores/each-store';
import { settleTable } from '../stores/postgres-server';

const questionSeed = 77;
const limit = 50;

const agencies = cityAgencies();
const everyCode = agencies.map(({ code }) => code);

type MakeQuestion = (random: Random) => Omit<CaseListQuestion, 'limit'>;

const serialOf = (random: Random, digits: string): string => `${2015 + random.below(9)}-${digits}`;

/** What people ask of the list, narrow and wide: each with filter and order, most with a search. */
const questions: Readonly<Record<string, MakeQuestion>> = {
  'open cases of an agency by due date': (random) => ({
    agencies: [random.pick(everyCode)],
    status: ['open', 'consulting', 'signed'],
    sort: 'dueOn',
  }),
  'a year of an agency, serial number begun': (random) => ({
    agencies: [random.pick(everyCode)],
    registerYear: 2015 + random.below(9),
    text: serialOf(random, '00'),
    sort: 'serialNumber',
  }),
  'a year of a district, newest first, closed': (random) => ({
    agencies: districtOf(random.pick(everyCode)),
    registerYear: 2015 + random.below(9),
    status: ['closed'],
    sort: 'receivedOn',
    descending: true,
  }),
  'serial number begun, all agencies, by due date': (random) => ({
    text: serialOf(random, '01'),
    status: ['closed', 'open'],
    sort: 'dueOn',
    descending: true,
  }),
  'serial number begun in full, district': (random) => ({
    agencies: districtOf(random.pick(everyCode)),
    text: serialOf(random, '0007'),
    sort: 'receivedOn',
  }),
  'overdue in a district': (random) => ({
    agencies: districtOf(random.pick(everyCode)),
    overdueOn: '2024-01-10',
    sort: 'dueOn',
  }),
  'an applicant, everywhere': (random) => ({
    nameHash: nameHashOf(random.below(400_000)),
    sort: 'receivedOn',
    descending: true,
  }),
  'closed in a month by a unit': (random) => {
    const year = 2015 + random.below(8);
    return {
      closedFrom: `${year}-06-01`,
      closedThrough: `${year}-06-30`,
      assignedUnit: random.pick(units),
      sort: 'serialNumber',
    };
  },
  'everything, closed, newest first': () => ({
    status: ['closed'],
    sort: 'receivedOn',
    descending: true,
  }),
  'everything of a unit by due date': (random) => ({
    assignedUnit: random.pick(units),
    sort: 'dueOn',
  }),
};

const figuresOf = (cases: string) => ({
  'case-list': `case list, filtered + sorted + searched, ${cases} cases, p95`,
});

async function measureOn(run: BenchRun, on: OnStore<'case-list'>): Promise<Row> {
  const { listedCaseCount, listQueryCount } = run.scale;
  const { readModelsUrl, store: name } = on.place;
  const database = await openReadModels(
    readModelsUrl === ''
      ? { type: 'sqlite', path: run.path('case-list.db') }
      : { type: 'postgres', url: readModelsUrl },
  );
  const now = () => new Date().toISOString();
  const store = openSqliteEventStore({ path: run.path('no-log.db'), now });
  const { caseList } = createReadModels({ database, store, policy: defaultPolicy });
  const filling = await timed(async () => {
    await fillCaseList(database, listedCaseCount);
    if (readModelsUrl !== '') await settleTable(readModelsUrl, caseListTable.name);
  });
  run.say(
    `  case list of ${listedCaseCount} rows on ${name} after ${(filling / 1000).toFixed(1)} s`,
  );
  const random = new Random(questionSeed);
  const samples: Record<string, number[]> = {};
  for (let at = 0; at < listQueryCount; at += 1) {
    for (const [kind, make] of Object.entries(questions)) {
      const question = { ...make(random), limit };
      (samples[kind] ??= []).push(await timed(() => caseList.find(question)));
    }
  }
  await database.close();
  await store.close();
  const all = Object.values(samples).flat();
  const slowest = slowestOf(samples);
  return {
    ...on.about('case-list'),
    unit: 'ms',
    measured: percentile(all, 0.95),
    spread: spreadOf(all),
    target: { atMost: 50 },
    note:
      `rows made by a generator straight into the table, not from a log; ${slowest.kindCount} kinds ` +
      `of questions in turn, the slowest: ${slowest.text}`,
    details: { p99: percentile(all, 0.99), ...slowest.p95ByKind },
  };
}

const measure = (run: BenchRun): Promise<readonly Row[]> => {
  const figures = figuresOf(run.scale.listedCaseCount.toLocaleString('en-US'));
  return onEachStore(run, { database: 'case_list', figures }, async (on) => [
    await measureOn(run, on),
  ]);
};

/** One page and the count, for what people ask of a long list. */
export const caseListBench: Bench = { rows: Object.keys(figuresOf('')), run: measure };
