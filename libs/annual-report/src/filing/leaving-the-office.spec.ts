import { Value } from '@sinclair/typebox/value';
import { activeDisclosureOf } from '../active-disclosure';
import { report2019 } from '../definitions/report-2019';
import {
  filingCommands,
  filingFacts,
  filingReports,
  givenFiling,
  seedActiveDisclosure,
} from '../testing';
import type { ReportFilingCommand } from './commands';
import { reportFilingEvents } from './events';
import { enteredActiveDisclosure } from './report-filing';

let reports: Awaited<ReturnType<typeof filingReports>>;
let office: ReturnType<typeof filingCommands>;
beforeAll(async () => {
  reports = await filingReports();
  office = filingCommands(reports.report);
});

describe('the way out of the office', () => {
  const frozen = () => [office.enter(), office.freeze()];

  it('leads over approval', () => {
    givenFiling(office.enter()).when(office.approve).refused('report-not-frozen');
    givenFiling(...frozen())
      .when(office.submit)
      .refused('report-not-approved');
    givenFiling(...frozen())
      .when(office.publish)
      .refused('report-not-approved');
    givenFiling(...frozen(), office.approve)
      .when(office.approve)
      .refused('report-already-approved');
    const [approved] = givenFiling(...frozen())
      .when(office.approve)
      .happened();
    expect(approved).toMatchObject({ type: 'ReportApproved', data: { approvedBy: '主要负责人' } });
  });

  it('submits and publishes once each, in either order', () => {
    const both = givenFiling(...frozen(), office.approve, office.submit, office.publish);
    expect(both.filing()).toMatchObject({ status: 'published', wasSubmitted: true });
    both.when({ ...office.submit, on: '2020-02-01' }).refused('report-already-submitted');
    both.when({ ...office.publish, on: '2020-02-01' }).refused('report-already-published');
    const published = givenFiling(...frozen(), office.approve, {
      ...office.publish,
      on: '2020-01-07',
    });
    expect(published.when(office.submit).happened()).toHaveLength(1);
  });

  it('records where and when it was published', () => {
    const [published] = givenFiling(...frozen(), office.approve)
      .when(office.publish)
      .happened();
    expect(published?.data).toMatchObject({ publishedOn: '2020-01-20', where: '区政府网站' });
  });

  it('lets the text be written until approval', () => {
    givenFiling(...frozen())
      .when(office.prose('2020-01-04'))
      .happened();
    givenFiling(...frozen(), office.approve)
      .when(office.prose('2020-01-07'))
      .refused('report-already-approved');
  });

  it('turns back before submission: section 二 is open again and approval void', () => {
    const reopened = givenFiling(...frozen(), office.approve, office.reopen);
    expect(reopened.filing()).toMatchObject({ status: 'open', content: null });
    reopened.when({ ...office.enter(), on: '2020-01-07' }).happened();
    reopened.when({ ...office.submit }).refused('report-not-approved');
    givenFiling(office.enter()).when(office.reopen).refused('report-not-frozen');
    givenFiling(...frozen(), office.approve, office.submit)
      .when({ ...office.reopen, on: '2020-01-08' })
      .refused('report-already-submitted');
    givenFiling(...frozen(), office.approve, office.publish)
      .when({ ...office.reopen, on: '2020-01-21' })
      .refused('report-already-published');
  });

  it('notes that a draft was put forward, while nothing is frozen', () => {
    const draft: ReportFilingCommand = {
      type: 'DraftReport',
      on: '2020-01-03',
      report: reports.report,
    };
    const [drafted] = givenFiling(office.enter()).when(draft).happened();
    expect(drafted?.data).toEqual({
      agency: 'A',
      year: 2019,
      asOf: '2019-12-31',
      knownAt: '2030-01-01T00:00:00.000Z',
      logPosition: '42',
    });
    givenFiling(...frozen())
      .when(draft)
      .refused('report-frozen');
    const other = { ...reports.report, agency: { code: 'B', name: '乙镇' } };
    givenFiling()
      .when({ ...draft, report: other })
      .refused('report-of-another');
  });

  it('has no step in the future or before the last one', () => {
    givenFiling(office.enter())
      .when(office.freeze({ on: '2021-01-01' }))
      .refused('date-in-future', { today: filingFacts.today });
    givenFiling(...frozen())
      .when({ ...office.approve, on: '2020-01-02' })
      .refused('date-before-last-step', { lastOn: '2020-01-03' });
  });
});

