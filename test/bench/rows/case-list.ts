import { openSqliteEventStore } from '@sunledger/event-store';
import { openReadModels } from '@sunledger/persistence';
import { defaultPolicy } from '@sunledger/policy';
import { type CaseListQuestion, createReadModels } from '@sunledger/projections';

import type { Bench, BenchRun } from '../bench-run';
import { cityAgencies } from '../city/agencies';
import { fillCaseList, nameHashOf, units } from '../city/listed-cases';
import { Random } from '../city/random';
import type { Outcome } from '../outcome';
import { median, percentile, timed } from '../sampling';

const questionSeed = 77;
const limit = 50;

const agencies = cityAgencies();
const everyCode = agencies.map(({ code }) => code);

/** A district and everything in it. */
const districtOf = (code: string): readonly string[] =>
  everyCode.filter((other) => other.startsWith(code.slice(0, 6)));

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

async function measure(run: BenchRun): Promise<readonly Outcome[]> {
  const { listedCaseCount, listQueryCount } = run.scale;
  const database = await openReadModels({ type: 'sqlite', path: run.path('case-list.db') });
  const now = () => new Date().toISOString();
  const store = openSqliteEventStore({ path: run.path('no-log.db'), now });
  const { caseList } = createReadModels({ database, store, policy: defaultPolicy });
  const filling = await timed(() => fillCaseList(database, listedCaseCount, () => undefined));
  run.say(`  case list of ${listedCaseCount} rows after ${(filling / 1000).toFixed(1)} s`);
  const random = new Random(questionSeed);
  const samples = new Map<string, number[]>(Object.keys(questions).map((name) => [name, []]));
  for (let at = 0; at < listQueryCount; at += 1) {
    for (const [name, make] of Object.entries(questions)) {
      const question = { ...make(random), limit };
      samples.get(name)?.push(await timed(() => caseList.find(question)));
    }
  }
  await database.close();
  await store.close();
  const all = [...samples.values()].flat();
  const slowest = [...samples].map(([name, taken]) => [name, percentile(taken, 0.95)] as const);
  slowest.sort(([, one], [, other]) => other - one);
  const [[worst, worstMs] = ['', 0]] = slowest;
  const cases = listedCaseCount.toLocaleString('en-US');
  return [
    {
      row: 'case-list',
      figure: `case list, filtered + sorted + searched, ${cases} cases, p95`,
      unit: 'ms',
      measured: percentile(all, 0.95),
      target: { atMost: 50 },
      note:
        `rows made by a generator straight into the table, not from a log; ${slowest.length} kinds ` +
        `of questions in turn, the slowest (${worst}) has a p95 of ${worstMs.toFixed(1)} ms`,
      details: { p50: median(all), p99: percentile(all, 0.99), ...Object.fromEntries(slowest) },
    },
  ];
}

/** One page and the count, for what people ask of a long list. */
export const caseListBench: Bench = { rows: ['case-list'], run: measure };
