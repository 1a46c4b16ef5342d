import { handle } from '@sunledger/jobs';
import { Door, errand } from '@sunledger/jobs/testing';
import { temporaryReadModels, type TemporaryReadModels } from '@sunledger/persistence/testing';

import { silentJobLog } from '../job-log';
import { Claims } from '../record/claims';
import { JobRecord } from '../record/job-record';
import { RunningJobs } from './running-jobs';

describe('a worker', () => {
  let readModels: TemporaryReadModels;
  beforeEach(async () => {
    readModels = await temporaryReadModels('sqlite');
  });
  afterEach(() => readModels.remove());

  it('does not take a job from itself, however late it is with its lease', async () => {
    const database = await readModels.open();
    let now = '2026-03-01T00:00:00.000Z';
    let ids = 0;
    const newId = () => `id-${(ids += 1)}`;
    const record = new JobRecord(database, () => now);
    const begun = new Door();
    const late = new Door();
    let ran = 0;
    const handler = handle(errand, async () => {
      ran += 1;
      begun.open();
      await late.passed;
      return { by: '' };
    });
    const claims = new Claims(database, { worker: 'a', now: () => now, newId });
    const running = new RunningJobs(new Map([[errand.name, handler]]), claims, silentJobLog);
    const job = { id: 'job', kind: errand.name, data: { name: 'a' }, dedupKey: undefined };
    await record.add({ ...job, requestedBy: 'spec', createdAt: now, runAfter: now });
    const first = running.run('job', errand.name);
    await begun.passed;
    // An hour after its lease has run out.
    now = '2026-03-01T01:00:00.000Z';
    expect(await running.run('job', errand.name)).toHaveProperty('later');
    late.open();
    expect(await first).toBe('ended');
    expect(ran).toBe(1);
    expect(await record.find('job')).toMatchObject({ state: 'done', attempt: 1 });
  });
});
