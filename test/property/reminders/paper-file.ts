/** What a clerk keeps on paper of one request: the oracle reads this and nothing of the system. */
export interface PaperFile {
  readonly agency: string;
  readonly caseId: string;
  receivedOn: string;
  correction?: {
    readonly sentOn: string;
    readonly dueOn: string;
    deliveredOn?: string;
    receivedOn?: string;
  };
  readonly letters: {
    readonly id: string;
    readonly sentOn: string;
    deliveredOn?: string;
    answeredOn?: string;
    silent?: boolean;
  }[];
  extension?: { readonly days: number; notifiedOn?: string };
  reasons?: { receivedOn?: string; periodDueOn?: string };
  fee?: { readonly sentOn: string; deliveredOn?: string; payBy?: string; paidOn?: string };
  reply?: {
    readonly signedOn: string;
    dispatchedOn?: string;
    tracked?: boolean;
    deliveredOn?: string;
  };
  ended?: 'withdrawn' | 'lapsed' | 'voided';
  /** The day of the last entry, and its place among all entries of the office. */
  knownOn: string;
  readonly beganAt: number;
}

/** And of one remedy. */
export interface PaperRemedy {
  readonly agency: string;
  readonly remedyId: string;
  readonly caseId: string;
  readonly review: boolean;
  acceptedOn?: string;
  answeredOn?: string;
  endedOn?: string;
  knownOn: string;
  readonly beganAt: number;
}

/** The whole cabinet. */
export interface Cabinet {
  readonly files: PaperFile[];
  readonly remedies: PaperRemedy[];
  /** Reports that were handed in and published, as `agency/year`. */
  readonly filedReports: Set<string>;
}
