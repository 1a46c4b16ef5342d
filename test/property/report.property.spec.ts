import {
  type AnnualReport,
  cellsOf,
  definitionForYear,
  reportPeriod,
  sumReports,
} from '@sunledger/annual-report';
import { isRefusal } from '@sunledger/decider';
import { applicantTypes } from '@sunledger/disclosure-case';
import { defaultPolicy } from '@sunledger/policy';
import fc from 'fast-check';

import { believedFacts, reportOf, reportYears, subtreeOf } from './believed-facts';
import { officeHistory, type OfficeHistory } from './histories';

const balanceRows = ['newReceived', 'carriedIn', 'resultsTotal', 'carriedOut'];
const columns = [...applicantTypes, 'total'] as const;

const cell = (report: AnnualReport, row: string, column: (typeof columns)[number]): number => {
  const figures = report.tables.applications[row];
  if (figures === undefined) throw new Error(`the report has no row ${row}`);
  return figures[column];
};

const leafRows = ({ tables }: AnnualReport): readonly string[] =>
  Object.keys(tables.applications).filter((row) => !balanceRows.includes(row));

function expectBalanced(report: AnnualReport): void {
  for (const column of columns) {
    const of = (row: string) => cell(report, row, column);
    expect(of('newReceived') + of('carriedIn')).toBe(of('resultsTotal') + of('carriedOut'));
    expect(of('resultsTotal')).toBe(leafRows(report).reduce((sum, row) => sum + of(row), 0));
  }
  for (const row of [...balanceRows, ...leafRows(report)]) {
    const across = applicantTypes.reduce((sum, type) => sum + cell(report, row, type), 0);
    expect(cell(report, row, 'total')).toBe(across);
  }
  for (const { upheld, corrected, otherResult, pending, total } of Object.values(
    report.tables.remedies,
  )) {
    expect(total).toBe(upheld + corrected + otherResult + pending);
  }
  expect(report.checks.filter(({ ok, severity }) => !ok && severity === 'error')).toEqual([]);
}

/** Whose reports can be asked: each agency alone, each tree, and everybody. */
const setsOf = ({ agencies }: OfficeHistory) => {
  const codes = agencies.map(({ code }) => code);
  const trees = codes.map((code) => ({ agency: code, agencies: subtreeOf(agencies, code) }));
  return [
    ...codes.map((code) => ({ agency: code, agencies: [code] })),
    ...trees.filter((tree) => tree.agencies.length > 1),
    { agency: 'A', agencies: codes },
  ];
};

const inYear = (on: string | null, year: number): boolean => on?.startsWith(`${year}-`) === true;

jest.setTimeout(120_000);

