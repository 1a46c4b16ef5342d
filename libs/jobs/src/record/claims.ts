import type { JobAttempt, JobProgress } from '../job';
import { backOffMs, type JobKind } from '../job-kind';
import { rowOf } from './job-record';
import { attemptsOf, type JobDatabase, type JobRow } from './job-row';

/** Unsuccessful attempts that are kept with a job. */
const attemptsKeptMax = 20;

/** The right to run a job once and to write how that went, as long as the lease is kept up. */
export interface Claim {
  readonly id: string;
  /** Secret of this claim; another one means somebody else has the job. */
  readonly token: string;
  readonly kind: JobKind;
  readonly data: unknown;
  readonly attempt: number;
  readonly requestedBy: string;
  readonly startedAt: string;
  readonly attempts: readonly JobAttempt[];
}

/** A job that is not ours to run: not yet (again look at `later`), or not any more. */
export type ClaimAnswer = { readonly claim: Claim } | { readonly later: string } | 'not-to-be-run';

/** How an attempt failed whose worker lives to tell. */
export type Failure = Pick<JobAttempt, 'error' | 'refusal'> & {
  readonly outcome: 'failed' | 'timed-out';
};

/** How an unsuccessful attempt leaves a job: tried again at an instant, or ended. */
export type AfterFailure = { readonly later: string } | 'ended';

export interface ClaimOptions {
  readonly worker: string;
  readonly now: () => string;
  readonly newId: () => string;
}

const plusMs = (instant: string, ms: number): string =>
  new Date(Date.parse(instant) + ms).toISOString();

const byClaim = "WHERE id = ? AND claim = ? AND state = 'running'";

/** The record of jobs, as one worker sees it. Every statement that writes compares before it sets. */
export class Claims {
  readonly worker: string;

  constructor(
    private readonly database: JobDatabase,
    private readonly options: ClaimOptions,
  ) {
    this.worker = options.worker;
  }

  /** Takes a job that is due, or one whose worker has let its lease run out. */
  claim(id: string, kind: JobKind): Promise<ClaimAnswer> {
    return this.database.write(async (transaction): Promise<ClaimAnswer> => {
      const now = this.options.now();
      const row = await rowOf(transaction, id);
      if (row === undefined || (row.state !== 'waiting' && row.state !== 'running')) {
        return 'not-to-be-run';
      }
      const later = notBefore(row, now);
      if (later !== undefined) return { later };
      const attempts =
        row.state === 'running'
          ? [...attemptsOf(row), lostAttempt(row, now)].slice(-attemptsKeptMax)
          : attemptsOf(row);
      const attempt = Number(row.attempt) + 1;
      const stays = 'WHERE id = ? AND state = ? AND claim = ? AND run_after = ?';
      const staying = [id, row.state, row.claim, row.run_after];
      if (row.state === 'running' && (attempt > kind.attempts || row.cancel_requested === 1)) {
        await transaction.execute(
          `UPDATE job_1 SET state = ?, claim = '', lease_until = NULL, ended_at = ?, ` +
            `last_error = ?, attempt_log = ? ${stays}`,
          [
            row.cancel_requested === 1 ? 'cancelled' : 'dead',
            now,
            attempts.at(-1)?.error ?? null,
            JSON.stringify(attempts),
            ...staying,
          ],
        );
        return 'not-to-be-run';
      }
      const token = this.options.newId();
      const taken = await transaction.execute(
        "UPDATE job_1 SET state = 'running', claim = ?, worker = ?, lease_until = ?, " +
          `attempt = ?, started_at = ?, attempt_log = ?, progress = NULL ${stays}`,
        [
          token,
          this.worker,
          plusMs(now, kind.leaseMs),
          attempt,
          now,
          JSON.stringify(attempts),
          ...staying,
        ],
      );
      if (taken === 0) return 'not-to-be-run';
      const data: unknown = JSON.parse(row.data);
      const requestedBy = row.requested_by;
      return { claim: { id, token, kind, data, attempt, requestedBy, startedAt: now, attempts } };
    });
  }

