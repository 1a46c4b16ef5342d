import type { IsoDate } from '@sunledger/working-days';

/** Who has to act for a duty to end. */
export const dutyOwners = ['agency', 'applicant', 'thirdParty', 'otherAgency'] as const;
export type DutyOwner = (typeof dutyOwners)[number];

/**
 * What becomes of a duty after its date. `daily`: it stays, and is spoken of on every day of
 * reminders until it is done. `once`: it stays and is spoken of once more. `ended`: nothing is
 * left to be done (a chance has passed, or another duty has taken its place).
 */
export type AfterDue = 'daily' | 'once' | 'ended';

interface DutyTraits {
  readonly label: string;
  readonly afterDue: AfterDue;
}

/** Every kind of duty: what it is called, and what becomes of it after its date. */
export const dutyTraits = {
  reply: { label: '答复', afterDue: 'daily' },
  reasonablePeriod: { label: '合理期限内答复', afterDue: 'daily' },
  // To ask for a correction is a possibility of art 30: whoever lets it pass answers without.
  correctionNotice: { label: '补正告知', afterDue: 'ended' },
  // What follows a passed extension is the overdue reply, a duty of its own.
  extension: { label: '批准并告知延期', afterDue: 'ended' },
  // The applicant may let it pass; what follows for the office is the lapse.
  correction: { label: '申请人补正', afterDue: 'ended' },
  payment: { label: '申请人缴费', afterDue: 'ended' },
  lapse: { label: '登记视为放弃', afterDue: 'daily' },
  opinion: { label: '征求的意见', afterDue: 'daily' },
  deliveryProof: { label: '补登送达凭证', afterDue: 'once' },
  remedyAnswer: { label: '复议答复（诉讼答辩）', afterDue: 'daily' },
  annualReport: { label: '年度报告', afterDue: 'daily' },
  nextYearCalendar: { label: '登记放假安排', afterDue: 'daily' },
} as const satisfies Readonly<Record<string, DutyTraits>>;

export type DutyKind = keyof typeof dutyTraits;

// Object.keys forgets that its keys are the keys of the object.
export const dutyKinds = Object.keys(dutyTraits) as readonly DutyKind[];

/** Kinds of which nothing is left once their date has passed. */
export const endedAfterDue: readonly DutyKind[] = dutyKinds.filter(
  (kind) => dutyTraits[kind].afterDue === 'ended',
);

/** Something that is due: a pure function of a case (remedy, report) and of what is known. */
export interface Duty {
  readonly kind: DutyKind;
  /** Tells two of a kind apart within one subject; empty where there is only one. */
  readonly reference: string;
  readonly dueOn: IsoDate;
  /** The date can still move without anybody acting wrongly. */
  readonly provisional: boolean;
  readonly owedBy: DutyOwner;
  /** The provision it rests on, as printed; `口径` where only policy says so. */
  readonly article: string;
}

/** A duty with what it belongs to, so that it can be told from every other duty of its agency. */
export interface SubjectDuty extends Duty {
  /** `request-<id>`, `remedy-<id>`, `report-<year>` or `calendar`. */
  readonly subject: string;
  /** The request it is about, where there is one. */
  readonly caseId?: string;
  readonly serialNumber?: string;
  /** Since when the office could know of it with this date; what it missed before is no fault. */
  readonly knownOn: IsoDate;
}

export const requestSubject = (caseId: string): string => `request-${caseId}`;
export const remedySubject = (remedyId: string): string => `remedy-${remedyId}`;
export const reportSubject = (year: number): string => `report-${year}`;
export const calendarSubject = 'calendar';
