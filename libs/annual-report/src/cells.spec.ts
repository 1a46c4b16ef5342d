import { isRefusal } from '@sunledger/decider';
import { applicantTypes, channels, disposalKinds } from '@sunledger/disclosure-case';
import { defaultPolicy } from '@sunledger/policy';
import fc from 'fast-check';
import { cellsOf, figureRows, selectorOf } from './cells';
import { definitionForYear } from './definitions/definition-for-year';
import { remedyColumns, remedyGroups } from './definitions/report-definition';
import type { CaseFact, RemedyFact } from './facts';
import { applicationColumns } from './figures';
import { inMemorySource } from './in-memory-source';
import { type ReportPeriod, type ReportPolicy } from './period';
import { remedySelectorOf } from './remedy-cells';
import { sumReports } from './sum-reports';
import { caseFact, derived, remedyFact, requestFor } from './testing';

const definitionOf = (year: number) => {
  const definition = definitionForYear(year);
  if (isRefusal(definition)) throw new Error(definition.refused);
  return definition;
};

const wholeYear = (year: number, agencies: readonly string[]): ReportPeriod => ({
  agencies,
  year,
  firstDay: `${year}-01-01`,
  cutOff: `${year}-12-31`,
});

const dates = fc
  .record({ year: fc.integer({ min: 2018, max: 2022 }), day: fc.integer({ min: 1, max: 28 }) })
  .chain(({ year, day }) =>
    fc.constantFrom('01', '06', '12').map((month) => {
      const twoDigits = String(day).padStart(2, '0');
      return `${year}-${month}-${twoDigits}`;
    }),
  );

const caseFacts: fc.Arbitrary<readonly CaseFact[]> = fc
  .array(
    fc.record({
      agency: fc.constantFrom('A', 'B'),
      applicantType: fc.constantFrom(...applicantTypes),
      channel: fc.constantFrom(...channels),
      receivedOn: dates,
      close: fc.option(
        fc.record({
          on: dates,
          disposalKind: fc.constantFrom(...disposalKinds),
          onTime: fc.boolean(),
        }),
      ),
    }),
    { maxLength: 40 },
  )
  .map((records) =>
    records.map(({ close, ...facts }, index) => {
      const fact = caseFact(`case-${index}`, facts);
      if (close === null) return fact;
      const closedOn = close.on < fact.receivedOn ? fact.receivedOn : close.on;
      return { ...fact, closedOn, disposalKind: close.disposalKind, onTime: close.onTime };
    }),
  );

const remedyFacts: fc.Arbitrary<readonly RemedyFact[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...remedyGroups),
      acceptedOn: dates,
      end: fc.option(
        fc.record({
          on: dates,
          result: fc.constantFrom('upheld' as const, 'corrected' as const, 'otherResult' as const),
        }),
      ),
    }),
    { maxLength: 15 },
  )
  .map((records) =>
    records.map(({ kind, acceptedOn, end }, index) => {
      const fact = remedyFact(`remedy-${index}`, { kind, acceptedOn });
      if (end === null) return fact;
      return { ...fact, endedOn: end.on < acceptedOn ? acceptedOn : end.on, result: end.result };
    }),
  );

const policies: fc.Arbitrary<ReportPolicy> = fc
  .record({
    withdrawnRow: fc.constantFrom('other' as const, 'notCounted' as const),
    notGovInfoRow: fc.constantFrom('other' as const, 'unableNotHeld' as const),
    archivesRow: fc.constantFrom('other' as const, 'refusedAdminQuery' as const),
    section4CarryOver: fc.constantFrom('whilePending' as const, 'acceptedInYear' as const),
    appealsCountOnce: fc.boolean(),
  })
  .map((switches) => ({ ...defaultPolicy, ...switches }));

const years = fc.integer({ min: 2019, max: 2022 });

describe('every cell of section 三', () => {
  it('is as long as the list of cases that its selector picks', () =>
    fc.assert(
      fc.asyncProperty(caseFacts, policies, years, async (cases, policy, year) => {
        const request = { ...requestFor(year, cases), policy };
        const { applications } = (await derived(request)).tables;
        const definition = definitionOf(year);
        for (const { id } of figureRows(definition)) {
          for (const column of applicationColumns) {
            const period = wholeYear(year, ['A']);
            const selector = selectorOf(definition, { row: id, column }, period, policy);
            if (isRefusal(selector)) throw new Error(selector.refused);
            const { entries } = await request.source.listCases(selector, { limit: 1000 });
            expect([id, column, applications[id]?.[column]]).toEqual([id, column, entries.length]);
          }
        }
      }),
      { numRuns: 25 },
    ));

  it('is the number of cases that name it among their cells', () =>
    fc.assert(
      fc.asyncProperty(caseFacts, policies, years, async (cases, policy, year) => {
        const { applications } = (await derived({ ...requestFor(year, cases), policy })).tables;
        const period = wholeYear(year, ['A']);
        const cells = cases.flatMap((fact) => cellsOf(definitionOf(year), fact, period, policy));
        const total = Object.values(applications)
          .flatMap((figures) => Object.values(figures))
          .reduce((sum, figure) => sum + figure, 0);
        expect(cells.length).toBe(total);
      }),
      { numRuns: 50 },
    ));
});

