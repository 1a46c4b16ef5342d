import type { Policy } from '@sunledger/policy';

import type { ApplicantType } from './vocabulary';

/**
 * The column of section 三 in which a joint application counts once: the common type, or, where
 * the types differ, what `jointApplicantColumn` says. No official definition is known.
 * @param types of the applicants in the order in which the application names them.
 */
export function reportColumnOfJointApplicants(
  types: readonly [ApplicantType, ...ApplicantType[]],
  policy: Policy,
): ApplicantType {
  const [firstNamed] = types;
  const common = types.every((type) => type === firstNamed);
  if (common) return firstNamed;
  switch (policy.jointApplicantColumn) {
    case 'firstNamed':
      return firstNamed;
    case 'otherOrg':
      return 'otherOrg';
  }
}

/** The column of an 个体工商户; no official definition is known. */
export const reportColumnOfSoleProprietor = (policy: Policy): ApplicantType =>
  policy.soleProprietorColumn;
