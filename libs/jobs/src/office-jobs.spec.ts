import { officeJobs, scheduleOfficeJobs } from '@sunledger/jobs';
import { type JobPlace, openJobPlace } from '@sunledger/jobs/testing';

describe('the jobs of the office', () => {
  let place: JobPlace;
  beforeEach(async () => {
    place = await openJobPlace({ carrier: 'in-process', database: 'sqlite' });
  });
  afterEach(() => place.remove());

  it('have names of their own, which queues may bear, and titles for clerks', () => {
    const names = officeJobs.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, title } of officeJobs) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(title).toMatch(/^\p{Script=Han}+$/u);
    }
  });

  it('outlive a worker, and leave it time to say so', () => {
    for (const { attempts, leaseMs, timeoutMs } of officeJobs) {
      expect(attempts).toBeGreaterThan(1);
      expect(leaseMs).toBeLessThan(timeoutMs);
    }
  });

  it('come again in minutes, hours or nights, set once or at every start', async () => {
    const { board } = await place.open();
    await scheduleOfficeJobs(board);
    const schedules = await board.schedules();
    await scheduleOfficeJobs(board);
    expect(await board.schedules()).toEqual(schedules);
    expect(schedules.map(({ name, nextAt }) => [name, nextAt.slice(14)])).toEqual([
      ['compare-read-models', '30:00.000Z'],
      ['discard-uploads', '50:00.000Z'],
      ['issue-reminders', expect.stringMatching(/^(00|15|30|45):00\.000Z$/)],
    ]);
  });
});
