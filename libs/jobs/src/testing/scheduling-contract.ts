import { handle, officeTimeZone } from '@sunledger/jobs';

import { eventually } from './eventually';
import { type JobPlace, type JobPlaceOptions, openJobPlace, type OpenedBoard } from './job-place';
import { crowd, errand } from './sample-kinds';

const everyMs = 200;
const every = { everyMs, tz: officeTimeZone } as const;

/** Jobs that come again by themselves. */
export function describeScheduling(options: JobPlaceOptions): void {
  describe('scheduling', () => {
    let place: JobPlace;
    let here: OpenedBoard;
    let there: OpenedBoard;
    beforeEach(async () => {
      place = await openJobPlace(options);
      here = await place.open();
      there = await place.open();
    });
    afterEach(() => place.remove());

    it('makes one job of each tick, however many workers there are', async () => {
      const ran: string[] = [];
      const handler = handle(crowd, async ({ id }) => {
        ran.push(id);
        return { by: '' };
      });
      for (const { board } of [here, there]) {
        await board.work([handler]);
        await board.schedule(crowd, every, { name: 'tick' });
      }
      await eventually(
        async () => ran,
        ({ length }) => length >= 5,
      );
      await here.board.unschedule('crowd');
      const { jobs } = await eventually(
        () => here.board.list({ kind: 'crowd', limit: 100 }),
        (page) => page.jobs.every(({ state }) => state === 'done'),
      );
      const ticks = jobs.map(({ runAfter }) => Date.parse(runAfter));
      expect(new Set(ticks).size).toBe(ticks.length);
      expect(ticks.filter((tick) => tick % everyMs !== 0)).toEqual([]);
      expect([...ran].sort()).toEqual(jobs.map(({ id }) => id).sort());
      expect(jobs[0]).toMatchObject({ data: { name: 'tick' }, requestedBy: 'schedule:crowd' });
    });

    it('tells what is scheduled, for when, and forgets what no longer is', async () => {
      const cron = { cron: '30 2 * * *', tz: officeTimeZone } as const;
      await here.board.schedule(errand, cron, { name: 'night' }, { name: 'nightly-errand' });
      const [schedule] = await there.board.schedules();
      expect(schedule).toMatchObject({
        name: 'nightly-errand',
        kind: 'errand',
        data: { name: 'night' },
        time: cron,
        lastAt: null,
      });
      // Half past two in Shanghai is half past six in the evening in UTC, the day before.
      expect(schedule?.nextAt).toMatch(/T18:30:00\.000Z$/);
      await here.board.schedule(errand, cron, { name: 'other' }, { name: 'nightly-errand' });
      expect(await there.board.schedules()).toEqual([{ ...schedule, data: { name: 'other' } }]);
      await here.board.unschedule('nightly-errand');
      expect(await there.board.schedules()).toEqual([]);
    });
  });
}