describe('the report of any legal history', () => {
  it('balances per column and row, and continues last year, for one agency and a roll-up', () =>
    fc.assert(
      fc.asyncProperty(officeHistory(), async (history) => {
        const { policy } = history;
        const facts = believedFacts(history.log, policy);
        for (const asked of setsOf(history)) {
          let before: AnnualReport | undefined;
          for (const year of reportYears) {
            const report = await reportOf(facts, policy, { ...asked, year });
            expectBalanced(report);
            // With `notCounted` a withdrawn request ends in no row, so years cannot join.
            if (before !== undefined && policy.withdrawnRow === 'other') {
              expect(report.tables.applications['carriedIn']).toEqual(
                before.tables.applications['carriedOut'],
              );
            }
            before = report;
          }
        }
      }),
      { numRuns: 120 },
    ));

  it('counts every request once when it comes and once when it ends', () =>
    fc.assert(
      fc.asyncProperty(officeHistory(fc.constant(defaultPolicy)), async ({ agencies, log }) => {
        const facts = believedFacts(log, defaultPolicy);
        const codes = agencies.map(({ code }) => code);
        for (const year of reportYears) {
          const report = await reportOf(facts, defaultPolicy, {
            agency: 'A',
            agencies: codes,
            year,
          });
          const closed = facts.cases.filter(({ closedOn }) => inYear(closedOn, year));
          const received = facts.cases.filter(({ receivedOn }) => inYear(receivedOn, year));
          const open = facts.cases.filter(
            ({ receivedOn, closedOn }) =>
              receivedOn <= `${year}-12-31` && (closedOn ?? '9999') > `${year}-12-31`,
          );
          expect(cell(report, 'resultsTotal', 'total')).toBe(closed.length);
          expect(cell(report, 'newReceived', 'total')).toBe(received.length);
          expect(cell(report, 'carriedOut', 'total')).toBe(open.length);
          expect(report.narrative).toMatchObject({
            received: received.length,
            closed: closed.length,
            closedOnTime: closed.filter(({ onTime }) => onTime === true).length,
            carriedOut: open.length,
          });
          const definition = definitionForYear(year);
          const period = reportPeriod(codes, year, `${year}-12-31`);
          if (isRefusal(definition) || isRefusal(period)) throw new Error('the year has a format');
          for (const fact of facts.cases) {
            const rows = cellsOf(definition, fact, period, defaultPolicy)
              .filter(({ row, column }) => column === 'total' && leafRows(report).includes(row))
              .map(({ row }) => row);
            expect(rows).toHaveLength(inYear(fact.closedOn, year) ? 1 : 0);
          }
        }
      }),
      { numRuns: 100 },
    ));

  it('adds up: the report of a tree is the sum of its parts', () =>
    fc.assert(
      fc.asyncProperty(officeHistory(), async ({ agencies, log, policy }) => {
        const facts = believedFacts(log, policy);
        for (const { code } of agencies) {
          const tree = subtreeOf(agencies, code);
          for (const year of reportYears) {
            const definition = definitionForYear(year);
            if (isRefusal(definition)) throw new Error('the year has a format');
            const asked = { agency: code, year };
            const { tables, narrative } = await reportOf(facts, policy, {
              ...asked,
              agencies: tree,
            });
            const parts = [];
            for (const part of tree) {
              parts.push(await reportOf(facts, policy, { ...asked, agencies: [part] }));
            }
            expect({ tables, narrative }).toEqual(sumReports(definition, parts));
          }
        }
      }),
      { numRuns: 60 },
    ));

  it('grows with its cut-off and balances on every day', () =>
    fc.assert(
      fc.asyncProperty(
        officeHistory(undefined, 8),
        fc.constantFrom(...reportYears),
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 5 }),
        async ({ agencies, log, policy }, year, months) => {
          const facts = believedFacts(log, policy);
          const days = [...months]
            .sort((one, other) => one - other)
            .map((month) => `${year}-${String(month).padStart(2, '0')}-28`);
          const codes = agencies.map(({ code }) => code);
          let ended = 0;
          let received = 0;
          for (const asOf of [...days, `${year}-12-31`, `${year + 1}-06-30`]) {
            const report = await reportOf(facts, policy, {
              agency: 'A',
              agencies: codes,
              year,
              asOf,
            });
            expectBalanced(report);
            expect(report.narrative.closed).toBeGreaterThanOrEqual(ended);
            ended = report.narrative.closed;
            // A withdrawal that is not counted takes its request out of 新收 as well.
            if (policy.withdrawnRow === 'notCounted') continue;
            expect(report.narrative.received).toBeGreaterThanOrEqual(received);
            received = report.narrative.received;
          }
        },
      ),
      { numRuns: 80 },
    ));

  it('never changes by what happens after its cut-off', () =>
    fc.assert(
      fc.asyncProperty(officeHistory(), async ({ agencies, log, policy }) => {
        // Voiding and correcting who applied say what never was otherwise, like FactCorrected:
        // they are knowledge, not acts, and are asked about with `knownAt`.
        const acts = log.filter(
          ({ event }) =>
            event.type !== 'RegistrationVoided' && event.type !== 'ApplicantDataCorrected',
        );
        const codes = agencies.map(({ code }) => code);
        const whole = believedFacts(acts, policy);
        for (const year of reportYears) {
          const asked = { agency: 'A', agencies: codes, year };
          const then = believedFacts(acts, policy, `${year}-12-31`);
          const [before, after] = [
            await reportOf(then, policy, asked),
            await reportOf(whole, policy, asked),
          ];
          expect(after.tables).toEqual(before.tables);
          // An office that closes by signature closes before it has answered: whether that was in
          // time shows only when the reply goes out, perhaps in the next year.
          const { closedOnTime } =
            policy.closedOn === 'signed' ? before.narrative : after.narrative;
          expect({ ...after.narrative, closedOnTime }).toEqual(before.narrative);
        }
      }),
      { numRuns: 150 },
    ));
});
