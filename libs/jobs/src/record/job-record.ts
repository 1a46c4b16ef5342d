import { refuse, type Refusal } from '@sunledger/decider';
import type { SqlValue, WriteTransaction } from '@sunledger/persistence';

import type { Job } from '../job';
import type { JobCount, JobPage, JobQuestion, JobRefusal } from '../job-board';
import type { JobKind } from '../job-kind';
import {
  type AskedJob,
  insertion,
  type JobDatabase,
  type JobRow,
  liveByKeyText,
  marks,
  type NewJob,
  toJob,
} from './job-row';

/** The job with the key may end between the two statements; then the key is free again. */
const insertTriesMax = 5;

/** A job that waits or whose worker has gone silent, as a carrier needs to know it. */
export interface DueJob {
  readonly id: string;
  readonly kind: string;
  readonly runAfter: string;
}

const dayMs = 86_400_000;

/** The record of jobs, as those who ask for jobs and look at them see it. */
export class JobRecord {
  constructor(
    private readonly database: JobDatabase,
    readonly now: () => string,
  ) {}

  add(job: NewJob): Promise<AskedJob> {
    return this.database.write((transaction) => addIn(transaction, job));
  }

  async find(id: string): Promise<Job | undefined> {
    const [row] = await this.database.read<JobRow>('SELECT * FROM job_1 WHERE id = ?', [id]);
    return row === undefined ? undefined : toJob(row);
  }

  async list({ state, kind, limit, after }: JobQuestion): Promise<JobPage> {
    const parameters: SqlValue[] = [];
    const conditions = ['1 = 1'];
    const demand = (condition: string, ...values: readonly SqlValue[]) => {
      conditions.push(condition);
      parameters.push(...values);
    };
    if (state !== undefined) demand('state = ?', state);
    if (kind !== undefined) demand('kind = ?', kind);
    // A place of this list is made below.
    if (after !== undefined) {
      demand('(created_at, id) < (?, ?)', ...(JSON.parse(after) as [string, string]));
    }
    const rows = await this.database.read<JobRow>(
      `SELECT * FROM job_1 WHERE ${conditions.join(' AND ')} ` +
        `ORDER BY created_at DESC, id DESC LIMIT ?`,
      [...parameters, limit + 1],
    );
    const jobs = rows.slice(0, limit).map(toJob);
    const last = jobs.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { jobs, next: more ? JSON.stringify([last.createdAt, last.id]) : null };
  }

  async counts(): Promise<readonly JobCount[]> {
    const rows = await this.database.read<JobCount>(
      'SELECT kind, state, COUNT(*) AS count FROM job_1 GROUP BY kind, state ORDER BY kind, state',
    );
    return rows.map(({ kind, state, count }) => ({ kind, state, count: Number(count) }));
  }

  /** Jobs of these kinds that are due up to an instant, longest due first. */
  waiting(kinds: readonly string[], until: string, limit: number): Promise<readonly DueJob[]> {
    return this.database.read<DueJob>(
      'SELECT id, kind, run_after AS "runAfter" FROM job_1 ' +
        `WHERE state = 'waiting' AND run_after <= ? AND kind IN (${marks(kinds.length)}) ` +
        'ORDER BY run_after, id LIMIT ?',
      [until, ...kinds, limit],
    );
  }

  /** Jobs of these kinds whose worker has let its lease run out. */
  abandoned(kinds: readonly string[], limit: number): Promise<readonly DueJob[]> {
    return this.database.read<DueJob>(
      'SELECT id, kind, run_after AS "runAfter" FROM job_1 ' +
        `WHERE state = 'running' AND lease_until <= ? AND kind IN (${marks(kinds.length)}) ` +
        'ORDER BY lease_until, id LIMIT ?',
      [this.now(), ...kinds, limit],
    );
  }

  /** When the next job of these kinds falls due. */
  async nextDue(kinds: readonly string[]): Promise<string | null> {
    const [row] = await this.database.read<{ due: string | null }>(
      `SELECT MIN(run_after) AS due FROM job_1 WHERE state = 'waiting' AND kind IN (${marks(kinds.length)})`,
      kinds,
    );
    return row?.due ?? null;
  }

