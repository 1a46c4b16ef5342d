/**
 * The published report of 太师屯镇 for 2019, typed from its text: section 二 has three figures,
 * section 三 one line of new requests, one disclosed, six that do not exist; the rest is 0.
 */
const columns = [
  'naturalPerson',
  'business',
  'research',
  'publicBenefit',
  'legalService',
  'otherOrg',
  'total',
] as const;

const applicationRows = [
  'newReceived',
  'carriedIn',
  'disclosed',
  'partiallyDisclosed',
  'refusedStateSecret',
  'refusedLawProhibited',
  'refusedSafetyStability',
  'refusedThirdParty',
  'refusedInternalAffairs',
  'refusedProcess',
  'refusedEnforcementFile',
  'refusedAdminQuery',
  'unableNotHeld',
  'unableNeedsCreation',
  'unableUnclearAfterCorrection',
  'notProcessedPetition',
  'notProcessedRepeat',
  'notProcessedPublication',
  'notProcessedExcessive',
  'notProcessedReconfirm',
  'other',
  'resultsTotal',
  'carriedOut',
] as const;

/** Requests by natural persons; every other column of the published table is 0. */
const published: Readonly<Partial<Record<(typeof applicationRows)[number], number>>> = {
  newReceived: 7,
  disclosed: 1,
  unableNotHeld: 6,
  resultsTotal: 7,
};

const applications = Object.fromEntries(
  applicationRows.map((row) => [
    row,
    Object.fromEntries(
      columns.map((column) => [
        column,
        column === 'naturalPerson' || column === 'total' ? (published[row] ?? 0) : 0,
      ]),
    ),
  ]),
);

const noRemedies = { upheld: 0, corrected: 0, otherResult: 0, pending: 0, total: 0 };

export const publishedTables = {
  activeDisclosure: {
    art20_1: {
      rules: { newlyMade: 0, newlyPublished: 0, totalPublished: 0 },
      normativeDocuments: { newlyMade: 20, newlyPublished: 3, totalPublished: 11 },
    },
    art20_5: {
      licensing: { lastYearItems: 0, changeThisYear: 0, decisions: 0 },
      otherExternalServices: { lastYearItems: 0, changeThisYear: 0, decisions: 0 },
    },
    art20_6: {
      penalties: { lastYearItems: 0, changeThisYear: 0, decisions: 0 },
      coercion: { lastYearItems: 0, changeThisYear: 0, decisions: 0 },
    },
    art20_8: { adminFees: { lastYearItems: 0, changeThisYear: 0 } },
    art20_9: { centralizedProcurement: { procurementItems: 0, procurementAmount: 0 } },
  },
  applications,
  remedies: { review: noRemedies, directSuit: noRemedies, suitAfterReview: noRemedies },
};

/** 收到 7 条，按时办结 7 条；属于主动公开范围 1 条，本机关不掌握 6 条. */
export const publishedNarrative = {
  received: 7,
  closed: 7,
  closedOnTime: 7,
  byDisposal: { alreadyPublic: 1, informationNotExist: 6 },
};
