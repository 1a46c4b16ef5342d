import type { Office } from '@sunledger/disclosure-office';
import type { OperatedLog } from '@sunledger/event-store';
import type { JobBoard, Uploads } from '@sunledger/jobs';
import type { Log } from '@sunledger/observability';

/** What handlers of jobs work with. */
export interface WorkerParts {
  readonly office: Office;
  readonly board: JobBoard;
  /** The log below the catalogue, as it is proved and exported. */
  readonly eventLog: Pick<OperatedLog, 'head' | 'logReader'>;
  /** Where finished exports are put; who hands them out must see the same directory. */
  readonly exportsDirectory: string;
  /** What was uploaded to be worked on here. */
  readonly uploads: Uploads;
  /** Told of what nobody waits for. */
  readonly log?: Log;
}

/** Who stands in the log and in the record of jobs where nobody gave the command. */
export const workerActor = 'system';
