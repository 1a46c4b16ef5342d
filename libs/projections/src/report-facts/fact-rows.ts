import type { CaseFact, RemedyFact } from '@sunledger/annual-report';
import { noDate } from '@sunledger/persistence';

/** A row of `case_fact` as selected by `caseFactColumns`. */
export interface CaseFactRow {
  readonly case_id: string;
  readonly agency: string;
  readonly serial_number: string;
  readonly applicant_type: CaseFact['applicantType'];
  readonly channel: CaseFact['channel'];
  readonly received_on: string;
  readonly closed_on: string;
  readonly disposal_kind: CaseFact['disposalKind'];
  readonly on_time: number | null;
  readonly fee_assessed_on: string | null;
  readonly fee_assessed_yuan: number;
  readonly fee_paid_on: string | null;
  readonly fee_paid_yuan: number;
}

export const caseFactColumns =
  'case_id, agency, serial_number, applicant_type, channel, received_on, closed_on, ' +
  'disposal_kind, on_time, fee_assessed_on, fee_assessed_yuan, fee_paid_on, fee_paid_yuan';

export const dateOrNull = (date: string): string | null => (date === noDate ? null : date);

export const flagOrNull = (flag: number | null): boolean | null =>
  flag === null ? null : flag === 1;

export const caseFactFrom = (row: CaseFactRow): CaseFact => ({
  caseId: row.case_id,
  agency: row.agency,
  serialNumber: row.serial_number,
  applicantType: row.applicant_type,
  channel: row.channel,
  receivedOn: row.received_on,
  closedOn: dateOrNull(row.closed_on),
  disposalKind: row.disposal_kind,
  onTime: flagOrNull(row.on_time),
  feeAssessedOn: row.fee_assessed_on,
  feeAssessedYuan: row.fee_assessed_yuan,
  feePaidOn: row.fee_paid_on,
  feePaidYuan: row.fee_paid_yuan,
});

/** A row of `remedy_fact` as selected by `remedyFactColumns`. */
export interface RemedyFactRow {
  readonly remedy_id: string;
  readonly instance: number;
  readonly case_id: string;
  readonly agency: string;
  readonly kind: RemedyFact['kind'];
  readonly accepted_on: string;
  readonly opened_on: string;
  readonly ended_on: string;
  readonly result: RemedyFact['result'];
  readonly appealed_on: string;
}

export const remedyFactColumns =
  'remedy_id, instance, case_id, agency, kind, accepted_on, opened_on, ended_on, result, ' +
  'appealed_on';

export const remedyFactFrom = (row: RemedyFactRow): RemedyFact => ({
  remedyId: row.remedy_id,
  instance: row.instance,
  caseId: row.case_id,
  agency: row.agency,
  kind: row.kind,
  acceptedOn: row.accepted_on,
  openedOn: row.opened_on,
  endedOn: dateOrNull(row.ended_on),
  result: row.result,
  appealedOn: dateOrNull(row.appealed_on),
});
