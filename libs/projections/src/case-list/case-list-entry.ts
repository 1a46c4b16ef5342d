import type { ApplicantType, CaseStatus, Channel, DisposalKind } from '@sunledger/disclosure-case';
import { caseListTable, columnNames } from '@sunledger/persistence';
import type { IsoDate } from '@sunledger/working-days';

import { dateOrNull, flagOrNull } from '../report-facts/fact-rows';

/** One request as a list shows it; nothing in it leads to the applicant. */
export interface CaseListEntry {
  readonly caseId: string;
  readonly agency: string;
  /** Empty before registration, when the applicant's type and dates are null and the year is 0. */
  readonly serialNumber: string;
  /** Year of receipt. */
  readonly registerYear: number;
  readonly channel: Channel | '';
  readonly applicantType: ApplicantType | null;
  readonly receivedOn: IsoDate | null;
  readonly registeredOn: IsoDate | null;
  readonly status: CaseStatus;
  /** Last day for the reply; null when none is owed, or a correction or payment is awaited. */
  readonly dueOn: IsoDate | null;
  readonly dueProvisional: boolean;
  /** The due date before the newest calendar was logged; null where that moved nothing. */
  readonly dueMovedFrom: IsoDate | null;
  readonly correctionNoticeDueOn: IsoDate | null;
  readonly disposalKind: DisposalKind | null;
  readonly closedOn: IsoDate | null;
  readonly onTime: boolean | null;
  readonly extended: boolean;
  readonly carriedOver: boolean;
  readonly assignedUnit: string | null;
  readonly replyDocumentNumber: string | null;
  readonly voided: boolean;
  readonly erased: boolean;
  /** Revision and log position of the last fact this shows. */
  readonly revision: number;
  readonly position: number;
}

/** A row of `case_list`. */
export interface CaseListRow {
  readonly case_id: string;
  readonly agency: string;
  readonly serial_number: string;
  readonly register_year: number;
  readonly channel: Channel | '';
  readonly applicant_type: ApplicantType | null;
  readonly received_on: string;
  readonly registered_on: string | null;
  readonly status: CaseStatus;
  readonly due_on: string;
  readonly due_provisional: number;
  readonly due_moved_from: string | null;
  readonly correction_notice_due_on: string | null;
  readonly disposal_kind: DisposalKind | null;
  readonly closed_on: string;
  readonly on_time: number | null;
  readonly extended: number;
  readonly carried_over: number;
  readonly assigned_unit: string | null;
  readonly reply_document_number: string | null;
  readonly voided: number;
  readonly erased: number;
  readonly revision: number;
  readonly position: number | string;
}

/** Everything but the keyed hashes, which never leave the database. */
export const caseListColumns = columnNames(caseListTable)
  .filter((column) => !column.endsWith('_hash'))
  .join(', ');

export const caseListEntryFrom = (row: CaseListRow): CaseListEntry => ({
  caseId: row.case_id,
  agency: row.agency,
  serialNumber: row.serial_number,
  registerYear: row.register_year,
  channel: row.channel,
  applicantType: row.applicant_type,
  receivedOn: dateOrNull(row.received_on),
  registeredOn: row.registered_on,
  status: row.status,
  dueOn: dateOrNull(row.due_on),
  dueProvisional: row.due_provisional === 1,
  dueMovedFrom: row.due_moved_from,
  correctionNoticeDueOn: row.correction_notice_due_on,
  disposalKind: row.disposal_kind,
  closedOn: dateOrNull(row.closed_on),
  onTime: flagOrNull(row.on_time),
  extended: row.extended === 1,
  carriedOver: row.carried_over === 1,
  assignedUnit: row.assigned_unit,
  replyDocumentNumber: row.reply_document_number,
  voided: row.voided === 1,
  erased: row.erased === 1,
  revision: row.revision,
  position: Number(row.position),
});
