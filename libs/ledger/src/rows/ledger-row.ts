import type { ApplicantType, Channel, DisposalKind } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';

/** Which of the two ledgers a file holds: 申请台账 or 复议诉讼台账. */
export type LedgerKind = 'requests' | 'remedies';

/** One request as a ledger states it, whichever row it stands in. */
export interface RequestRecord {
  /** 登记编号, unique within the file. */
  readonly serialNumber: string;
  readonly receivedOn: IsoDate;
  readonly channel: Channel;
  readonly applicantType: ApplicantType;
  readonly applicantName?: string;
  readonly documentNumber?: string;
  readonly contact?: string;
  /** 申请内容 verbatim, line breaks and outer spaces kept. */
  readonly requestText: string;
  readonly correctionNotifiedOn?: IsoDate;
  readonly correctedOn?: IsoDate;
  readonly consultationSentOn?: IsoDate;
  readonly consultationAnsweredOn?: IsoDate;
  readonly extensionNotifiedOn?: IsoDate;
  /** Working days granted; absent when the ledger gives only the day of the notice. */
  readonly extensionWorkingDays?: number;
  /** Present exactly when `disposalKind` is. */
  readonly repliedOn?: IsoDate;
  readonly disposalKind?: DisposalKind;
  /** 答复文号. */
  readonly documentNumberOfReply?: string;
  readonly remark?: string;
}

export interface RequestRow extends RequestRecord {
  /** As the spreadsheet numbers it: the header is row 1. */
  readonly rowNumber: number;
}

/** The three column groups of section 四: review, suit without review, suit after review. */
export const ledgerRemedyKinds = ['review', 'directSuit', 'suitAfterReview'] as const;
export type LedgerRemedyKind = (typeof ledgerRemedyKinds)[number];

export const ledgerRemedyResults = ['upheld', 'corrected', 'otherResult'] as const;
export type LedgerRemedyResult = (typeof ledgerRemedyResults)[number];

/** One 行政复议 or 行政诉讼 about the request that bears `serialNumber`. */
export interface RemedyRecord {
  readonly serialNumber: string;
  readonly kind: LedgerRemedyKind;
  readonly acceptedOn: IsoDate;
  /** Present exactly when `result` is; without both, 尚未审结. */
  readonly endedOn?: IsoDate;
  readonly result?: LedgerRemedyResult;
}

export interface RemedyRow extends RemedyRecord {
  readonly rowNumber: number;
}

export type LedgerRow = RequestRow | RemedyRow;
