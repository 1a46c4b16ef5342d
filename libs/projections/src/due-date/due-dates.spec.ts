import { createCalendar, officialCalendar } from '@sunledger/working-days';
import {
  type LoggedFact,
  OfficeLog,
  registered,
  replied,
  requestFact,
  tableContents,
} from '@sunledger/projections/testing';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  let office: OfficeLog;
  beforeEach(() => {
    office = new OfficeLog(kind);
  });
  afterEach(() => office.remove());

  /** The release knows the notices up to 2019; what came later is logged. */
  const calendar = createCalendar(
    officialCalendar.arrangements.filter(({ publishedOn }) => publishedOn < '2020-01-01'),
  );

  const springFestivalProlonged: LoggedFact = {
    stream: 'calendar-CN',
    type: 'CalendarAmended',
    occurredOn: '2020-01-27',
    data: {
      arrangement: {
        id: 'spring-festival-2020-prolonged',
        year: 2020,
        publishedOn: '2020-01-27',
        document: '国办发明电〔2020〕1号',
        title: '关于延长2020年春节假期的通知',
        coversYear: false,
        days: {
          '2020-01-31': { working: false, name: '春节' },
          '2020-02-01': { working: false, name: '春节' },
          '2020-02-02': { working: false, name: '春节' },
        },
      },
    },
  };

  const due = async (name = 'read-models') => {
    const { models, database } = await office.readModels(name, { calendar });
    await models.runner.catchUp();
    const entries = await models.dueDates.list({ limit: 50 });
    return { models, database, entries };
  };

  describe('due dates of open requests', () => {
    it('name what is owed, by whom and until when', async () => {
      // Received on Monday 2020-03-02: seven working days end on Wednesday 11 March, twenty on
      // Monday 30 March. The letter reaches the third party on Thursday 5 March; its fifteen working
      // days end on Thursday 26 March, and until then they do not count for the reply.
      await office.log(
        registered('c1', '2020-03-02'),
        requestFact('c1', 'ThirdPartyConsulted', '2020-03-04', { consultationId: 'third-1' }),
        requestFact('c1', 'ThirdPartyLetterDelivered', '2020-03-05', { consultationId: 'third-1' }),
        registered('c2', '2020-03-02'),
        requestFact('c2', 'FeeAssessed', '2020-03-03', { basis: 'perRequest', amountYuan: 100 }),
        requestFact('c2', 'FeeNoticeDispatched', '2020-03-03', { method: 'postal' }),
        requestFact('c2', 'FeeNoticeDelivered', '2020-03-04', { paymentDueOn: '2020-04-01' }),
        registered('c3', '2020-03-02'),
        ...replied('c3', '2020-03-05'),
      );
      const { entries } = await due();
      const owed = entries.map(({ caseId, kind, reference, dueOn }) =>
        [caseId, kind, reference, dueOn].join(' '),
      );
      expect(owed).toEqual([
        'c1 correctionNotice  2020-03-11',
        'c2 correctionNotice  2020-03-11',
        'c1 opinion third-1 2020-03-26',
        'c2 payment  2020-04-01',
        // Two working days before the letter took effect, eighteen from 27 March with Tomb-Sweeping
        // Monday 6 April in between. The second request waits for payment and has no reply due.
        'c1 reply  2020-04-22',
      ]);
    });

    it('are moved by a calendar that is logged, and say from where', async () => {
      // Received on Friday 2020-01-10, closed days 24 to 30 January, worked on Sunday 19 January and
      // Saturday 1 February: the twentieth working day is Wednesday 12 February. When 31 January and
      // 1 February fall away it is Friday 14 February.
      await office.log(registered('c1', '2020-01-10'), registered('c2', '2020-01-10'));
      await office.log(...replied('c2', '2020-01-20'));
      const before = await due();
      const reply = (entries: typeof before.entries) =>
        entries.find(({ kind }) => kind === 'reply');
      expect(reply(before.entries)).toMatchObject({ dueOn: '2020-02-12', movedFrom: null });

      await office.log(springFestivalProlonged, registered('c3', '2020-02-03'));
      await before.models.runner.catchUp();
      const after = await before.models.dueDates.list({ limit: 50, kinds: ['reply'] });
      expect(after).toMatchObject([
        { caseId: 'c1', dueOn: '2020-02-14', movedFrom: '2020-02-12', provisional: false },
        { caseId: 'c3', movedFrom: null },
      ]);
      expect(await before.models.dueDates.list({ limit: 50, moved: true })).toHaveLength(1);
      expect((await before.models.caseList.find({ limit: 1 })).entries[0]).toMatchObject({
        caseId: 'c1',
        dueOn: '2020-02-14',
        dueMovedFrom: '2020-02-12',
      });
      const rebuilt = await due('rebuilt');
      await rebuilt.models.rebuild();
      expect(await tableContents(rebuilt.database)).toEqual(await tableContents(before.database));
    });

    it('survive a restart between the calendar and the next fact', async () => {
      await office.log(registered('c1', '2020-01-10'), springFestivalProlonged);
      const first = await due();
      await first.database.close();
      await office.log(
        requestFact('c1', 'CaseAssigned', '2020-01-13', { unit: '法制科', part: 'lead' }),
      );
      const { entries } = await due();
      expect(entries.find(({ kind }) => kind === 'reply')).toMatchObject({ dueOn: '2020-02-14' });
    });

    it('are gone with the reply, and come page by page before that', async () => {
      await office.log(
        registered('c1', '2020-03-02'),
        registered('c2', '2020-03-03', { agency: 'B' }),
        registered('c3', '2020-03-04'),
      );
      const { models, entries } = await due();
      const paged: (typeof entries)[number][] = [];
      for (let after: string | undefined; ;) {
        const page = await models.dueDates.find({
          limit: 2,
          ...(after === undefined ? {} : { after }),
        });
        paged.push(...page.entries);
        if (page.next === null) break;
        after = page.next;
      }
      expect(paged).toEqual(entries);
      expect(entries).toHaveLength(6);
      expect(await models.dueDates.list({ agencies: ['B'], limit: 9 })).toHaveLength(2);
      expect(
        await models.dueDates.list({ dueFrom: '2020-03-12', dueThrough: '2020-03-13', limit: 9 }),
      ).toMatchObject([
        { caseId: 'c2', kind: 'correctionNotice' },
        { caseId: 'c3', kind: 'correctionNotice' },
      ]);
      await office.log(...replied('c1', '2020-03-05'), ...replied('c2', '2020-03-05'));
      await models.runner.catchUp();
      expect(new Set((await models.dueDates.list({ limit: 9 })).map((one) => one.caseId))).toEqual(
        new Set(['c3']),
      );
    });
  });
});
