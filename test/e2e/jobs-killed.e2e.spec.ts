import { randomUUID } from 'node:crypto';

import { Type } from '@sinclair/typebox';
import { defineJobKind, type Job, openInProcessJobs } from '@sunledger/jobs';
import { dropPrefix, sharedRedis } from '@sunledger/jobs/testing';
import { temporaryReadModels, type TemporaryReadModels } from '@sunledger/persistence/testing';

import { faultRounds, recordRound } from '../faults/rounds';
import { childScript, demandBuild, randomFrom, runAndKill } from './killed-child';

jest.setTimeout(120_000);

const seed = Number(process.env['SUNLEDGER_KILL_SEED'] ?? Date.now() % 1_000_000);
const random = randomFrom(seed);

const jobCount = 150;

/** What the child does; here it is only asked for. */
const errand = defineJobKind({
  name: 'errand',
  title: '样例',
  data: Type.Object({ name: Type.String() }),
  result: Type.Object({ by: Type.Integer() }),
  attempts: 10,
  backOff: { firstMs: 20, factor: 1, mostMs: 20 },
  timeoutMs: 60_000,
  leaseMs: 1_500,
  concurrency: 3,
  keepForDays: 30,
});

describe(`a worker process killed in the middle of its jobs (seed ${seed})`, () => {
  let readModels: TemporaryReadModels;
  const prefix = `killed-${randomUUID()}`;
  beforeAll(demandBuild);
  beforeEach(async () => {
    readModels = await temporaryReadModels('postgres');
  });
  afterEach(() => readModels.remove());
  afterAll(() => dropPrefix(sharedRedis(), prefix));

  const round = async (redis: readonly string[]) => {
    const { options } = readModels;
    if (options.type !== 'postgres') throw new Error('jobs of several processes need PostgreSQL');
    const board = openInProcessJobs({ database: await readModels.open() });
    const ids: string[] = [];
    for (let at = 0; at < jobCount; at += 1) {
      ids.push(await board.enqueue(errand, { name: `job ${at}` }, { requestedBy: 'spec' }));
    }
    const parameters = [options.url, prefix, ...redis];
    const work = (delayMs: number | null, WORKER: 'first' | 'second') =>
      runAndKill(childScript('work-jobs'), parameters, { afterWords: 'ran', delayMs }, { WORKER });
    const [killed, living] = await Promise.all([
      work(Math.floor(random() * 200), 'first'),
      work(null, 'second'),
    ]);
    const jobs: (Job | undefined)[] = [];
    for (const id of ids) jobs.push(await board.find(id));
    return { jobs, killed, living };
  };

  const carriers = [
    ['the record alone', () => []],
    ['BullMQ', () => [sharedRedis()]],
  ] as const;
  const cases = carriers.flatMap(([carrier, redis]) =>
    Array.from({ length: faultRounds }, (_, at) => ({ carrier, redis, at: at + 1 })),
  );

  it.each(cases)(
    'loses and doubles nothing, carried by $carrier ($at)',
    async ({ carrier, redis }) => {
      const { jobs, killed, living } = await round(redis());
      expect(killed.killed).toBe(true);
      expect(living.lines.at(-1)).toBe('ended');
      const states = jobs.map((job) => job?.state);
      const lines = [...killed.lines, ...living.lines];
      const beginnings = (at: number) => lines.filter((line) => line === `ran job ${at}`).length;
      recordRound({
        fault: `worker killed while jobs run, carried by ${carrier}`,
        acknowledged: jobCount,
        lost: states.filter((state) => state !== 'done').length,
        // A job that was begun again although no attempt at it was lost.
        doubled: jobs.filter((job, at) => beginnings(at) > 1 + (job?.attempts.length ?? 0)).length,
        // Both were started together.
        catchUpMs: Math.round(living.tookMs - killed.tookMs),
      });
      expect(states.filter((state) => state !== 'done')).toEqual([]);
      for (const [at, job] of jobs.entries()) {
        const outcomes = job?.attempts.map(({ outcome }) => outcome) ?? [];
        // Only what the dead worker had in hand was begun twice.
        expect(outcomes.filter((outcome) => outcome !== 'lost')).toEqual([]);
        const begun = beginnings(at);
        expect(begun).toBeLessThanOrEqual(1 + outcomes.length);
        expect(begun).toBeGreaterThanOrEqual(1);
      }
      const lost = jobs.reduce((sum, job) => sum + (job?.attempts.length ?? 0), 0);
      expect(lost).toBeLessThanOrEqual(errand.concurrency);
    },
  );
});
