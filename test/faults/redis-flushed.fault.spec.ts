import { handle } from '@sunledger/jobs';
import {
  crowd,
  eventually,
  type JobPlace,
  openJobPlace,
  temporaryRedisServer,
  type TemporaryRedisServer,
} from '@sunledger/jobs/testing';

import { recordRound, roundNumbers } from './rounds';

jest.setTimeout(120_000);

const jobCount = 60;
/** How many have begun when the fault comes. */
const faultAfter = 20;
const jobMs = 10;
const delayedByMs = 1_000;

describe('Redis that loses everything while jobs run', () => {
  let redis: TemporaryRedisServer;
  let place: JobPlace;
  beforeAll(() => {
    redis = temporaryRedisServer();
  });
  afterAll(() => redis.remove());
  beforeEach(async () => {
    redis.start();
    place = await openJobPlace({ carrier: 'bullmq', database: 'sqlite', redis: redis.url });
  });
  afterEach(async () => {
    redis.start();
    await place.remove();
  });

  /** Sixty jobs between two workers and one for later; a third has begun when the fault comes. */
  const round = async (fault: string, strike: () => Promise<void>) => {
    const ran: string[] = [];
    let endOfFault: Promise<number> | undefined;
    const handler = handle(crowd, async ({ data }) => {
      ran.push(data.name);
      if (ran.length === faultAfter) endOfFault = strike().then(() => performance.now());
      await new Promise((resolve) => setTimeout(resolve, jobMs));
      return { by: '' };
    });
    const here = await place.open();
    const names = Array.from({ length: jobCount }, (_, at) => `job ${at}`);
    const asked = { requestedBy: 'spec' };
    for (const name of names) await here.board.enqueue(crowd, { name }, asked);
    const runAfter = new Date(Date.now() + delayedByMs).toISOString();
    await here.board.enqueue(crowd, { name: 'delayed' }, { ...asked, runAfter });
    await here.board.work([handler]);
    const there = await place.open();
    await there.board.work([handler]);
    await eventually(
      () => here.board.counts(),
      (counts) => counts.every(({ state }) => state === 'done'),
    );
    const catchUpMs = Math.round(performance.now() - ((await endOfFault) ?? Number.NaN));
    const lost = [...names, 'delayed'].filter((name) => !ran.includes(name)).length;
    const doubled = ran.length - new Set(ran).size;
    recordRound({ fault, acknowledged: names.length + 1, lost, doubled, catchUpMs });
    expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
    expect(new Set(ran)).toEqual(new Set([...names, 'delayed']));
  };

  it.each(roundNumbers)('loses and doubles nothing when it is wiped (%i)', () =>
    round('Redis flushed while jobs run', () => redis.wipe()),
  );

  it.each(roundNumbers)('loses and doubles nothing when it dies and comes back empty (%i)', () =>
    round('Redis killed while jobs run, back empty', async () => {
      redis.stop('immediate');
      redis.start();
      await redis.wipe();
    }),
  );
});
