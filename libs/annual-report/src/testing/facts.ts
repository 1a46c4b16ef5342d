import type { CaseFact, RemedyFact } from '@sunledger/annual-report';

/** An open request of a natural person of agency `A`; the id doubles as serial number. */
export const caseFact = (caseId: string, facts: Partial<CaseFact> = {}): CaseFact => ({
  caseId,
  agency: 'A',
  serialNumber: caseId,
  applicantType: 'naturalPerson',
  channel: 'inPerson',
  receivedOn: '2019-03-04',
  closedOn: null,
  disposalKind: null,
  onTime: null,
  feeAssessedOn: null,
  feeAssessedYuan: 0,
  feePaidOn: null,
  feePaidYuan: 0,
  ...facts,
});

/** A pending review of agency `A`; the first instance opens when the remedy is accepted. */
export const remedyFact = (remedyId: string, facts: Partial<RemedyFact> = {}): RemedyFact => ({
  remedyId,
  instance: 1,
  caseId: `case-of-${remedyId}`,
  agency: 'A',
  kind: 'review',
  acceptedOn: '2019-05-06',
  openedOn: facts.acceptedOn ?? '2019-05-06',
  endedOn: null,
  result: null,
  appealedOn: null,
  ...facts,
});
