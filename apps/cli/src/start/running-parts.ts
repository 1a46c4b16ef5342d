import { readFileSync } from 'node:fs';

import type { Office } from '@sunledger/disclosure-office';
import type { OperatedLog } from '@sunledger/event-store';
import type { JobBoard } from '@sunledger/jobs';
import type { Log, Metrics } from '@sunledger/observability';
import type { Settings } from '@sunledger/settings';
import type { JobFiles } from '@sunledger/wiring';

/** What a process that was started works with. */
export interface RunningParts {
  readonly settings: Settings;
  readonly office: Office;
  /** The log below the catalogue. */
  readonly eventLog: OperatedLog;
  readonly board: JobBoard;
  readonly files: JobFiles;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** What answers over HTTP: an interface for clerks, or probes alone. */
export interface Serving {
  /** What the operator is told, line by line. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** The one secret that a file holds; undefined where no file is named. */
export const secretIn = (file: string): string | undefined =>
  file === '' ? undefined : readFileSync(file, 'utf8').trim();
