import { defaultPolicy } from '@sunledger/policy';
import { report2019 } from './definitions/report-2019';
import { differences } from './differences';
import type { CaseFact } from './facts';
import { caseFact } from './testing';

const context = {
  definition: report2019,
  period: { agencies: ['A'], year: 2019, firstDay: '2019-01-01', cutOff: '2019-12-31' },
  policy: defaultPolicy,
};

const open = caseFact('case', { serialNumber: '2019-0008' });
const answered: CaseFact = {
  ...open,
  closedOn: '2019-12-30',
  disposalKind: 'disclosedProvided',
  onTime: true,
};

describe('differences since the freeze', () => {
  it('show an answer that was logged late, by case and by cell', () => {
    expect(differences([open], [answered], context)).toEqual({
      cases: [
        {
          caseId: 'case',
          serialNumber: '2019-0008',
          before: [
            { row: 'newReceived', column: 'naturalPerson' },
            { row: 'newReceived', column: 'total' },
            { row: 'carriedOut', column: 'naturalPerson' },
            { row: 'carriedOut', column: 'total' },
          ],
          after: [
            { row: 'newReceived', column: 'naturalPerson' },
            { row: 'newReceived', column: 'total' },
            { row: 'disclosed', column: 'naturalPerson' },
            { row: 'disclosed', column: 'total' },
            { row: 'resultsTotal', column: 'naturalPerson' },
            { row: 'resultsTotal', column: 'total' },
          ],
        },
      ],
      cells: [
        { row: 'disclosed', column: 'naturalPerson', delta: 1 },
        { row: 'disclosed', column: 'total', delta: 1 },
        { row: 'resultsTotal', column: 'naturalPerson', delta: 1 },
        { row: 'resultsTotal', column: 'total', delta: 1 },
        { row: 'carriedOut', column: 'naturalPerson', delta: -1 },
        { row: 'carriedOut', column: 'total', delta: -1 },
      ],
    });
  });

  it('show a case that was voided since', () => {
    const { cases, cells } = differences([open], [], context);
    expect(cases.map(({ caseId, after }) => [caseId, after])).toEqual([['case', []]]);
    expect(cells.map(({ row, delta }) => [row, delta])).toEqual([
      ['newReceived', -1],
      ['newReceived', -1],
      ['carriedOut', -1],
      ['carriedOut', -1],
    ]);
  });

  it('show an applicant moved to another column, the total unmoved', () => {
    const moved = { ...answered, applicantType: 'business' as const };
    const { cells } = differences([answered], [moved], context);
    expect(cells.map(({ row, column, delta }) => [row, column, delta])).toEqual([
      ['newReceived', 'naturalPerson', -1],
      ['newReceived', 'business', 1],
      ['disclosed', 'naturalPerson', -1],
      ['disclosed', 'business', 1],
      ['resultsTotal', 'naturalPerson', -1],
      ['resultsTotal', 'business', 1],
    ]);
  });

  it('leave out what happened after the cut-off', () => {
    const closedLater = { ...answered, closedOn: '2020-01-02' };
    expect(differences([open], [closedLater], context)).toEqual({ cases: [], cells: [] });
  });
});
