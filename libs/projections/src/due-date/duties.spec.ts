import { defaultPolicy } from '@sunledger/policy';
import {
  databaseKinds,
  type TemporaryReadModels,
  temporaryReadModels,
} from '@sunledger/persistence/testing';
import { createCalendar, officialCalendar } from '@sunledger/working-days';

import { createReadModels } from '../read-models';
import {
  type LoggedFact,
  OfficeLog,
  registered,
  replied,
  requestFact,
  tableContents,
} from '@sunledger/projections/testing';

describe.each(databaseKinds)('over %s', (kind) => {
  let office: OfficeLog;
  let places: TemporaryReadModels[];
  beforeEach(() => {
    office = new OfficeLog();
    places = [];
  });
  afterEach(async () => {
    for (const place of places) await place.remove();
    await office.remove();
  });

  /** The release knows the notices up to 2019; what came later is logged. */
  const calendar = createCalendar(
    officialCalendar.arrangements.filter(({ publishedOn }) => publishedOn < '2020-01-01'),
  );

  const prolonged = officialCalendar.arrangements.find(
    ({ id }) => id === 'cn-2020-spring-festival',
  );
  const springFestivalProlonged: LoggedFact = {
    stream: 'calendar-CN',
    type: 'CalendarAmended',
    occurredOn: '2020-01-27',
    data: { arrangement: prolonged },
  };

  const reviewFact = (type: string, occurredOn: string, data: object = {}): LoggedFact => ({
    stream: 'remedy-r1',
    type,
    occurredOn,
    data,
  });
  const review = (acceptedOn: string): readonly LoggedFact[] => [
    reviewFact('ReviewFiled', acceptedOn, { remedyId: 'r1', caseId: 'c1', agency: 'A' }),
    reviewFact('ReviewAccepted', acceptedOn),
  ];

  const project = async () => {
    const place = await temporaryReadModels(kind);
    places.push(place);
    const database = await place.open();
    const { store } = office;
    const models = createReadModels({ database, store, policy: defaultPolicy, calendar });
    await models.runner.catchUp();
    const found = async (on: string, dueThrough = '9999-12-31') =>
      (await models.duties.find({ on, dueThrough, limit: 50 })).entries.map(
        ({ subject, kind, reference, dueOn }) =>
          [subject, kind, reference, dueOn].filter((word) => word !== '').join(' '),
      );
    return { models, database, found };
  };

  describe('duties', () => {
    it('are those of requests and remedies together, soonest first', async () => {
      // Received on Monday 2020-03-02: the reply is due on Monday 30 March. Ten working days after
      // Thursday 5 March end on Thursday 19 March.
      await office.log(registered('c1', '2020-03-02'), ...review('2020-03-05'));
      const { found, models } = await project();
      expect(await found('2020-03-06')).toEqual([
        'request-c1 correctionNotice 2020-03-11',
        'remedy-r1 remedyAnswer r1 2020-03-19',
        'request-c1 extension 2020-03-30',
        'request-c1 reply 2020-03-30',
      ]);
      const { entries } = await models.duties.find({
        on: '2020-03-06',
        dueThrough: '2020-03-19',
        agencies: ['A'],
        limit: 50,
      });
      expect(entries).toMatchObject([
        { serialNumber: '2019-c1' },
        { caseId: 'c1', serialNumber: '2019-c1', owedBy: 'agency', provisional: true },
      ]);
      await office.log(reviewFact('ReviewAnswered', '2020-03-10'));
      await models.runner.catchUp();
      expect(await found('2020-03-06')).not.toContain('remedy-r1 remedyAnswer r1 2020-03-19');
    });

    it('leave out what is over, and keep what stays', async () => {
      await office.log(registered('c1', '2020-03-02'));
      const { found } = await project();
      expect(await found('2020-03-12')).toHaveLength(2);
      expect(await found('2020-04-01')).toEqual(['request-c1 reply 2020-03-30']);
    });

    it('go on page by page', async () => {
      await office.log(registered('c1', '2020-03-02'), ...review('2020-03-05'));
      const { models } = await project();
      const kinds: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await models.duties.find({
          on: '2020-03-06',
          dueThrough: '2020-04-30',
          limit: 1,
          ...(after === undefined ? {} : { after }),
        });
        kinds.push(...page.entries.map(({ kind }) => kind));
        after = page.next;
      }
      expect(kinds).toEqual(['correctionNotice', 'remedyAnswer', 'extension', 'reply']);
    });

    it('keep the missing proof of a closed request, which no list of due dates shows', async () => {
      await office.log(
        registered('c1', '2020-03-02'),
        ...replied('c1', '2020-03-05').slice(0, 1),
        requestFact('c1', 'ReplyDispatched', '2020-03-05', {
          method: 'postal',
          trackingNumber: 'XA1',
        }),
      );
      const { found, models } = await project();
      expect(await found('2020-03-06')).toEqual(['request-c1 deliveryProof 2020-03-19']);
      expect(await models.dueDates.list({ limit: 9 })).toEqual([]);
    });

    it('are moved by a calendar, those of remedies too, and are the same after a rebuild', async () => {
      // Ten working days after Thursday 2020-01-16: 17, 19 (a Sunday), 20 to 23 January, 31 January,
      // 1 (a Saturday), 3, 4 February. When 31 January and 1 February fall away: 6 February.
      await office.log(registered('c1', '2020-01-02'), ...review('2020-01-16'));
      const { models, database, found } = await project();
      expect(await found('2020-01-17')).toContain('remedy-r1 remedyAnswer r1 2020-02-04');
      await office.log(springFestivalProlonged);
      await models.runner.catchUp();
      expect(await found('2020-01-17')).toContain('remedy-r1 remedyAnswer r1 2020-02-06');
      const { entries } = await models.duties.find({
        on: '2020-01-17',
        dueThrough: '2020-02-29',
        limit: 9,
      });
      expect(entries.find(({ kind }) => kind === 'remedyAnswer')?.movedFrom).toBe('2020-02-04');
      const rebuilt = await project();
      await rebuilt.models.rebuild();
      expect(await tableContents(rebuilt.database)).toEqual(await tableContents(database));
    });
  });

  describe('reminders that were issued', () => {
    const item = { subject: 'request-c1', duty: 'reply', reference: '', caseId: 'c1' };
    const issued = (on: string, level: string): LoggedFact => ({
      stream: `reminders-A-${on.slice(0, 4)}`,
      type: 'RemindersIssued',
      occurredOn: on,
      data: {
        agency: 'A',
        on,
        items: [{ ...item, dueOn: '2020-03-30', level, provisional: false }],
      },
    });

    it('are found by their keys, and listed newest first', async () => {
      await office.log(issued('2020-03-23', 'yellow'), issued('2020-03-31', 'overdue'));
      const { models, database } = await project();
      const keys = [
        'request-c1|reply||2020-03-30|yellow',
        'request-c1|reply||2020-03-30|overdue|2020-03-31',
        'request-c1|reply||2020-03-30|overdue|2020-04-01',
      ];
      expect([...(await models.reminders.issuedKeys('A', keys))].sort()).toEqual(
        keys.slice(0, 2).sort(),
      );
      expect(await models.reminders.issuedKeys('B', keys)).toEqual(new Set());
      const first = await models.reminders.find({ agency: 'A', limit: 1 });
      expect(first.entries).toMatchObject([{ issuedOn: '2020-03-31', level: 'overdue' }]);
      const second = await models.reminders.find({
        agency: 'A',
        limit: 1,
        ...(first.next === null ? {} : { after: first.next }),
      });
      expect(second).toMatchObject({ entries: [{ issuedOn: '2020-03-23' }], next: null });
      const live = await tableContents(database);
      await models.rebuild();
      expect(await tableContents(database)).toEqual(live);
    });
  });
});
