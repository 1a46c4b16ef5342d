import { handle, type Job, JobDataInvalid, SecondJobHandler } from '@sunledger/jobs';

import { Door, eventually } from './eventually';
import { type JobPlace, type JobPlaceOptions, openJobPlace, type OpenedBoard } from './job-place';
import { crowd, errand } from './sample-kinds';

const requestedBy = 'spec';
const isDone = (job: Job | undefined) => job?.state === 'done';
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** Asking for jobs, looking at them, and having them carried out. */
export function describeAsking(options: JobPlaceOptions): void {
  describe('asking', () => {
    let place: JobPlace;
    let here: OpenedBoard;
    let there: OpenedBoard;
    beforeEach(async () => {
      place = await openJobPlace(options);
      here = await place.open();
      there = await place.open();
    });
    afterEach(() => place.remove());

    it('puts a job on record for every process before it says so', async () => {
      const id = await here.board.enqueue(errand, { name: 'a' }, { requestedBy });
      expect(await there.board.find(id)).toMatchObject({
        id,
        kind: 'errand',
        state: 'waiting',
        data: { name: 'a' },
        requestedBy,
        attempt: 0,
        attempts: [],
        result: null,
      });
      expect(await there.board.find('nothing')).toBeUndefined();
    });

    it('does not take what the kind does not take', async () => {
      const wrong = { name: 7 } as unknown as { name: string };
      await expect(here.board.enqueue(errand, wrong, { requestedBy })).rejects.toThrow(
        JobDataInvalid,
      );
      expect(await here.board.counts()).toEqual([]);
    });

    it('carries out what was asked for before and after the worker came', async () => {
      const before = await here.board.enqueue(errand, { name: 'before' }, { requestedBy });
      const worker = await there.board.work([
        handle(errand, async ({ data }) => ({ by: `did ${data.name}` })),
      ]);
      const after = await here.board.enqueue(errand, { name: 'after' }, { requestedBy });
      for (const [id, name] of [
        [before, 'before'],
        [after, 'after'],
      ] as const) {
        const job = await eventually(() => here.board.find(id), isDone);
        expect(job).toMatchObject({
          attempt: 1,
          result: { by: `did ${name}` },
          worker: worker.name,
          lastError: null,
        });
        expect(job?.endedAt).not.toBeNull();
      }
    });

    it('carries jobs out in the order in which they fall due', async () => {
      for (const ms of [1_500, 1_250, 1_000]) {
        const asked = { requestedBy, runAfter: inMs(ms) };
        await here.board.enqueue(errand, { name: `${ms}` }, asked);
      }
      const order: string[] = [];
      await there.board.work([
        handle(errand, async ({ data }) => {
          order.push(data.name);
          return { by: '' };
        }),
      ]);
      await eventually(
        async () => order,
        ({ length }) => length === 3,
      );
      expect(order).toEqual(['1000', '1250', '1500']);
    });

    it('never carries a job out before its time', async () => {
      const runAfter = inMs(400);
      await there.board.work([handle(errand, async () => ({ by: '' }))]);
      const id = await here.board.enqueue(errand, { name: 'later' }, { requestedBy, runAfter });
      const job = await eventually(() => here.board.find(id), isDone);
      expect((job?.startedAt ?? '') >= runAfter).toBe(true);
    });

    it('keeps to the number at a time, and runs each job once', async () => {
      const ran: string[] = [];
      let present = 0;
      let presentMax = 0;
      const handler = handle(crowd, async ({ data }) => {
        present += 1;
        presentMax = Math.max(presentMax, present);
        ran.push(data.name);
        await new Promise((resolve) => setTimeout(resolve, 15));
        present -= 1;
        return { by: '' };
      });
      const names = Array.from({ length: 40 }, (_, at) => `job ${at}`);
      for (const name of names) await here.board.enqueue(crowd, { name }, { requestedBy });
      await there.board.work([handler]);
      await eventually(
        () => here.board.counts(),
        (counts) => counts.every(({ state }) => state === 'done'),
      );
      expect([...ran].sort()).toEqual([...names].sort());
      expect(presentMax).toBeLessThanOrEqual(4);
    });

    it('refuses two handlers of one kind', async () => {
      const handler = handle(errand, async () => ({ by: '' }));
      await expect(here.board.work([handler, handler])).rejects.toThrow(SecondJobHandler);
    });

    describeKeys(() => ({ here, there }));
    describeLooking(() => ({ here, there }));
  });
}

