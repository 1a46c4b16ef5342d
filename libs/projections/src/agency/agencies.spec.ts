import { type LoggedFact, OfficeLog } from '@sunledger/projections/testing';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  let office: OfficeLog;
  beforeEach(() => {
    office = new OfficeLog(kind);
  });
  afterEach(() => office.remove());

  const agencyFact = (type: string, code: string, data: object): LoggedFact => ({
    stream: `agency-${code}`,
    type,
    occurredOn: '2019-01-02',
    data: { code, ...data },
  });
  const added = (code: string, parent?: string): LoggedFact =>
    agencyFact('AgencyAdded', code, {
      name: `${code} 镇`,
      ...(parent === undefined ? {} : { parent }),
    });

  describe('agencies', () => {
    it('form a tree in which a subtree begins at its top', async () => {
      // «11» is no ancestor of «110»: codes are compared whole.
      await office.log(added('1'), added('11', '1'), added('110', '1'), added('111', '11'));
      const { models } = await office.readModels();
      await models.runner.catchUp();
      expect(await models.agencies.subtree('1')).toEqual(['1', '11', '111', '110']);
      expect(await models.agencies.subtree('11')).toEqual(['11', '111']);
      expect(await models.agencies.subtree('9')).toEqual([]);
      expect((await models.agencies.list()).map(({ code }) => code)).toEqual([
        '1',
        '11',
        '110',
        '111',
      ]);
    });

    it('take those below along when one is moved, also after a restart', async () => {
      await office.log(added('1'), added('2'), added('11', '1'), added('111', '11'));
      const first = await office.readModels();
      await first.models.runner.catchUp();
      await first.database.close();
      await office.log(
        agencyFact('AgencyMoved', '11', { parent: '2' }),
        agencyFact('AgencyRenamed', '111', { name: '新镇' }),
        agencyFact('AgencyClosed', '1', { successor: '2' }),
      );
      const { models } = await office.readModels();
      await models.runner.catchUp();
      expect(await models.agencies.subtree('1')).toEqual(['1']);
      expect(await models.agencies.subtree('2')).toEqual(['2', '11', '111']);
      expect(await models.agencies.get('111')).toMatchObject({
        name: '新镇',
        parent: '11',
        path: '/2/11/111/',
        agency: { formerNames: [{ name: '111 镇', until: '2019-01-02' }] },
      });
      expect((await models.agencies.get('1'))?.agency).toMatchObject({ closedOn: '2019-01-02' });
      expect(await models.agencies.get('9')).toBeUndefined();
    });
  });
});
