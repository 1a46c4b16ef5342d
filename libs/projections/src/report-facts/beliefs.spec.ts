import { OfficeLog, registered, replied, requestFact } from '@sunledger/projections/testing';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  let office: OfficeLog;
  beforeEach(() => {
    office = new OfficeLog(kind);
  });
  afterEach(() => office.remove());

  const everyCase = { agencies: 'all' } as const;

  const believed = async (position?: number) => {
    const { models } = await office.readModels();
    await models.runner.catchUp();
    const { entries } = await models.reportSource(position).listCases(everyCase, { limit: 10 });
    return entries;
  };

  describe('what the report believes of a request', () => {
    it('begins with registration and changes only at facts that count', async () => {
      await office.log(
        requestFact('c1', 'ApplicationArrived', '2019-03-01', {
          agency: 'A',
          channel: 'signedMail',
          how: 'signedFor',
        }),
      );
      const start = await office.log(registered('c1', '2019-03-04'));
      await office.log(requestFact('c1', 'ReceiptAcknowledged', '2019-03-04', {}));
      const end = await office.log(...replied('c1', '2019-03-08'));
      const { models, database } = await office.readModels();
      await models.runner.catchUp();
      expect(
        await database.read('SELECT position_from, closed_on FROM case_fact_1 ORDER BY 1'),
      ).toEqual([
        { position_from: start, closed_on: '9999-12-31' },
        { position_from: end, closed_on: '2019-03-08' },
      ]);
    });

    it('keeps what was believed before a fact was corrected', async () => {
      const [registration, ...others] = [
        { ...registered('c1', '2018-12-28'), id: 'a0000000-0000-4000-8000-000000000001' },
        ...replied('c1', '2019-01-04'),
      ];
      const before = await office.log(registration, ...others);
      await office.log(
        requestFact('c1', 'FactCorrected', '2019-01-10', {
          targetEventId: registration.id,
          targetType: 'ApplicationRegistered',
          reason: '收到日期误记',
          approvedBy: '负责人',
          occurredOn: '2019-01-02',
          changes: { applicantType: 'research' },
        }),
      );
      expect(await believed(before)).toMatchObject([
        { receivedOn: '2018-12-28', applicantType: 'naturalPerson', closedOn: '2019-01-04' },
      ]);
      expect(await believed()).toMatchObject([
        { receivedOn: '2019-01-02', applicantType: 'research', closedOn: '2019-01-04' },
      ]);
    });

    it('lets an extension that was logged late make a late reply timely', async () => {
      // Received 2019-06-03, twenty working days: Dragon Boat Friday 7 June does not count, so the
      // term ends on Tuesday 2 July; the reply goes out three working days after it.
      const before = await office.log(
        registered('c1', '2019-06-03'),
        ...replied('c1', '2019-07-05'),
      );
      await office.log(
        requestFact('c1', 'ExtensionApproved', '2019-06-28', { workingDays: 5 }),
        requestFact('c1', 'ExtensionNotified', '2019-06-28', { dueOn: '2019-07-09' }),
      );
      expect(await believed(before)).toMatchObject([{ closedOn: '2019-07-05', onTime: false }]);
      expect(await believed()).toMatchObject([{ closedOn: '2019-07-05', onTime: true }]);
    });

    it('leaves out voided registrations and requests to correct a record', async () => {
      const before = await office.log(
        registered('c1', '2019-03-04'),
        registered('c2', '2019-03-04', { proceeding: 'recordCorrection' }),
      );
      await office.log(
        requestFact('c1', 'RegistrationVoided', '2019-03-05', {
          ground: 'mistake',
          reason: '误登',
        }),
      );
      expect(await believed(before)).toMatchObject([{ caseId: 'c1' }]);
      expect(await believed()).toEqual([]);
    });

    it('says nothing on timeliness while a reply after a withdrawal lies in the office', async () => {
      await office.log(
        registered('c1', '2019-03-04'),
        requestFact('c1', 'ApplicationWithdrawn', '2019-03-06', {}),
      );
      expect(await believed()).toMatchObject([{ disposalKind: 'withdrawn', onTime: true }]);
      await office.log(
        requestFact('c1', 'ReplySigned', '2019-03-07', {
          disposalKind: 'alreadyPublic',
          remedyAdvice: 'choice',
        }),
      );
      expect(await believed()).toMatchObject([{ disposalKind: 'withdrawn', onTime: null }]);
    });

    it('names what changed since a position, then and now', async () => {
      const frozen = await office.log(
        registered('c1', '2019-03-04'),
        registered('c2', '2019-03-04'),
        registered('c3', '2019-03-04'),
      );
      await office.log(
        ...replied('c1', '2019-03-08'),
        requestFact('c2', 'CaseAssigned', '2019-03-05', { unit: '法制科', part: 'lead' }),
        requestFact('c3', 'RegistrationVoided', '2019-03-05', {
          ground: 'mistake',
          reason: '误登',
        }),
        registered('c4', '2019-03-05'),
        registered('c5', '2019-03-05', { agency: 'B' }),
      );
      const { models } = await office.readModels();
      await models.runner.catchUp();
      const changed = await models.changedSince(frozen, ['A']);
      expect(changed.before.map(({ caseId }) => caseId)).toEqual(['c1', 'c3']);
      expect(changed.before[0]?.closedOn).toBeNull();
      expect(changed.now.map(({ caseId }) => caseId)).toEqual(['c1', 'c4']);
      expect(changed.now[0]?.closedOn).toBe('2019-03-08');
      expect(await models.changedSince(frozen, [])).toEqual({ before: [], now: [] });
    });
  });
});
