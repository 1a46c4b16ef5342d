import type { ReadModelDatabase } from '@sunledger/persistence';
import { errand, oneChance } from '@sunledger/jobs/testing';
import {
  databaseKinds,
  temporaryReadModels,
  type TemporaryReadModels,
} from '@sunledger/persistence/testing';

import { type Claim, Claims } from './claims';
import { JobRecord } from './job-record';

jest.setTimeout(30_000);

const start = '2026-03-01T00:00:00.000Z';
const after = (ms: number) => new Date(Date.parse(start) + ms).toISOString();

describe.each(databaseKinds)('claims on %s', (kind) => {
  let readModels: TemporaryReadModels;
  let database: ReadModelDatabase;
  let now: string;
  let ids: number;
  const clock = () => now;
  const newId = () => `id-${(ids += 1)}`;
  const claims = (worker: string) => new Claims(database, { worker, now: clock, newId });
  const record = () => new JobRecord(database, clock);
  const add = (runAfter = start, jobKind = errand) =>
    record().add({
      id: newId(),
      kind: jobKind.name,
      data: { name: 'a' },
      dedupKey: undefined,
      requestedBy: 'spec',
      createdAt: start,
      runAfter,
    });
  const claimed = async (worker: string, id: string, jobKind = errand): Promise<Claim> => {
    const answer = await claims(worker).claim(id, jobKind);
    if (typeof answer === 'string' || 'later' in answer) throw new Error(JSON.stringify(answer));
    return answer.claim;
  };

  beforeEach(async () => {
    readModels = await temporaryReadModels(kind);
    database = await readModels.open();
    now = start;
    ids = 0;
  });
  afterEach(() => readModels.remove());

  it('are given to one of many at once', async () => {
    const { id } = await add();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => claims(`worker-${at}`).claim(id, errand)),
    );
    expect(answers.filter((one) => typeof one === 'object' && 'claim' in one)).toHaveLength(1);
    expect(await record().find(id)).toMatchObject({ state: 'running', attempt: 1 });
  });

  it('wait for the time of the job, and for the lease of another', async () => {
    const { id } = await add(after(1_000));
    expect(await claims('a').claim(id, errand)).toEqual({ later: after(1_000) });
    now = after(1_000);
    await claimed('a', id);
    // The lease of an errand is ten seconds.
    now = after(10_999);
    expect(await claims('b').claim(id, errand)).toEqual({ later: after(11_000) });
    now = after(11_000);
    expect(await claimed('b', id)).toMatchObject({ attempt: 2 });
  });

  it('are given again to the same worker when it never heard of the first', async () => {
    const { id } = await add();
    await claimed('a', id);
    now = after(10_000);
    expect(await claimed('a', id)).toMatchObject({ attempt: 2 });
  });

  it('last as long as they are renewed', async () => {
    const { id } = await add();
    const claim = await claimed('a', id);
    now = after(9_000);
    expect(await claims('a').renew(claim)).toBe('held');
    now = after(12_000);
    expect(await claims('b').claim(id, errand)).toEqual({ later: after(19_000) });
  });

  it('are worth nothing once another has taken over', async () => {
    const { id } = await add();
    const old = await claimed('a', id);
    now = after(10_000);
    const present = await claimed('b', id);
    const a = claims('a');
    expect(await a.renew(old)).toBe('lost');
    expect(await a.complete(old, { by: 'a' }, undefined)).toBe(false);
    expect(await a.fail(old, { outcome: 'failed', error: 'Error' }, true)).toBe('ended');
    expect(await a.giveBack(old)).toBe(false);
    expect(await a.tell(old, { done: 1, sentence: '一' })).toBe(false);
    expect(await record().find(id)).toMatchObject({
      state: 'running',
      worker: 'b',
      progress: null,
    });
    expect(await claims('b').complete(present, { by: 'b' }, undefined)).toBe(true);
    expect(await claims('b').complete(present, { by: 'b' }, undefined)).toBe(false);
    expect(await record().find(id)).toMatchObject({ state: 'done', result: { by: 'b' } });
  });

  it('leave a cancelled job alone, also when its worker has vanished', async () => {
    const { id } = await add();
    const claim = await claimed('a', id);
    await record().cancel(id);
    expect(await claims('a').renew(claim)).toBe('cancel-requested');
    now = after(10_000);
    expect(await claims('b').claim(id, errand)).toBe('not-to-be-run');
    expect(await record().find(id)).toMatchObject({ state: 'cancelled', endedAt: now });
  });

  it('end a job whose last attempt was lost', async () => {
    const { id } = await add(start, oneChance);
    await claimed('a', id, oneChance);
    now = after(900);
    expect(await claims('b').claim(id, oneChance)).toBe('not-to-be-run');
    expect(await record().find(id)).toMatchObject({ state: 'dead', attempt: 1, endedAt: now });
  });

  it('are forgotten with their jobs after the days they are kept, the dead ones not', async () => {
    const done = await claimed('a', (await add()).id);
    await claims('a').complete(done, { by: 'a' }, undefined);
    const dead = await claimed('a', (await add()).id);
    await claims('a').fail(dead, { outcome: 'failed', error: 'Error' }, true);
    const waiting = await add();
    // Thirty days.
    now = after(30 * 86_400_000);
    await record().forget([errand]);
    expect(await record().find(done.id)).toBeDefined();
    now = after(30 * 86_400_000 + 1);
    await record().forget([errand]);
    expect(await record().find(done.id)).toBeUndefined();
    expect(await record().find(dead.id)).toMatchObject({ state: 'dead' });
    expect(await record().find(waiting.id)).toMatchObject({ state: 'waiting' });
  });
});
