import { OfficeLog, registered, requestFact } from '@sunledger/projections/testing';
import { readFileSync } from 'node:fs';

const office = new OfficeLog();
afterAll(() => office.remove());

describe('a case in detail', () => {
  it('holds the folded case and nothing of the person, sealed or hashed, after erasure', async () => {
    await office.log(
      registered('c1', '2019-03-04', {
        personal: { sealed: 'sealed-text-of-li', fields: ['name'] },
        lookup: { name: 'hash-of-li' },
      }),
      requestFact('c1', 'CaseAssigned', '2019-03-05', { unit: '法制科', part: 'lead' }),
    );
    const { models, database } = await office.readModels();
    await models.runner.catchUp();
    const detail = await models.caseDetail.get('c1');
    expect(detail).toMatchObject({
      entry: { caseId: 'c1', status: 'open' },
      document: { receivedOn: '2019-03-04', assignedUnit: '法制科', personalFields: ['name'] },
      revision: 1,
    });
    expect(detail?.dueDates.map(({ kind }) => kind)).toEqual(['reply']);
    expect(JSON.stringify(detail)).not.toMatch(/sealed-text|hash-of/);
    expect(await models.caseDetail.get('c2')).toBeUndefined();

    await office.log(
      requestFact('c1', 'PersonalDataErased', '2019-03-06', {
        reason: '申请',
        approvedBy: '负责人',
      }),
    );
    await models.runner.catchUp();
    expect(await models.caseList.find({ nameHash: 'hash-of-li', limit: 1 })).toMatchObject({
      count: 0,
    });
    await database.close();
    expect(readFileSync(office.path('read-models')).includes('sealed-text-of-li')).toBe(false);
  });
});
