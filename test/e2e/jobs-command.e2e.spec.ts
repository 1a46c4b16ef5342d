import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  handle,
  type Job,
  type JobBoard,
  JobFailed,
  type JobWorker,
  rebuildReadModels,
} from '@sunledger/jobs';
import { eventually } from '@sunledger/jobs/testing';
import { openJobBoard, type OpenJobBoard } from '@sunledger/wiring';

import { json, setEnvironment, sunledger } from './command-line';
import { settingsOfRun } from './office-directory';
import { type SuiteStores, suiteStores } from './profile';

// A database is made for each carrier; a loaded machine needs its time.
jest.setTimeout(90_000);

const asked = { requestedBy: 'wang' };

// Jobs carried by the process over a file, and by Redis over a record in PostgreSQL.
describe.each(['embedded', 'postgres'] as const)('sunledger jobs, profile %s,', (profile) => {
  let directory: string;
  let stores: SuiteStores;
  let putBack: () => void;
  let serving: OpenJobBoard;
  let board: JobBoard;
  let worker: JobWorker | undefined;
  let isMended: boolean;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sunledger-jobs-'));
    stores = await suiteStores(profile);
    const environment = { ...stores.environment, SUNLEDGER_DATA: join(directory, 'data') };
    putBack = setEnvironment(environment);
    // The process that serves, beside which commands are given.
    serving = await openJobBoard(settingsOfRun(environment));
    ({ board } = serving);
  });
  beforeEach(() => {
    isMended = false;
  });
  afterEach(async () => {
    await worker?.close();
    worker = undefined;
  });
  afterAll(async () => {
    await serving.close();
    putBack();
    await stores.remove();
    rmSync(directory, { recursive: true, force: true });
  });

  const isIn = (state: Job['state']) => (job: Job | undefined) => job?.state === state;

  const begin = async () => {
    worker = await board.work([
      handle(rebuildReadModels, async (job) => {
        job.progress({ done: 1, total: 4, sentence: '正在重建汇总数据' });
        if (!isMended) throw new JobFailed('磁盘已满。', true);
        return { events: 4 };
      }),
    ]);
  };

  const deadJob = async () => {
    await begin();
    const id = await board.enqueue(rebuildReadModels, {}, asked);
    await eventually(() => board.find(id), isIn('dead'));
    return id;
  };

  it('lists by state, with what went wrong, and shows one', async () => {
    const id = await deadJob();
    const { code, out } = await sunledger('jobs', 'list', '--state', 'dead');
    expect(code).toBe(0);
    expect(out).toContain(`${id}\t多次未成，待处理\t重建汇总数据\t`);
    expect(out).toContain('磁盘已满。');
    const listed = await json<readonly Job[]>('jobs', 'list', '--state', 'dead', '--json');
    expect(listed[0]).toMatchObject({ id, state: 'dead', title: '重建汇总数据' });
    expect((await sunledger('jobs', 'list', '--state', 'running')).out).toBe('没有这样的任务。');
    const shown = await sunledger('jobs', 'show', id);
    expect(shown.out).toContain('第 1 次未成（failed，');
    expect(shown.out).toContain('提出：wang，');
    expect((await sunledger('jobs', 'discard', id)).code).toBe(0);
  });

  it('lists no more than it was asked for, and says so', async () => {
    for (const dedupKey of ['one', 'two']) {
      await board.enqueue(rebuildReadModels, {}, { ...asked, dedupKey });
    }
    const { out, err } = await sunledger('jobs', 'list', '--state', 'waiting', '--limit', '1');
    expect(out.split('\n')).toHaveLength(1);
    expect(err).toContain('还有更多');
    for (const { id } of (await board.list({ state: 'waiting', limit: 9 })).jobs) {
      expect((await sunledger('jobs', 'cancel', id)).code).toBe(0);
      expect(await board.find(id)).toMatchObject({ state: 'cancelled' });
    }
  });

  it('has a dead job tried again by the process that serves, and follows it', async () => {
    const id = await deadJob();
    const lost = await sunledger('jobs', 'progress', id);
    expect(lost.code).toBe(1);
    expect(lost.err).toContain('未办理（job-dead）：重建汇总数据多次未成，待处理：磁盘已满。');
    isMended = true;
    const retried = await sunledger('jobs', 'retry', id);
    expect([retried.code, retried.out]).toEqual([0, `将重新办理：重建汇总数据（${id}）`]);
    const followed = await sunledger('jobs', 'progress', id);
    expect([followed.code, followed.out]).toEqual([0, '重建汇总数据：已办完 {"events":4}']);
  });

  it('discards a dead job once', async () => {
    const id = await deadJob();
    const discarded = await json<Job>('jobs', 'discard', id, '--json');
    expect(discarded).toMatchObject({ id, state: 'discarded', stateLabel: '已作废' });
    const again = await sunledger('jobs', 'discard', id);
    expect(again.code).toBe(1);
    expect(again.err).toContain('未办理（job-not-dead）：该任务目前为“已作废”');
    expect((await sunledger('jobs', 'cancel', id)).err).toContain('job-ended');
  });

  it.each(['show', 'retry', 'discard', 'cancel', 'progress'])(
    '%s refuses a job that there is not',
    async (act) => {
      const { code, err } = await sunledger('jobs', act, 'nothing');
      expect(code).toBe(1);
      expect(err).toContain('未办理（job-unknown）：没有这项任务');
    },
  );

  it.each([
    ['a state', ['--state', 'lost']],
    ['a kind', ['--kind', 'knit']],
    ['a number', ['--limit', '0']],
  ])('does not understand what is not %s', async (_what, options) => {
    expect((await sunledger('jobs', 'list', ...options)).code).toBe(2);
  });
});
