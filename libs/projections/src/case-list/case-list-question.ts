import type { CaseStatus } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';

/** Requests without a due date come last by rising due date, first by falling one. */
export type CaseListSort = 'dueOn' | 'receivedOn' | 'serialNumber';

/** Every given condition must hold; an absent one asks nothing. */
export interface CaseListQuestion {
  /** Whose requests are looked for; absent for all there are. */
  readonly agencies?: readonly string[];
  readonly status?: readonly CaseStatus[];
  /** The beginning of a serial number, or the whole document number of a reply. */
  readonly text?: string;
  /** Keyed hash of the applicant's name. */
  readonly nameHash?: string;
  /** Keyed hash of the applicant's document number. */
  readonly documentHash?: string;
  readonly assignedUnit?: string;
  /** Year of receipt, which is the year of the register. */
  readonly registerYear?: number;
  readonly receivedFrom?: IsoDate;
  readonly receivedThrough?: IsoDate;
  readonly closedFrom?: IsoDate;
  readonly closedThrough?: IsoDate;
  /** A reply is owed on or before this day. */
  readonly dueThrough?: IsoDate;
  /** A reply is owed, and was due before this day. */
  readonly overdueOn?: IsoDate;
  /** `receivedOn` when absent. */
  readonly sort?: CaseListSort;
  readonly descending?: boolean;
  /** At most this many entries; from 1 to `listedCasesMax`. */
  readonly limit: number;
  /** The `next` of the page before, of a question that is otherwise the same. */
  readonly after?: string;
}