describe('correcting', () => {
  const published = () => [
    office.enter(),
    office.freeze(),
    office.approve,
    office.submit,
    office.publish,
  ];

  it('is for a report that has left the office', () => {
    givenFiling(office.enter(), office.freeze(), office.approve)
      .when(office.correct())
      .refused('report-not-submitted');
    givenFiling(office.enter(), office.freeze(), office.approve, office.submit)
      .when(office.correct())
      .happened();
  });

  it('states reason, approver and differences beside the new content', () => {
    const differences = {
      cases: [
        {
          caseId: '2019-0008',
          serialNumber: '2019-0008',
          before: [],
          after: [{ row: 'newReceived', column: 'total' }],
        },
      ],
      cells: [{ row: 'newReceived', column: 'total', delta: 1 }],
    };
    const [corrected] = givenFiling(...published())
      .when(office.correct({ differences }))
      .happened();
    expect(corrected).toMatchObject({
      type: 'ReportCorrected',
      data: {
        reason: '补录一件',
        approvedBy: '主要负责人',
        differences,
        tables: reports.report.tables,
        caseListDigest: 'sha256:2',
      },
    });
  });

  it('may change section 二 and the text, and leaves the report published', () => {
    const entry = { block: 'art20_1', row: 'rules', column: 'newlyMade', value: 4 };
    const activeDisclosure = activeDisclosureOf(report2019, [...seedActiveDisclosure, entry]);
    const changed = { ...reports.report, tables: { ...reports.report.tables, activeDisclosure } };
    const command = office.correct({ report: changed, prose: { s6: '无。' } });
    const filing = givenFiling(...published(), command).filing();
    expect(filing).toMatchObject({
      status: 'published',
      correctionCount: 1,
      prose: { s6: '无。' },
      content: { tables: { activeDisclosure } },
    });
    expect(enteredActiveDisclosure(filing, report2019)).toEqual(activeDisclosure);
  });

  it('must balance, and say why and by whom', () => {
    const given = givenFiling(...published());
    given.when(office.correct({ report: reports.unbalanced })).refused('report-does-not-balance');
    given
      .when(office.correct({ reason: '', approvedBy: '' }))
      .refused('text-missing', { missing: ['reason', 'approvedBy'] });
  });
});

describe('the events', () => {
  it('all occur below and fit their schemas, after a trip through JSON', () => {
    const draft: ReportFilingCommand = {
      type: 'DraftReport',
      on: '2020-01-03',
      report: reports.report,
    };
    const events = givenFiling(
      office.enter(),
      office.prose('2020-01-02'),
      draft,
      office.freeze(),
      office.reopen,
      office.freeze({ on: '2020-01-06' }),
      office.approve,
      office.submit,
      office.publish,
      office.correct({ prose: { s1: '更正。' } }),
    ).events();
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(reportFilingEvents.map(({ type }) => type)),
    );
    for (const event of events) {
      const definition = reportFilingEvents.find(({ type }) => type === event.type);
      if (definition === undefined) throw new Error(`no schema for ${event.type}`);
      const stored: unknown = JSON.parse(JSON.stringify(event.data));
      expect([event.type, [...Value.Errors(definition.schema, stored)]]).toEqual([event.type, []]);
    }
  });

  it('refuse data of another shape', () => {
    for (const { schema } of reportFilingEvents) {
      expect(Value.Check(schema, { agency: 'A', year: 2019 })).toBe(false);
    }
  });
});