  retry(id: string): Promise<Job | Refusal<JobRefusal>> {
    return this.decide(id, async (transaction, row) => {
      if (row.state !== 'dead') return refuse('job-not-dead', { id, state: row.state });
      const [other] =
        row.dedup_key === null
          ? []
          : await transaction.query<{ id: string }>(liveByKeyText, [row.kind, row.dedup_key]);
      if (other !== undefined) return refuse('job-succeeded-by-another', { id: other.id });
      await transaction.execute(
        "UPDATE job_1 SET state = 'waiting', attempt = 0, run_after = ?, ended_at = NULL, " +
          "cancel_requested = 0 WHERE id = ? AND state = 'dead'",
        [this.now(), id],
      );
      return undefined;
    });
  }

  discard(id: string): Promise<Job | Refusal<JobRefusal>> {
    return this.decide(id, async (transaction, row) => {
      if (row.state !== 'dead') return refuse('job-not-dead', { id, state: row.state });
      await transaction.execute(
        "UPDATE job_1 SET state = 'discarded', ended_at = ? WHERE id = ? AND state = 'dead'",
        [this.now(), id],
      );
      return undefined;
    });
  }

  cancel(id: string): Promise<Job | Refusal<JobRefusal>> {
    return this.decide(id, async (transaction, row) => {
      if (row.state !== 'waiting' && row.state !== 'running') {
        return refuse('job-ended', { id, state: row.state });
      }
      // Whether it waits or runs may have changed since it was read; each statement meets one.
      await transaction.execute(
        "UPDATE job_1 SET state = 'cancelled', ended_at = ?, cancel_requested = 1 " +
          "WHERE id = ? AND state = 'waiting'",
        [this.now(), id],
      );
      await transaction.execute(
        "UPDATE job_1 SET cancel_requested = 1 WHERE id = ? AND state = 'running'",
        [id],
      );
      return undefined;
    });
  }

  /** Forgets ended jobs that were kept for long enough; dead ones wait for a decision. */
  async forget(kinds: readonly JobKind[]): Promise<void> {
    for (const { name, keepForDays } of kinds) {
      const before = new Date(Date.parse(this.now()) - keepForDays * dayMs).toISOString();
      await this.database.write((transaction) =>
        transaction.execute(
          'DELETE FROM job_1 WHERE kind = ? AND ended_at < ? ' +
            "AND (state = 'done' OR state = 'cancelled' OR state = 'discarded')",
          [name, before],
        ),
      );
    }
  }

  private async decide(
    id: string,
    change: (
      transaction: WriteTransaction,
      row: JobRow,
    ) => Promise<Refusal<JobRefusal> | undefined>,
  ): Promise<Job | Refusal<JobRefusal>> {
    return this.database.write(async (transaction) => {
      const row = await rowOf(transaction, id);
      if (row === undefined) return refuse('job-unknown', { id });
      const refusal = await change(transaction, row);
      if (refusal !== undefined) return refusal;
      return toJob((await rowOf(transaction, id)) ?? row);
    });
  }
}

export const rowOf = async (
  transaction: WriteTransaction,
  id: string,
): Promise<JobRow | undefined> =>
  (await transaction.query<JobRow>('SELECT * FROM job_1 WHERE id = ?', [id]))[0];

/** Puts a job on record, or finds the one with its key, within a transaction. */
export async function addIn(transaction: WriteTransaction, job: NewJob): Promise<AskedJob> {
  for (let tried = 0; tried < insertTriesMax; tried += 1) {
    if ((await transaction.execute(...insertion(job))) > 0) return { id: job.id, isNew: true };
    if (job.dedupKey === undefined) break;
    const [live] = await transaction.query<{ id: string }>(liveByKeyText, [job.kind, job.dedupKey]);
    if (live !== undefined) return { id: live.id, isNew: false };
  }
  throw new Error(`job ${job.id} could not be put on record`);
}
