import { type DisclosureCase, noCase } from '@sunledger/disclosure-case';

import { challengedRequestOf } from './index';

const registered: DisclosureCase = {
  ...noCase,
  receivedOn: '2024-02-01',
  registration: {
    agency: 'sunvale',
    serialNumber: '2024-0001',
    registeredOn: '2024-02-01',
    channel: 'inPerson',
    applicantType: 'naturalPerson',
    receiptBasis: 'channelRule',
    proceeding: 'disclosure',
    lookup: {},
  },
};

describe('the request as a remedy sees it', () => {
  it('is nothing before it is registered', () => {
    expect(challengedRequestOf('case-1', noCase)).toBeUndefined();
  });

  it('is without a reply while it is unanswered', () => {
    expect(challengedRequestOf('case-1', registered)).toEqual({
      caseId: 'case-1',
      agency: 'sunvale',
      receivedOn: '2024-02-01',
      voided: false,
    });
  });

  it('carries kind, date and advice of the reply, and the voiding', () => {
    const answered: DisclosureCase = {
      ...registered,
      voided: { on: '2024-02-02', ground: 'mistake' },
      reply: {
        signedOn: '2024-02-20',
        disposalKind: 'refusedProcess',
        remedyAdvice: 'reviewFirst',
      },
    };
    expect(challengedRequestOf('case-1', answered)).toMatchObject({
      voided: true,
      reply: {
        disposalKind: 'refusedProcess',
        decidedOn: '2024-02-20',
        remedyAdvice: 'reviewFirst',
      },
    });
  });
});
