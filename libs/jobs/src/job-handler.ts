import type { Refusal } from '@sunledger/decider';
import { Value } from '@sinclair/typebox/value';

import type { JobProgress } from './job';
import type { JobKind } from './job-kind';

/** Why a signal was aborted: its `reason`. */
export type StopReason = 'cancelled' | 'timed-out' | 'stopping' | 'lease-lost';

/** What a handler is given. */
export interface JobContext<Data> {
  readonly id: string;
  readonly data: Data;
  /** From 1. */
  readonly attempt: number;
  readonly requestedBy: string;
  /** Says how far it is; written at most a few times a second, the last word always. */
  progress(progress: JobProgress): void;
  /** Aborted when the job must stop; its `reason` is a `StopReason`. */
  readonly signal: AbortSignal;
}

/** Carries out one kind of job. */
export interface JobHandler {
  readonly kind: JobKind;
  run(context: JobContext<unknown>): Promise<unknown>;
}

/**
 * A failure that a clerk can be told of. Its sentence stands in the record; of any other error only
 * the name does, because a message may quote what must not be kept.
 */
export class JobFailed extends Error {
  override readonly name = 'JobFailed';

  /**
   * @param sentence in Chinese, never personal data.
   * @param forGood another attempt would fail as well.
   * @param refusal what clients decide by; kept with the job, so never personal data either.
   */
  constructor(
    readonly sentence: string,
    readonly forGood = false,
    readonly refusal?: Refusal,
  ) {
    super(sentence);
  }
}

/**
 * The handler of a kind. It must be idempotent: a job may run again after its worker died, or after
 * its outcome could not be written.
 */
export const handle = <Data, Result>(
  kind: JobKind<Data, Result>,
  run: (context: JobContext<Data>) => Promise<Result>,
): JobHandler => ({
  kind,
  run: (context) => {
    const { data } = context;
    if (!Value.Check(kind.data, data)) {
      throw new JobFailed('任务内容与本版本不符，无法办理。', true);
    }
    return run({ ...context, data });
  },
});
