import { type LoggedFact, OfficeLog, tableContents } from '@sunledger/projections/testing';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  let office: OfficeLog;
  beforeEach(() => {
    office = new OfficeLog(kind);
  });
  afterEach(() => office.remove());

  const accountFact = (type: string, accountId: string, data: object = {}): LoggedFact => ({
    stream: `account-${accountId}`,
    type,
    occurredOn: '2026-03-02',
    data: { accountId, ...data },
  });
  const opened = (accountId: string, agency: string): LoggedFact =>
    accountFact('AccountOpened', accountId, { agency, name: `${accountId} 同志`, role: 'clerk' });
  const byMail = (accountId: string): LoggedFact =>
    accountFact('NotificationPreferencesSet', accountId, {
      channels: { upcoming: [], yellow: [], red: ['mail'], overdue: ['mail'] },
      escalations: true,
      contact: { sealed: 'c2VhbGVk', fields: ['mail'] },
    });

  describe('accounts', () => {
    it('are listed by agency, closed ones only when asked for', async () => {
      await office.log(opened('zhao', 'A'), opened('qian', 'B'), opened('sun', 'A'));
      await office.log(accountFact('AccountClosed', 'zhao'));
      const { accounts, runner } = (await office.readModels()).models;
      await runner.catchUp();
      const ids = async (question: object) =>
        (await accounts.list(question)).map(({ accountId }) => accountId);
      expect(await ids({})).toEqual(['sun', 'qian']);
      expect(await ids({ agency: 'A' })).toEqual(['sun']);
      expect(await ids({ agency: 'A', closed: true })).toEqual(['sun', 'zhao']);
      expect(await accounts.get('zhao')).toMatchObject({ closedOn: '2026-03-02' });
      expect(await accounts.get('li')).toBeUndefined();
    });

    it('follow what people choose, batch by batch, and are the same after a rebuild', async () => {
      const { models, database } = await office.readModels();
      await office.log(opened('zhao', 'A'));
      await models.runner.catchUp();
      await office.log(byMail('zhao'), opened('qian', 'A'));
      await models.runner.catchUp();
      expect(await models.accounts.get('zhao')).toMatchObject({
        contact: { sealed: 'c2VhbGVk', fields: ['mail'] },
        channelsSince: { mail: '2026-03-02' },
      });
      const live = await tableContents(database);
      expect(live['account_1']).toHaveLength(2);
      await models.rebuild();
      expect(await tableContents(database)).toEqual(live);
    });
  });
});
