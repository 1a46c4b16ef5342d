import type { JobHandler } from '../job-handler';
import type { JobLog } from '../job-log';
import type { Claims } from '../record/claims';
import { Attempt, type AttemptEnd } from './attempt';
import { settledWithin } from './timers';

/** What came of the wish to run a job: as an attempt, or there was nothing to run. */
export type RunEnd = AttemptEnd | 'not-to-be-run';

/** When to look again after a job that runs here. */
const lookAgainInMs = 1_000;

/** The jobs that this worker runs at the moment. */
export class RunningJobs {
  private readonly runs = new Set<Promise<RunEnd>>();
  private readonly attempts = new Set<Attempt>();
  private isClosing = false;

  constructor(
    private readonly handlers: ReadonlyMap<string, JobHandler>,
    private readonly claims: Claims,
    private readonly log: JobLog,
  ) {}

  /**
   * Claims a job and carries it out.
   * @throws only when the record cannot be reached for the claim; then nothing has been run.
   */
  async run(id: string, kindName: string): Promise<RunEnd> {
    const run = this.claimAndRun(id, kindName);
    this.runs.add(run);
    try {
      return await run;
    } finally {
      this.runs.delete(run);
    }
  }

  /** Has a job stop that somebody has just cancelled, if it runs here. */
  cancelHere(id: string): void {
    for (const attempt of this.attempts) if (attempt.claim.id === id) attempt.stop('cancelled');
  }

  /** Lets running jobs end for so long, then has them stop and gives them back. */
  async close(withinMs: number): Promise<void> {
    this.isClosing = true;
    if (this.runs.size === 0) return;
    await settledWithin(Promise.allSettled(this.runs), withinMs);
    for (const attempt of this.attempts) attempt.stop('stopping');
    await Promise.allSettled(this.runs);
  }

  private async claimAndRun(id: string, kindName: string): Promise<RunEnd> {
    const handler = this.handlers.get(kindName);
    if (handler === undefined) return 'not-to-be-run';
    if (this.isClosing) return 'given-back';
    // A busy thread may be late with its lease; the job must not be taken from ourselves.
    if ([...this.attempts].some(({ claim }) => claim.id === id)) {
      return { later: new Date(Date.now() + lookAgainInMs).toISOString() };
    }
    const answer = await this.claims.claim(id, handler.kind);
    if (answer === 'not-to-be-run' || 'later' in answer) return answer;
    const attempt = new Attempt(answer.claim, handler, this.claims, this.log);
    this.attempts.add(attempt);
    try {
      return await attempt.run();
    } finally {
      this.attempts.delete(attempt);
    }
  }
}
