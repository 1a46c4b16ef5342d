import { OfficeLog, registered, requestFact } from '@sunledger/projections/testing';
import { readFileSync } from 'node:fs';

const office = new OfficeLog();
afterAll(() => office.remove());

describe('a person in the list', () => {
  it('is found by a hash that is never shown, and not even by it after erasure; sealed texts are not kept', async () => {
    await office.log(
      registered('c1', '2019-03-04', {
        personal: { sealed: 'sealed-text-of-li', fields: ['name'] },
        lookup: { name: 'hash-of-li' },
      }),
      requestFact('c1', 'CaseAssigned', '2019-03-05', { unit: '法制科', part: 'lead' }),
    );
    const { models, database } = await office.readModels();
    await models.runner.catchUp();
    const found = async () =>
      (await models.caseList.find({ nameHash: 'hash-of-li', limit: 1 })).entries;
    const [entry] = await found();
    expect(entry).toMatchObject({
      caseId: 'c1',
      status: 'open',
      assignedUnit: '法制科',
      revision: 1,
    });
    expect(JSON.stringify(entry)).not.toMatch(/sealed-text|hash-of/);

    await office.log(
      requestFact('c1', 'PersonalDataErased', '2019-03-06', {
        reason: '申请',
        approvedBy: '负责人',
      }),
    );
    await models.runner.catchUp();
    expect(await found()).toEqual([]);
    await database.close();
    expect(readFileSync(office.path('read-models')).includes('sealed-text-of-li')).toBe(false);
  });
});