  /** Keeps up the lease and asks whether somebody wants the job stopped. */
  renew({ id, token, kind }: Claim): Promise<'held' | 'cancel-requested' | 'lost'> {
    return this.database.write(async (transaction) => {
      const until = plusMs(this.options.now(), kind.leaseMs);
      const held = await transaction.execute(`UPDATE job_1 SET lease_until = ? ${byClaim}`, [
        until,
        id,
        token,
      ]);
      if (held === 0) return 'lost';
      const [row] = await transaction.query<Pick<JobRow, 'cancel_requested'>>(
        'SELECT cancel_requested FROM job_1 WHERE id = ?',
        [id],
      );
      return Number(row?.cancel_requested) === 1 ? 'cancel-requested' : 'held';
    });
  }

  /** @returns whether the job was still ours. */
  tell({ id, token }: Claim, progress: JobProgress): Promise<boolean> {
    return this.write(`UPDATE job_1 SET progress = ? ${byClaim}`, [
      JSON.stringify(progress),
      id,
      token,
    ]);
  }

  /** @returns whether the job was still ours; otherwise another attempt tells how it ended. */
  complete(
    { id, token }: Claim,
    result: unknown,
    progress: JobProgress | undefined,
  ): Promise<boolean> {
    return this.write(
      "UPDATE job_1 SET state = 'done', claim = '', lease_until = NULL, result = ?, " +
        `progress = COALESCE(?, progress), last_error = NULL, ended_at = ? ${byClaim}`,
      [
        result === undefined ? null : JSON.stringify(result),
        progress === undefined ? null : JSON.stringify(progress),
        this.options.now(),
        id,
        token,
      ],
    );
  }

  /** Records a failed attempt; the job waits for the next one, or has had its last. */
  async fail(claim: Claim, failure: Failure, forGood: boolean): Promise<AfterFailure> {
    const { id, token, kind, attempt, startedAt } = claim;
    const now = this.options.now();
    const entry = { attempt, worker: this.worker, startedAt, endedAt: now, ...failure };
    const log = JSON.stringify([...claim.attempts, entry].slice(-attemptsKeptMax));
    const isLast = forGood || attempt >= kind.attempts;
    const later = plusMs(now, backOffMs(kind, attempt));
    const written = await this.write(
      "UPDATE job_1 SET state = CASE WHEN cancel_requested = 1 THEN 'cancelled' ELSE ? END, " +
        "claim = '', lease_until = NULL, run_after = ?, attempt_log = ?, last_error = ?, " +
        `ended_at = CASE WHEN cancel_requested = 1 THEN ? ELSE ? END ${byClaim}`,
      [
        isLast ? 'dead' : 'waiting',
        isLast ? now : later,
        log,
        failure.error,
        now,
        isLast ? now : null,
        id,
        token,
      ],
    );
    return written && !isLast ? { later } : 'ended';
  }

  /** The handler has stopped because somebody cancelled the job. */
  endCancelled({ id, token }: Claim): Promise<boolean> {
    return this.write(
      `UPDATE job_1 SET state = 'cancelled', claim = '', lease_until = NULL, ended_at = ? ${byClaim}`,
      [this.options.now(), id, token],
    );
  }

  /** Hands an unfinished job to whoever comes next; the attempt does not count. */
  giveBack({ id, token }: Claim): Promise<boolean> {
    const now = this.options.now();
    return this.write(
      "UPDATE job_1 SET state = CASE WHEN cancel_requested = 1 THEN 'cancelled' ELSE 'waiting' END, " +
        "claim = '', lease_until = NULL, attempt = attempt - 1, run_after = ?, " +
        `ended_at = CASE WHEN cancel_requested = 1 THEN ? ELSE NULL END ${byClaim}`,
      [now, now, id, token],
    );
  }

  private write(sql: string, parameters: readonly (string | null)[]): Promise<boolean> {
    return this.database.write(
      async (transaction) => (await transaction.execute(sql, parameters)) > 0,
    );
  }
}

/** When the job may be claimed, if that is not now. */
const notBefore = (row: JobRow, now: string): string | undefined => {
  const instant = row.state === 'waiting' ? row.run_after : (row.lease_until ?? now);
  return instant > now ? instant : undefined;
};

const lostAttempt = (row: JobRow, now: string): JobAttempt => ({
  attempt: Number(row.attempt),
  worker: row.worker ?? '',
  startedAt: row.started_at ?? row.created_at,
  endedAt: now,
  outcome: 'lost',
  error: '办理任务的进程中断，没有留下结果。',
});
