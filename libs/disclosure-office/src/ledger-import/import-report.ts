/** One reason why a ledger was not imported; nothing of the file was. */
export interface ImportFault {
  /** Stable code of the ledger reader or of the refusal. */
  readonly code: string;
  /** As the spreadsheet numbers it: the header is row 1. */
  readonly rowNumber?: number;
  readonly column?: string;
  readonly message: string;
}

export interface ImportWarning {
  readonly code: string;
  readonly count: number;
  readonly rowNumbers: readonly number[];
  readonly message: string;
}

/** How an import ended: everything, or nothing and why. */
export interface ImportReport {
  readonly imported: boolean;
  readonly dryRun: boolean;
  readonly kind: 'requests' | 'remedies';
  readonly agency: string;
  readonly rows: number;
  /** Cases (or remedies) that were not on record before. */
  readonly added: number;
  /** Cases on record to which the file adds later facts. */
  readonly continued: number;
  /** Rows that say nothing new. */
  readonly unchanged: number;
  readonly events: number;
  readonly faults: readonly ImportFault[];
  /** All faults, listed or not. */
  readonly faultCount: number;
  readonly warnings: readonly ImportWarning[];
}

export type ImportPhase = 'reading' | 'checking' | 'sealing' | 'appending' | 'projecting';

/** How far an import has come, for a progress line. */
export type ImportProgress = (progress: {
  readonly phase: ImportPhase;
  readonly done: number;
  readonly total: number;
}) => void;
