import type { DisposalKind } from '@sunledger/disclosure-case';

/** Kinds whose row differs between the formats or hangs on a policy switch are given per format. */
type RemainderKind =
  | 'correctionLapsed'
  | 'feeLapsed'
  | 'withdrawn'
  | 'notGovernmentInformation'
  | 'inStateArchives'
  | 'otherMisc';

/** Kinds that both formats print in the same row. */
const sharedRows = {
  alreadyPublic: 'disclosed',
  disclosedProvided: 'disclosed',
  disclosedScheduled: 'disclosed',
  partiallyDisclosed: 'partiallyDisclosed',
  refusedStateSecret: 'refusedStateSecret',
  refusedLawProhibited: 'refusedLawProhibited',
  refusedSafetyStability: 'refusedSafetyStability',
  refusedThirdParty: 'refusedThirdParty',
  refusedInternalAffairs: 'refusedInternalAffairs',
  refusedProcess: 'refusedProcess',
  refusedEnforcementFile: 'refusedEnforcementFile',
  refusedAdminQuery: 'refusedAdminQuery',
  informationNotExist: 'unableNotHeld',
  notThisAgency: 'unableNotHeld',
  unableNeedsCreation: 'unableNeedsCreation',
  unableUnclearAfterCorrection: 'unableUnclearAfterCorrection',
  notProcessedPetition: 'notProcessedPetition',
  notProcessedRepeat: 'notProcessedRepeat',
  notProcessedPublication: 'notProcessedPublication',
  notProcessedExcessive: 'notProcessedExcessive',
  notProcessedReconfirm: 'notProcessedReconfirm',
} as const satisfies Record<Exclude<DisposalKind, RemainderKind>, string>;

export const disposalRows2019: Readonly<Record<DisposalKind, string>> = {
  ...sharedRows,
  correctionLapsed: 'other',
  feeLapsed: 'other',
  withdrawn: 'other',
  notGovernmentInformation: 'other',
  inStateArchives: 'other',
  otherMisc: 'other',
};

export const disposalRows2021: Readonly<Record<DisposalKind, string>> = {
  ...sharedRows,
  correctionLapsed: 'otherCorrectionLapsed',
  feeLapsed: 'otherFeeLapsed',
  withdrawn: 'otherMisc',
  notGovernmentInformation: 'otherMisc',
  inStateArchives: 'otherMisc',
  otherMisc: 'otherMisc',
};
