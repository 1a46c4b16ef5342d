import type { JobSchedule, ScheduleTime } from '../job-board';
import { officeTimeZone } from '../job-board';
import { nextTick } from '../schedule-time';
import { addIn, type DueJob } from './job-record';
import type { JobDatabase } from './job-row';

/** A row of `job_schedule_1`. */
interface ScheduleRow {
  readonly name: string;
  readonly kind: string;
  readonly data: string;
  readonly requested_by: string;
  readonly cron: string | null;
  readonly every_ms: number | string | null;
  readonly next_at: string;
  readonly last_at: string | null;
}

/** What comes again, as it is asked for. */
export interface NewSchedule {
  readonly name: string;
  readonly kind: string;
  readonly data: unknown;
  readonly time: ScheduleTime;
}

const timeOf = ({ cron, every_ms: everyMs }: ScheduleRow): ScheduleTime =>
  cron === null ? { everyMs: Number(everyMs), tz: officeTimeZone } : { cron, tz: officeTimeZone };

const toSchedule = (row: ScheduleRow): JobSchedule => ({
  name: row.name,
  kind: row.kind,
  data: JSON.parse(row.data) as unknown,
  time: timeOf(row),
  nextAt: row.next_at,
  lastAt: row.last_at,
});

/** Which jobs come again by themselves. A tick is fired by whoever moves `next_at` on. */
export class ScheduleRecord {
  constructor(
    private readonly database: JobDatabase,
    private readonly now: () => string,
    private readonly newId: () => string,
  ) {}

  /** Sets a schedule; the next tick stays where it was unless the times have changed. */
  async set({ name, kind, data, time }: NewSchedule): Promise<void> {
    const cron = 'cron' in time ? time.cron : null;
    const everyMs = 'everyMs' in time ? time.everyMs : null;
    const nextAt = nextTick(time, this.now());
    const values = [kind, JSON.stringify(data), name, cron, everyMs, time.tz];
    await this.database.write(async (transaction) => {
      await transaction.execute(
        'INSERT INTO job_schedule_1 (kind, data, requested_by, cron, every_ms, time_zone, next_at, name) ' +
          'VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, ' +
          'data = excluded.data, next_at = CASE WHEN ' +
          "COALESCE(job_schedule_1.cron, '') = COALESCE(excluded.cron, '') AND " +
          'COALESCE(job_schedule_1.every_ms, 0) = COALESCE(excluded.every_ms, 0) ' +
          'THEN job_schedule_1.next_at ELSE excluded.next_at END, ' +
          'cron = excluded.cron, every_ms = excluded.every_ms, time_zone = excluded.time_zone',
        [...values, nextAt, name],
      );
    });
  }

  async remove(name: string): Promise<void> {
    await this.database.write((transaction) =>
      transaction.execute('DELETE FROM job_schedule_1 WHERE name = ?', [name]),
    );
  }

  async list(): Promise<readonly JobSchedule[]> {
    const rows = await this.database.read<ScheduleRow>(
      'SELECT * FROM job_schedule_1 ORDER BY name',
    );
    return rows.map(toSchedule);
  }

  /** When the next tick of any schedule is. */
  async nextAt(): Promise<string | null> {
    const [row] = await this.database.read<{ next: string | null }>(
      'SELECT MIN(next_at) AS next FROM job_schedule_1',
    );
    return row?.next ?? null;
  }

  /**
   * Puts the jobs of every tick that is due on record. However many workers do so at once, each
   * tick gives one job, because the tick moves on in the transaction that adds the job.
   */
  async fireDue(): Promise<readonly DueJob[]> {
    const due = await this.database.read<ScheduleRow>(
      'SELECT * FROM job_schedule_1 WHERE next_at <= ? ORDER BY next_at, name',
      [this.now()],
    );
    const fired: DueJob[] = [];
    for (const row of due) {
      const job = await this.fire(row);
      if (job !== undefined) fired.push(job);
    }
    return fired;
  }

  private fire(row: ScheduleRow): Promise<DueJob | undefined> {
    return this.database.write(async (transaction) => {
      const now = this.now();
      const moved = await transaction.execute(
        'UPDATE job_schedule_1 SET next_at = ?, last_at = ? WHERE name = ? AND next_at = ?',
        [nextTick(timeOf(row), now), row.next_at, row.name, row.next_at],
      );
      if (moved === 0) return undefined;
      const { id, isNew } = await addIn(transaction, {
        id: this.newId(),
        kind: row.kind,
        data: JSON.parse(row.data) as unknown,
        dedupKey: `schedule:${row.name}`,
        requestedBy: `schedule:${row.name}`,
        createdAt: now,
        runAfter: row.next_at,
      });
      return isNew ? { id, kind: row.kind, runAfter: row.next_at } : undefined;
    });
  }
}
