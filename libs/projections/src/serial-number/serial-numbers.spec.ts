import {
  OfficeLog,
  registered,
  requestFact,
  serialNumberGiven,
} from '@sunledger/projections/testing';
import { databaseKinds } from '@sunledger/persistence/testing';

describe.each(databaseKinds)('on %s', (kind) => {
  const office = new OfficeLog(kind);
  afterAll(() => office.remove());

  describe('the register of serial numbers', () => {
    it('keeps voided numbers, names gaps and finds who has a number', async () => {
      await office.log(
        serialNumberGiven('c1', '2019-03-04', '2019-0001', 1),
        registered('c1', '2019-03-04', { serialNumber: '2019-0001' }),
        serialNumberGiven('c2', '2019-03-05', '2019-0002', 2),
        registered('c2', '2019-03-05', { serialNumber: '2019-0002' }),
        requestFact('c2', 'RegistrationVoided', '2019-03-06', {
          ground: 'mistake',
          reason: '误登',
        }),
        serialNumberGiven('c5', '2019-03-07', '2019-0005', 5),
        { ...serialNumberGiven('b1', '2019-03-07', '2019-0001', 1), stream: 'register-B-2-2019' },
      );
      const { models } = await office.readModels();
      await models.runner.catchUp();
      expect(await models.serialNumbers.list('A', 2019)).toMatchObject([
        { serialNumber: '2019-0001', caseId: 'c1', status: 'open', voided: false },
        { serialNumber: '2019-0002', caseId: 'c2', status: 'voided', voided: true },
        { serialNumber: '2019-0005', caseId: 'c5', status: null, voided: false },
      ]);
      expect(await models.serialNumbers.gaps('A', 2019)).toEqual([{ from: 3, through: 4 }]);
      expect(await models.serialNumbers.gaps('A', 2020)).toEqual([]);
      expect(await models.serialNumbers.find('2019-0001')).toMatchObject([
        { agency: 'A', caseId: 'c1' },
        { agency: 'B-2', year: 2019, caseId: 'b1' },
      ]);
      expect(await models.serialNumbers.find('2019-0001', 'B-2')).toHaveLength(1);
    });
  });
});
