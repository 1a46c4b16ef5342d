import { activeDisclosureOf } from './active-disclosure';
import { report2019 } from './definitions/report-2019';
import { derived, requestFor, seedActiveDisclosure, seedCases } from './testing';

const columns = [
  'naturalPerson',
  'business',
  'research',
  'publicBenefit',
  'legalService',
  'otherOrg',
  'total',
];
const row = (...figures: readonly number[]) =>
  Object.fromEntries(columns.map((column, index) => [column, figures[index]]));

/** Section 三 of 太师屯镇 for 2019, typed from the published table. */
const publishedApplications = {
  newReceived: row(7, 0, 0, 0, 0, 0, 7),
  carriedIn: row(0, 0, 0, 0, 0, 0, 0),
  disclosed: row(1, 0, 0, 0, 0, 0, 1),
  partiallyDisclosed: row(0, 0, 0, 0, 0, 0, 0),
  refusedStateSecret: row(0, 0, 0, 0, 0, 0, 0),
  refusedLawProhibited: row(0, 0, 0, 0, 0, 0, 0),
  refusedSafetyStability: row(0, 0, 0, 0, 0, 0, 0),
  refusedThirdParty: row(0, 0, 0, 0, 0, 0, 0),
  refusedInternalAffairs: row(0, 0, 0, 0, 0, 0, 0),
  refusedProcess: row(0, 0, 0, 0, 0, 0, 0),
  refusedEnforcementFile: row(0, 0, 0, 0, 0, 0, 0),
  refusedAdminQuery: row(0, 0, 0, 0, 0, 0, 0),
  unableNotHeld: row(6, 0, 0, 0, 0, 0, 6),
  unableNeedsCreation: row(0, 0, 0, 0, 0, 0, 0),
  unableUnclearAfterCorrection: row(0, 0, 0, 0, 0, 0, 0),
  notProcessedPetition: row(0, 0, 0, 0, 0, 0, 0),
  notProcessedRepeat: row(0, 0, 0, 0, 0, 0, 0),
  notProcessedPublication: row(0, 0, 0, 0, 0, 0, 0),
  notProcessedExcessive: row(0, 0, 0, 0, 0, 0, 0),
  notProcessedReconfirm: row(0, 0, 0, 0, 0, 0, 0),
  other: row(0, 0, 0, 0, 0, 0, 0),
  resultsTotal: row(7, 0, 0, 0, 0, 0, 7),
  carriedOut: row(0, 0, 0, 0, 0, 0, 0),
};

const publishedActiveDisclosure = {
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
};

const noRemedies = { upheld: 0, corrected: 0, otherResult: 0, pending: 0, total: 0 };

describe('the published report of 太师屯镇 for 2019', () => {
  const seedReport = () =>
    derived({
      ...requestFor(2019, seedCases),
      activeDisclosure: activeDisclosureOf(report2019, seedActiveDisclosure),
    });

  it('comes out of seven histories, cell by cell and in printed order', async () => {
    const { tables, format, asOf } = await seedReport();
    expect([format, asOf]).toEqual([2019, '2019-12-31']);
    expect(JSON.stringify(tables)).toBe(
      JSON.stringify({
        activeDisclosure: publishedActiveDisclosure,
        applications: publishedApplications,
        remedies: { review: noRemedies, directSuit: noRemedies, suitAfterReview: noRemedies },
      }),
    );
  });

  it('prints the published prose figures', async () => {
    const { narrative } = await seedReport();
    expect(narrative).toEqual({
      received: 7,
      carriedIn: 0,
      closed: 7,
      closedOnTime: 7,
      carriedOut: 0,
      byDisposal: { alreadyPublic: 1, informationNotExist: 6 },
      byChannel: { inPerson: 7 },
      fees: { assessedCases: 0, assessedYuan: 0, paidCases: 0, paidYuan: 0 },
    });
    expect(Object.keys(narrative.byDisposal)).toEqual(['alreadyPublic', 'informationNotExist']);
  });

  it('passes every check', async () => {
    const { checks } = await seedReport();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks[0]).toEqual({ id: 's3.balance', ok: true, cases: [], severity: 'error' });
  });

  it('keeps its order of keys', async () => {
    expect(Object.keys(await seedReport())).toEqual(
      'agency year format asOf knownAt logPosition tables narrative checks'.split(' '),
    );
  });
});
