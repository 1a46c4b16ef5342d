import { randomUUID } from 'node:crypto';

import { handle, type Job, officeTimeZone } from '@sunledger/jobs';
import {
  Door,
  errand,
  eventually,
  type JobPlace,
  openJobPlace,
  type OpenedBoard,
  temporaryRedisServer,
  type TemporaryRedisServer,
} from '@sunledger/jobs/testing';
import { Queue } from 'bullmq';

jest.setTimeout(90_000);

const requestedBy = 'spec';
const isDone = (job: Job | undefined) => job?.state === 'done';

// Jobs that run while Redis loses everything are in test/faults, many rounds of them.
describe('Redis that forgets, goes away and comes back', () => {
  let redis: TemporaryRedisServer;
  let place: JobPlace;
  let here: OpenedBoard;
  beforeAll(() => {
    redis = temporaryRedisServer();
  });
  afterAll(() => redis.remove());
  beforeEach(async () => {
    redis.start();
    place = await openJobPlace({ carrier: 'bullmq', database: 'sqlite', redis: redis.url });
    here = await place.open();
  });
  afterEach(async () => {
    redis.start();
    await place.remove();
  });

  it('goes on with schedules that Redis has forgotten', async () => {
    const ran: string[] = [];
    await here.board.work([
      handle(errand, async ({ id }) => {
        ran.push(id);
        return { by: '' };
      }),
    ]);
    const every = { everyMs: 200, tz: officeTimeZone } as const;
    await here.board.schedule(errand, every, { name: 'tick' });
    await eventually(
      async () => ran,
      ({ length }) => length >= 2,
    );
    await redis.wipe();
    const before = ran.length;
    await eventually(
      async () => ran,
      ({ length }) => length >= before + 3,
    );
    expect(new Set(ran).size).toBe(ran.length);
  });

  it('takes jobs while Redis is away and runs them when it is back', async () => {
    await here.board.work([handle(errand, async () => ({ by: 'later' }))]);
    const first = await here.board.enqueue(errand, { name: 'before' }, { requestedBy });
    await eventually(() => here.board.find(first), isDone);
    redis.stop('fast');
    const id = await here.board.enqueue(errand, { name: 'away' }, { requestedBy });
    expect(await here.board.find(id)).toMatchObject({ state: 'waiting' });
    redis.start();
    await eventually(() => here.board.find(id), isDone);
    // Told once, though it was tried again and again.
    const told = here.remarks.filter(({ event }) => /^redis-(away|back)$/.test(event));
    expect(told.map(({ event }) => event)).toEqual(['redis-away', 'redis-back']);
  });

  it('starts, takes jobs and ends without Redis', async () => {
    redis.stop('fast');
    const there = await place.open();
    await there.board.work([handle(errand, async () => ({ by: 'there' }))]);
    const id = await there.board.enqueue(errand, { name: 'a' }, { requestedBy });
    await there.board.schedule(errand, { cron: '0 0 * * *', tz: officeTimeZone }, { name: 'b' });
    const gone = await place.open();
    await gone.board.work([handle(errand, async () => ({ by: 'gone' }))]);
    await gone.board.close();
    expect(await here.board.find(id)).toMatchObject({ state: 'waiting' });
    redis.start();
    const job = await eventually(() => here.board.find(id), isDone);
    expect(job?.result).toEqual({ by: 'there' });
  });

  it('runs a job once, however often Redis brings it', async () => {
    const door = new Door();
    const begun = new Door();
    let ran = 0;
    const handler = handle(errand, async () => {
      ran += 1;
      begun.open();
      await door.passed;
      return { by: '' };
    });
    const prefix = `double-${randomUUID()}`;
    const two = await openJobPlace({
      carrier: 'bullmq',
      database: 'sqlite',
      redis: redis.url,
      prefix,
    });
    const queue = new Queue('errand', { connection: { url: redis.url }, prefix });
    try {
      const [one, other] = [await two.open(), await two.open()];
      await one.board.work([handler]);
      await other.board.work([handler]);
      const id = await one.board.enqueue(errand, { name: 'a' }, { requestedBy });
      await begun.passed;
      await queue.add('job', { id }, { jobId: 'a-second-time' });
      // The second worker puts it off until the lease of the first would have run out.
      await eventually(
        async () => queue.getDelayedCount(),
        (count) => count === 1,
      );
      door.open();
      await eventually(() => one.board.find(id), isDone);
      await queue.add('job', { id }, { jobId: 'a-third-time', removeOnComplete: true });
      await eventually(
        async () => queue.getJob('a-third-time'),
        (job) => job === undefined,
      );
      expect(ran).toBe(1);
      expect(await one.board.find(id)).toMatchObject({ state: 'done', attempt: 1 });
    } finally {
      await queue.close();
      await two.remove();
    }
  });
});
