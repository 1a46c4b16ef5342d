import { handle, type Job } from '@sunledger/jobs';

import { aborted, Door, eventually } from './eventually';
import { type JobPlace, type JobPlaceOptions, openJobPlace, type OpenedBoard } from './job-place';
import { crowd, errand, oneChance, shortLease } from './sample-kinds';

const requestedBy = 'spec';
const isIn = (state: Job['state']) => (job: Job | undefined) => job?.state === state;

/** Workers that go, in order or not, and those who go on with their jobs. */
export function describeHandingOver(options: JobPlaceOptions): void {
  describe('handing over', () => {
    let place: JobPlace;
    let here: OpenedBoard;
    let there: OpenedBoard;
    beforeEach(async () => {
      place = await openJobPlace(options);
      here = await place.open();
      there = await place.open();
    });
    afterEach(() => place.remove());

    it('lets another worker go on when one has crashed, and records one completion', async () => {
      const begun = new Door();
      const late = new Door();
      const ended = new Door();
      const crashed = await here.board.work([
        handle(shortLease, async () => {
          begun.open();
          await late.passed;
          ended.open();
          return { by: 'the dead' };
        }),
      ]);
      const id = await there.board.enqueue(shortLease, { name: 'a' }, { requestedBy });
      await begun.passed;
      here.crash();
      await there.board.work([handle(shortLease, async () => ({ by: 'the living' }))]);
      const job = await eventually(() => there.board.find(id), isIn('done'));
      expect(job).toMatchObject({
        attempt: 2,
        result: { by: 'the living' },
        attempts: [{ attempt: 1, worker: crashed.name, outcome: 'lost' }],
      });
      // Even if it was only cut off and comes back with a result of its own.
      late.open();
      here.database.mend();
      here.link?.mend();
      await ended.passed;
      await here.board.close();
      expect(await there.board.find(id)).toEqual(job);
    });

    it('gives up a job that takes every worker with it', async () => {
      const begun = new Door();
      const never = new Door();
      await here.board.work([
        handle(oneChance, async () => {
          begun.open();
          await never.passed;
          return { by: '' };
        }),
      ]);
      const id = await there.board.enqueue(oneChance, { name: 'a' }, { requestedBy });
      await begun.passed;
      here.crash();
      let ran = 0;
      await there.board.work([
        handle(oneChance, async () => {
          ran += 1;
          return { by: '' };
        }),
      ]);
      const job = await eventually(() => there.board.find(id), isIn('dead'));
      expect(ran).toBe(0);
      expect(job?.attempts).toMatchObject([{ attempt: 1, outcome: 'lost' }]);
      never.open();
    });

    it('lets running jobs end when a worker closes', async () => {
      const begun = new Door();
      const late = new Door();
      const worker = await here.board.work([
        handle(errand, async () => {
          begun.open();
          await late.passed;
          return { by: 'here' };
        }),
      ]);
      const id = await there.board.enqueue(errand, { name: 'a' }, { requestedBy });
      await begun.passed;
      const closing = worker.close(20_000);
      const next = await there.board.enqueue(errand, { name: 'b' }, { requestedBy });
      late.open();
      await closing;
      expect(await there.board.find(id)).toMatchObject({ state: 'done', result: { by: 'here' } });
      expect(await there.board.find(next)).toMatchObject({ state: 'waiting', attempt: 0 });
    });

    it('gives back what does not end in time, and the attempt does not count', async () => {
      const begun = new Door();
      const reasons: unknown[] = [];
      const worker = await here.board.work([
        handle(errand, async ({ signal }) => {
          begun.open();
          reasons.push(await aborted(signal));
          throw new Error('stopped');
        }),
      ]);
      const id = await there.board.enqueue(errand, { name: 'a' }, { requestedBy });
      await begun.passed;
      await worker.close(0);
      expect(reasons).toEqual(['stopping']);
      expect(await there.board.find(id)).toMatchObject({ state: 'waiting', attempt: 0 });
      await there.board.work([handle(errand, async ({ attempt }) => ({ by: `${attempt}` }))]);
      const job = await eventually(() => there.board.find(id), isIn('done'));
      expect(job).toMatchObject({ attempt: 1, attempts: [], result: { by: '1' } });
    });

    it('gives back even what does not heed its signal', async () => {
      const begun = new Door();
      const never = new Door();
      const worker = await here.board.work([
        handle(errand, async () => {
          begun.open();
          await never.passed;
          return { by: 'too late' };
        }),
      ]);
      const id = await there.board.enqueue(errand, { name: 'a' }, { requestedBy });
      await begun.passed;
      await worker.close(0);
      expect(await there.board.find(id)).toMatchObject({ state: 'waiting', attempt: 0 });
      never.open();
      await there.board.work([handle(errand, async () => ({ by: 'there' }))]);
      const job = await eventually(() => there.board.find(id), isIn('done'));
      expect(job?.result).toEqual({ by: 'there' });
    });

    it('loses and doubles nothing between two workers of which one crashes', async () => {
      const names = Array.from({ length: 60 }, (_, at) => `job ${at}`);
      const ids: string[] = [];
      for (const name of names) {
        ids.push(await there.board.enqueue(crowd, { name }, { requestedBy }));
      }
      let begun = 0;
      const work = (by: string) =>
        handle(crowd, async () => {
          begun += 1;
          if (begun === 20) here.crash();
          await new Promise((resolve) => setTimeout(resolve, 5));
          return { by };
        });
      await here.board.work([work('here')]);
      await there.board.work([work('there')]);
      await eventually(
        () => there.board.counts(),
        (counts) => counts.every(({ state }) => state === 'done'),
      );
      const jobs = await Promise.all(ids.map((id) => there.board.find(id)));
      // An attempt that was lost is on record; each other one is the completion of its job.
      const lost = jobs.reduce((sum, job) => sum + (job?.attempts.length ?? 0), 0);
      const attempts = jobs.reduce((sum, job) => sum + (job?.attempt ?? 0), 0);
      expect(attempts - lost).toBe(names.length);
      expect(begun).toBe(attempts);
    });
  });
}