type Boards = () => { readonly here: OpenedBoard; readonly there: OpenedBoard };

function describeKeys(boards: Boards): void {
  describe('by a key', () => {
    const asked = { requestedBy, dedupKey: 'one' };

    it('is one job while it waits or runs, whoever asks at once', async () => {
      const { here, there } = boards();
      const ids = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          (at % 2 === 0 ? here : there).board.enqueue(errand, { name: `${at}` }, asked),
        ),
      );
      expect(new Set(ids).size).toBe(1);
      const door = new Door();
      const begun = new Door();
      await there.board.work([
        handle(errand, async () => {
          begun.open();
          await door.passed;
          return { by: '' };
        }),
      ]);
      await begun.passed;
      expect(await here.board.enqueue(errand, { name: 'again' }, asked)).toBe(ids[0]);
      door.open();
    });

    it('is another job for another kind or key, and once it has ended', async () => {
      const { here, there } = boards();
      const first = await here.board.enqueue(errand, { name: 'a' }, asked);
      const others = [
        await here.board.enqueue(crowd, { name: 'a' }, asked),
        await here.board.enqueue(errand, { name: 'a' }, { requestedBy, dedupKey: 'two' }),
      ];
      await there.board.work([handle(errand, async () => ({ by: '' }))]);
      await eventually(() => here.board.find(first), isDone);
      others.push(await here.board.enqueue(errand, { name: 'a' }, asked));
      expect(new Set([first, ...others]).size).toBe(4);
    });
  });
}

function describeLooking(boards: Boards): void {
  describe('looking', () => {
    it('lists newest first, page by page, by state and kind', async () => {
      const { here, there } = boards();
      const ids: string[] = [];
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        ids.push(await here.board.enqueue(errand, { name }, { requestedBy }));
        // Of two jobs of the same millisecond none is the newer.
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      const other = await here.board.enqueue(crowd, { name: 'f' }, { requestedBy });
      const found: string[] = [];
      let after: string | undefined;
      for (let pages = 1; pages <= 3; pages += 1) {
        const question = { kind: 'errand', state: 'waiting', limit: 2 } as const;
        const page = await there.board.list(
          after === undefined ? question : { ...question, after },
        );
        found.push(...page.jobs.map(({ id }) => id));
        after = page.next ?? undefined;
        expect(page.next === null).toBe(pages === 3);
      }
      expect(found).toEqual([...ids].reverse());
      const all = await there.board.list({ limit: 10 });
      expect(all.jobs.map(({ id }) => id)).toEqual([other, ...found]);
      expect((await there.board.list({ state: 'dead', limit: 10 })).jobs).toEqual([]);
      expect(await there.board.counts()).toEqual([
        { kind: 'crowd', state: 'waiting', count: 1 },
        { kind: 'errand', state: 'waiting', count: 5 },
      ]);
    });

    it('shows elsewhere how far a job has come, and its last word after the end', async () => {
      const { here, there } = boards();
      const door = new Door();
      await there.board.work([
        handle(errand, async ({ progress }) => {
          progress({ done: 1, total: 3, sentence: '已处理 1 条' });
          progress({ done: 2, total: 3, sentence: '已处理 2 条' });
          await door.passed;
          progress({ done: 3, total: 3, sentence: '已处理 3 条' });
          return { by: '' };
        }),
      ]);
      const id = await here.board.enqueue(errand, { name: 'a' }, { requestedBy });
      const running = await eventually(
        () => here.board.find(id),
        (job) => job?.progress !== null && job?.progress !== undefined,
      );
      expect(running).toMatchObject({
        state: 'running',
        progress: { done: 2, total: 3, sentence: '已处理 2 条' },
      });
      door.open();
      const job = await eventually(() => here.board.find(id), isDone);
      expect(job?.progress).toEqual({ done: 3, total: 3, sentence: '已处理 3 条' });
    });
  });
}
