import { officeTimeZone } from '@sunledger/jobs';
import type { ReadModelDatabase } from '@sunledger/persistence';
import {
  databaseKinds,
  temporaryReadModels,
  type TemporaryReadModels,
} from '@sunledger/persistence/testing';

import { JobRecord } from './job-record';
import { ScheduleRecord } from './schedule-record';

jest.setTimeout(30_000);

const quarterly = { cron: '*/15 * * * *', tz: officeTimeZone } as const;
const schedule = { name: 'remind', kind: 'issue-reminders', data: {}, time: quarterly };

describe.each(databaseKinds)('schedules on %s', (kind) => {
  let readModels: TemporaryReadModels;
  let database: ReadModelDatabase;
  let now: string;
  let ids: number;
  const clock = () => now;
  const newId = () => `job-${String((ids += 1)).padStart(3, '0')}`;
  const schedules = () => new ScheduleRecord(database, clock, newId);
  const jobs = async () => {
    const page = await new JobRecord(database, clock).list({ limit: 100 });
    return page.jobs.map(({ runAfter }) => runAfter).sort();
  };
  const endAll = () =>
    database.write((transaction) => transaction.execute("UPDATE job_1 SET state = 'done'"));

  beforeEach(async () => {
    readModels = await temporaryReadModels(kind);
    database = await readModels.open();
    now = '2026-03-01T00:01:00.000Z';
    ids = 0;
  });
  afterEach(() => readModels.remove());

  it('fire nothing before their tick', async () => {
    await schedules().set(schedule);
    expect(await schedules().fireDue()).toEqual([]);
    expect(await schedules().nextAt()).toBe('2026-03-01T00:15:00.000Z');
  });

  it('fire each tick once, however many look at once', async () => {
    await schedules().set(schedule);
    now = '2026-03-01T00:15:00.000Z';
    const fired = await Promise.all([1, 2, 3, 4].map(() => schedules().fireDue()));
    expect(fired.flat()).toHaveLength(1);
    expect(await jobs()).toEqual(['2026-03-01T00:15:00.000Z']);
    expect(await schedules().list()).toMatchObject([
      { lastAt: '2026-03-01T00:15:00.000Z', nextAt: '2026-03-01T00:30:00.000Z' },
    ]);
  });

  it('make up once for ticks that nobody was there for', async () => {
    await schedules().set(schedule);
    now = '2026-03-08T09:07:00.000Z';
    await schedules().fireDue();
    await schedules().fireDue();
    expect(await jobs()).toEqual(['2026-03-01T00:15:00.000Z']);
    expect(await schedules().nextAt()).toBe('2026-03-08T09:15:00.000Z');
  });

  it('let a tick be the job of the one before while that has not ended', async () => {
    await schedules().set(schedule);
    for (const instant of ['2026-03-01T00:15:00.000Z', '2026-03-01T00:30:00.000Z']) {
      now = instant;
      await schedules().fireDue();
    }
    expect(await jobs()).toEqual(['2026-03-01T00:15:00.000Z']);
    await endAll();
    now = '2026-03-01T00:45:00.000Z';
    await schedules().fireDue();
    expect(await jobs()).toEqual(['2026-03-01T00:15:00.000Z', '2026-03-01T00:45:00.000Z']);
  });

  it('keep their tick when they are set again, and move it when their times change', async () => {
    await schedules().set(schedule);
    now = '2026-03-01T00:16:00.000Z';
    await schedules().set(schedule);
    // Set again at every start, a tick that was missed must not be forgotten.
    expect(await schedules().nextAt()).toBe('2026-03-01T00:15:00.000Z');
    await schedules().set({ ...schedule, time: { everyMs: 3_600_000, tz: officeTimeZone } });
    expect(await schedules().nextAt()).toBe('2026-03-01T01:00:00.000Z');
    await schedules().remove('remind');
    expect(await schedules().nextAt()).toBeNull();
  });
});
