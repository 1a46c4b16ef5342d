import {
  type CaseListEntry,
  type CaseListQuestion,
  CursorInvalid,
  type ReadModels,
} from '@sunledger/projections';
import { OfficeLog, registered, replied, requestFact } from '@sunledger/projections/testing';
import fc from 'fast-check';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  jest.setTimeout(60_000);

  const office = new OfficeLog(kind);
  let models: ReadModels;

  beforeAll(async () => {
    await office.log(
      requestFact('arrived', 'ApplicationArrived', '2019-07-01', {
        agency: 'A',
        channel: 'ordinaryMail',
        how: 'delivered',
      }),
      registered('a1', '2019-03-04', { serialNumber: '2019-0001', lookup: { name: 'hash-of-li' } }),
      registered('a2', '2019-06-03', { serialNumber: '2019-0002', lookup: { name: 'hash-of-li' } }),
      registered('a3', '2019-06-03', { serialNumber: '2019-0010' }),
      registered('b1', '2018-12-28', { agency: 'B', serialNumber: '2018-0001' }),
      registered('b2', '2019-06-04', {
        agency: 'B',
        serialNumber: '2019-0001',
        lookup: { documentNumber: 'hash-of-card' },
      }),
      ...replied('a1', '2019-03-08'),
      ...replied('b1', '2019-01-08'),
      requestFact('a3', 'RegistrationVoided', '2019-06-05', { ground: 'mistake', reason: '误登' }),
      requestFact('a2', 'CaseAssigned', '2019-06-05', { unit: '法制科', part: 'lead' }),
    );
    ({ models } = await office.readModels());
    await models.runner.catchUp();
  });
  afterAll(() => office.remove());

  const find = async (question: Omit<CaseListQuestion, 'limit'>) =>
    (await models.caseList.find({ limit: 50, ...question })).entries.map(({ caseId }) => caseId);

  const everyPage = async (question: CaseListQuestion): Promise<readonly CaseListEntry[]> => {
    const entries: CaseListEntry[] = [];
    for (let next: string | null | undefined; next !== null;) {
      const page = await models.caseList.find({
        ...question,
        ...(next === undefined ? {} : { after: next }),
      });
      entries.push(...page.entries);
      next = page.next;
    }
    return entries;
  };

  describe('the case list', () => {
    it('finds by the beginning of a serial number or the whole number of a reply', async () => {
      expect(await find({ text: '2019-000' })).toEqual(['a1', 'a2', 'b2']);
      expect(await find({ text: ' 2019-0001 ', agencies: ['B'] })).toEqual(['b2']);
      expect(await find({ text: '答〔2019〕a1号' })).toEqual(['a1']);
      expect(await find({ text: '答〔2019〕a' })).toEqual([]);
      expect(await find({ text: '' })).toHaveLength(6);
    });

    it('finds by keyed hash, and never shows one', async () => {
      expect(await find({ nameHash: 'hash-of-li' })).toEqual(['a1', 'a2']);
      expect(await find({ documentHash: 'hash-of-card' })).toEqual(['b2']);
      expect(JSON.stringify(await models.caseList.find({ limit: 50 }))).not.toContain('hash-of');
    });

    it('finds what is open, due, overdue or closed in a span', async () => {
      expect(await find({ status: ['open'] })).toEqual(['a2', 'b2']);
      expect(await find({ status: [] })).toEqual([]);
      // Received on Monday 2019-06-03: twenty working days end on Tuesday 2 July.
      expect(await find({ overdueOn: '2019-07-02' })).toEqual([]);
      expect(await find({ overdueOn: '2019-07-03' })).toEqual(['a2']);
      expect(await find({ dueThrough: '2019-07-02' })).toEqual(['a2']);
      expect(await find({ closedFrom: '2019-01-01', closedThrough: '2019-01-31' })).toEqual(['b1']);
      expect(await find({ registerYear: 2018 })).toEqual(['b1']);
      expect(await find({ assignedUnit: '法制科' })).toEqual(['a2']);
      expect(await find({ agencies: [] })).toEqual([]);
    });

    it('puts what has no due date last, and what is not registered after all dates', async () => {
      expect(await find({ sort: 'dueOn' })).toEqual(['a2', 'b2', 'a1', 'a3', 'arrived', 'b1']);
      expect(await find({ sort: 'receivedOn' })).toEqual(['b1', 'a1', 'a2', 'a3', 'b2', 'arrived']);
      expect(await find({ sort: 'serialNumber', descending: true })).toEqual([
        'a3',
        'a2',
        'b2',
        'a1',
        'b1',
        'arrived',
      ]);
    });

    it('gives every request once, page by page, whatever is asked', () => {
      const question = fc.record(
        {
          agencies: fc.subarray(['A', 'B']),
          registerYear: fc.constantFrom(2018, 2019),
          text: fc.constantFrom('2019', '2019-0001', '2018-0'),
          receivedFrom: fc.constantFrom('2019-01-01', '2019-06-03'),
          status: fc.constantFrom(['open'], ['closed', 'voided']),
        } as const,
        { requiredKeys: [] },
      );
      const order = fc.record({
        sort: fc.constantFrom('dueOn', 'receivedOn', 'serialNumber'),
        descending: fc.boolean(),
      } as const);
      return fc.assert(
        fc.asyncProperty(
          question,
          order,
          fc.integer({ min: 1, max: 3 }),
          async (asked, by, limit) => {
            const whole = await models.caseList.find({ ...asked, ...by, limit: 50 });
            expect(await everyPage({ ...asked, ...by, limit })).toEqual(whole.entries);
            expect(whole.count).toBe(whole.entries.length);
            const everything = await models.caseList.find({ limit: 50 });
            const meant = everything.entries.filter(
              (entry) =>
                (asked.agencies === undefined ||
                  asked.agencies.some((one) => one === entry.agency)) &&
                (asked.registerYear === undefined || entry.registerYear === asked.registerYear) &&
                (asked.text === undefined || entry.serialNumber.startsWith(asked.text)) &&
                (asked.receivedFrom === undefined ||
                  (entry.receivedOn ?? '9999') >= asked.receivedFrom) &&
                (asked.status === undefined || asked.status.some((one) => one === entry.status)),
            );
            const ids = (entries: readonly CaseListEntry[]) =>
              entries.map((one) => one.caseId).sort();
            expect(ids(whole.entries)).toEqual(ids(meant));
          },
        ),
      );
    });

    it('refuses a cursor that is none', async () => {
      for (const after of ['nonsense', '[1]', '{"a":1}', '[null,null]']) {
        await expect(models.caseList.find({ limit: 1, after })).rejects.toThrow(CursorInvalid);
      }
    });
  });

  describe('a long case list', () => {
    it('is counted up to a bound, and beyond it still walked page by page', async () => {
      const database = await office.database('long');
      const { caseListTable, upsertRows } =
        jest.requireActual<typeof import('@sunledger/persistence')>('@sunledger/persistence');
      const [row] = await (
        await office.database()
      ).read<Record<string, string | number | null>>(
        'SELECT * FROM case_list_1 WHERE case_id = ?',
        ['a1'],
      );
      const rows = Array.from({ length: 10_050 }, (_, at) =>
        Object.values({
          ...row,
          case_id: `case-${String(at).padStart(5, '0')}`,
          received_on: `2019-0${1 + (at % 9)}-01`,
        }),
      );
      await database.write((transaction) => upsertRows(transaction, caseListTable, rows));
      const { models: long } = await office.readModels('long');
      const seen = new Set<string>();
      let last = '';
      for (let next: string | null | undefined; next !== null;) {
        const page = await long.caseList.find({
          limit: 200,
          status: ['closed'],
          descending: true,
          ...(next === undefined ? {} : { after: next }),
        });
        expect(page).toMatchObject({ count: 10_000, countIsExact: false });
        for (const { caseId, receivedOn } of page.entries) {
          seen.add(caseId);
          const place = `${receivedOn} ${caseId}`;
          expect(last === '' || place < last).toBe(true);
          last = place;
        }
        next = page.next;
      }
      expect(seen.size).toBe(10_050);
    });
  });
});
