import { policyWith } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';

import { reportColumnOfJointApplicants, reportColumnOfSoleProprietor } from './report-column';

describe('the column of a joint application', () => {
  const otherOrg = policyWith({ jointApplicantColumn: 'otherOrg' });

  it('is the common type', () => {
    expect(reportColumnOfJointApplicants(['business', 'business'], otherOrg)).toBe('business');
    expect(reportColumnOfJointApplicants(['research'], otherOrg)).toBe('research');
  });

  it('jointApplicantColumn: of mixed types is the first-named one, or 其他', () => {
    const mixed = ['naturalPerson', 'business'] as const;
    expect(reportColumnOfJointApplicants(mixed, defaultPolicy)).toBe('naturalPerson');
    expect(reportColumnOfJointApplicants(mixed, otherOrg)).toBe('otherOrg');
  });
});

describe('the column of a sole proprietor', () => {
  it('soleProprietorColumn', () => {
    expect(reportColumnOfSoleProprietor(defaultPolicy)).toBe('business');
    const person = policyWith({ soleProprietorColumn: 'naturalPerson' });
    expect(reportColumnOfSoleProprietor(person)).toBe('naturalPerson');
  });
});
