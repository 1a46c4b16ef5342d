import { report2019 } from '../definitions/report-2019';
import {
  derived,
  filingCommands,
  filingReports,
  givenFiling,
  requestFor,
  seedActiveDisclosure,
  seedCases,
} from '../testing';
import { enteredActiveDisclosure } from './report-filing';

let reports: Awaited<ReturnType<typeof filingReports>>;
let office: ReturnType<typeof filingCommands>;
beforeAll(async () => {
  reports = await filingReports();
  office = filingCommands(reports.report);
});

describe('entering section 二', () => {
  it('records several cells at once, with their source', () => {
    expect(givenFiling().when(office.enter()).happened()).toEqual([
      {
        type: 'ActiveDisclosureEntered',
        occurredOn: '2020-01-02',
        data: {
          agency: 'A',
          year: 2019,
          figures: seedActiveDisclosure,
          source: '党政办公室文件台账',
        },
      },
    ]);
  });

  it('lets the last entry of a cell stand', () => {
    const cell = { block: 'art20_1', row: 'rules', column: 'newlyMade' };
    const filing = givenFiling(
      office.enter([{ ...cell, value: 1 }]),
      office.enter([{ ...cell, value: 2 }]),
    );
    const entered = enteredActiveDisclosure(filing.filing(), report2019);
    expect(entered?.art20_1?.rules?.newlyMade).toBe(2);
  });

  it('is distinct from nobody having entered any', () => {
    expect(enteredActiveDisclosure(givenFiling().filing(), report2019)).toBeUndefined();
  });

  it('refuses a cell of another format, a negative count, and nothing at all', () => {
    const cell = { block: 'art20_1', row: 'rules', column: 'issued', value: 1 };
    givenFiling()
      .when(office.enter([cell]))
      .refused('unknown-cell', { column: 'issued' });
    const negative = { ...cell, column: 'newlyMade', value: -1 };
    givenFiling()
      .when(office.enter([negative]))
      .refused('impossible-figure', { value: -1 });
    givenFiling().when(office.enter([])).refused('nothing-entered');
    givenFiling()
      .when({ ...office.enter(), source: ' ' })
      .refused('text-missing', { missing: ['source'] });
  });

  it('is over once the report is frozen', () => {
    givenFiling(office.enter(), office.freeze())
      .when({ ...office.enter(), on: '2020-01-04' })
      .refused('report-frozen');
  });

  it('refuses a year without a format', () => {
    givenFiling().when(office.enter(), { year: 2018 }).refused('report-format-unknown');
  });
});

describe('freezing', () => {
  it('keeps the figures, the cut-off, the state of knowledge and the list of cases', () => {
    const [frozen] = givenFiling(office.enter()).when(office.freeze()).happened();
    expect(frozen).toEqual({
      type: 'ReportFrozen',
      occurredOn: '2020-01-03',
      data: {
        agency: 'A',
        year: 2019,
        definitionId: 'cn-gid-annual-report-2019',
        asOf: '2019-12-31',
        knownAt: '2030-01-01T00:00:00.000Z',
        logPosition: '42',
        tables: reports.report.tables,
        narrative: reports.report.narrative,
        caseListDigest: 'sha256:1',
        acceptedWarnings: [],
      },
    });
  });

  it('is refused before 1 January of the next year, and at any earlier cut-off', async () => {
    const early = office.freeze({ on: '2019-12-31' });
    const entered = { ...office.enter(), on: '2019-12-30' };
    givenFiling(entered).when(early).refused('freeze-too-early', { earliest: '2020-01-01' });
    givenFiling(entered)
      .when(office.freeze({ on: '2020-01-01' }))
      .happened();
    const partial = await derived({ ...requestFor(2019, seedCases), asOf: '2019-12-30' });
    givenFiling()
      .when(office.freeze({ report: partial }))
      .refused('freeze-too-early');
  });

  it('is refused while a check of severity error fails, and names the cases', () => {
    givenFiling(office.enter())
      .when(office.freeze({ report: reports.unbalanced }))
      .refused('report-does-not-balance', { checks: [{ id: 's3.balance', cases: ['bad'] }] });
  });

  it('does not believe checks that the figures contradict', () => {
    const passed = reports.unbalanced.checks.map((check) => ({ ...check, ok: true }));
    givenFiling(office.enter())
      .when(office.freeze({ report: { ...reports.unbalanced, checks: passed } }))
      .refused('report-does-not-balance', { checks: [{ id: 's3.balance' }] });
  });

  it('takes a warning only with a reason', () => {
    const acceptedWarnings = [{ id: 's2.notEntered', reason: '本年无主动公开数据' }];
    const blank = [{ id: 's2.notEntered', reason: ' ' }];
    const given = givenFiling();
    given
      .when(office.freeze({ report: reports.unexplained }))
      .refused('warning-not-accepted', { checks: [{ id: 's2.notEntered' }] });
    given
      .when(office.freeze({ report: reports.unexplained, acceptedWarnings: blank }))
      .refused('warning-not-accepted');
    const [frozen] = given
      .when(office.freeze({ report: reports.unexplained, acceptedWarnings }))
      .happened();
    expect(frozen?.data).toMatchObject({ acceptedWarnings });
  });

  it('takes section 二 only as it was entered', () => {
    givenFiling().when(office.freeze()).refused('section-two-differs');
  });

  it('is refused for the report of another agency or year', () => {
    const other = { ...reports.report, agency: { code: 'B', name: '乙镇' } };
    givenFiling(office.enter())
      .when(office.freeze({ report: other }))
      .refused('report-of-another');
    givenFiling(office.enter())
      .when(office.freeze({ report: { ...reports.report, year: 2020 } }))
      .refused('report-of-another');
  });

  it('happens once', () => {
    givenFiling(office.enter(), office.freeze()).when(office.freeze()).refused('report-frozen');
  });
});