describe('any history', () => {
  it('balances in every column, and carries over where withdrawals are counted', () =>
    fc.assert(
      fc.asyncProperty(
        caseFacts,
        remedyFacts,
        policies,
        years,
        async (cases, remedies, policy, year) => {
          const { checks } = await derived({ ...requestFor(year, cases, remedies), policy });
          const failed = checks.filter(({ ok }) => !ok).map(({ id }) => id);
          const allowed = ['s2.notEntered'];
          if (policy.withdrawnRow === 'notCounted') allowed.push('s3.continuity');
          expect(failed.filter((id) => !allowed.includes(id))).toEqual([]);
        },
      ),
      { numRuns: 100 },
    ));

  it('rolls up to the sum of its parts', () =>
    fc.assert(
      fc.asyncProperty(caseFacts, policies, years, async (cases, policy, year) => {
        const of = async (agencies: readonly string[]) => {
          const source = inMemorySource(cases);
          const report = await derived({ ...requestFor(year, []), policy, agencies, source });
          return { tables: report.tables, narrative: report.narrative };
        };
        const parts = [await of(['A']), await of(['B'])];
        expect(await of(['A', 'B'])).toEqual(sumReports(definitionOf(year), parts));
      }),
      { numRuns: 50 },
    ));
});

describe('every cell of section 四', () => {
  it('is as long as the list of remedies that its selector picks', () =>
    fc.assert(
      fc.asyncProperty(remedyFacts, policies, years, async (remedies, policy, year) => {
        const request = { ...requestFor(year, [], remedies), policy };
        const { tables } = await derived(request);
        for (const group of remedyGroups) {
          for (const column of remedyColumns) {
            const cell = { group, column };
            const selector = remedySelectorOf(cell, wholeYear(year, ['A']), policy);
            const { entries } = await request.source.listRemedies(selector, { limit: 1000 });
            expect([cell, tables.remedies[group][column]]).toEqual([cell, entries.length]);
          }
        }
      }),
      { numRuns: 25 },
    ));
});

describe('a group row', () => {
  it('selects the union of its leaves', async () => {
    const cases = [
      caseFact('1', {
        closedOn: '2021-02-01',
        receivedOn: '2021-01-04',
        disposalKind: 'feeLapsed',
      }),
      caseFact('2', {
        closedOn: '2021-02-01',
        receivedOn: '2021-01-04',
        disposalKind: 'withdrawn',
      }),
      caseFact('3', {
        closedOn: '2021-02-01',
        receivedOn: '2021-01-04',
        disposalKind: 'refusedProcess',
      }),
    ];
    const ids = async (row: string) => {
      const cell = { row, column: 'total' };
      const period = wholeYear(2021, ['A']);
      const selector = selectorOf(definitionOf(2021), cell, period, defaultPolicy);
      if (isRefusal(selector)) throw new Error(selector.refused);
      const { entries } = await inMemorySource(cases).listCases(selector, { limit: 10 });
      return entries.map(({ caseId }) => caseId);
    };
    expect([await ids('other'), await ids('refused'), await ids('results')]).toEqual([
      ['1', '2'],
      ['3'],
      ['1', '2', '3'],
    ]);
  });

  it.each([
    ['otherMisc', 'total'],
    ['disclosed', 'embassy'],
  ])('%s/%s is no cell of the 2019 format', (row, column) => {
    const period = wholeYear(2019, ['A']);
    expect(selectorOf(definitionOf(2019), { row, column }, period, defaultPolicy)).toEqual({
      refused: 'unknown-cell',
      facts: { table: 'applications', row, column },
    });
  });
});

describe('a list', () => {
  it('is read page by page without loss or repetition', async () => {
    const source = inMemorySource(['c', 'a', 'b'].map((caseId) => caseFact(caseId)));
    const first = await source.listCases({ agencies: 'all' }, { limit: 2 });
    expect(first.entries.map(({ caseId }) => caseId)).toEqual(['a', 'b']);
    const after = first.next ?? '';
    const second = await source.listCases({ agencies: 'all' }, { limit: 2, after });
    expect([second.entries.map(({ caseId }) => caseId), second.next]).toEqual([['c'], null]);
  });
});
