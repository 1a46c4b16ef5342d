import { type JobBoard, openInProcessJobs } from '@sunledger/jobs';
import { eventually } from '@sunledger/jobs/testing';
import { openJobFiles } from '@sunledger/wiring';
import { type RunningWorker, startWorker, type WorkerParts } from '@sunledger/worker';

import { type Answer, ApiUnderTest } from './running-api';

/** A job as the API tells it; a spec reads what its answer has. */
export interface ToldJob {
  readonly id: string;
  readonly state: string;
  readonly lastError: string | null;
  readonly refusal: {
    readonly refused: string;
    readonly facts: Readonly<Record<string, unknown>>;
  } | null;
  readonly result: Readonly<Record<string, unknown>>;
}

export const jobOf = ({ text }: Answer) => JSON.parse(text) as ToldJob;

interface Warning {
  readonly event: string;
  readonly facts: unknown;
}

/** A real office served over HTTP, and a worker over the same stores that is started when wanted. */
export class WorkingApi {
  private worker: RunningWorker | undefined;

  private constructor(
    readonly api: ApiUnderTest,
    readonly parts: WorkerParts,
    readonly directory: string,
    /** What the worker had to say. */
    readonly warnings: readonly Warning[],
  ) {}

  /** @param now the instant at which the office starts, ISO 8601 in UTC. */
  static async start(now: string): Promise<WorkingApi> {
    const warnings: Warning[] = [];
    const warn = (event: string, facts?: unknown) => void warnings.push({ event, facts });
    const silent = () => undefined;
    const log = { debug: silent, info: silent, warn, error: warn };
    let made: { readonly parts: WorkerParts; readonly directory: string } | undefined;
    const api = await ApiUnderTest.start(now, (open, directory) => {
      const board = openInProcessJobs({ database: open.database, pollMs: 50 });
      const files = openJobFiles({ dataDirectory: directory, exportsDirectory: '' }, open);
      const parts = { office: open.office, board, eventLog: open.log, log, ...files };
      made = { parts, directory };
      return { jobs: board, ...files };
    });
    if (made === undefined) throw new Error('the API was started without choices');
    return new WorkingApi(api, made.parts, made.directory, warnings);
  }

  get board(): JobBoard {
    return this.parts.board;
  }

  /** From now on jobs are carried out. */
  async work(): Promise<void> {
    this.worker = await startWorker(this.parts);
  }

  /** The job that was asked for, once it has come to a state. */
  async ended(asked: Answer, state: string): Promise<ToldJob> {
    if (asked.status !== 202) throw new Error(asked.text);
    const path = asked.headers.get('location') ?? '';
    return eventually(
      async () => jobOf(await this.api.get(path)),
      (job) => job.state === state,
    );
  }

  /** What is kept of uploads. */
  uploads(): Promise<readonly object[]> {
    return this.api.open.database.read('SELECT id FROM upload_1');
  }

  async logLength(): Promise<number> {
    return (await this.parts.eventLog.head()).length;
  }

  async close(): Promise<void> {
    await this.worker?.close();
    await this.board.close();
    await this.api.close();
  }
}
