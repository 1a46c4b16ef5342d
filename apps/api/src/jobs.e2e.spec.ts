import {
  exportLog,
  freezeReport,
  handle,
  issueReminders,
  type JobBoard,
  JobFailed,
  rebuildReadModels,
} from '@sunledger/jobs';
import { aborted, Door, eventually, type JobPlace, openJobPlace } from '@sunledger/jobs/testing';

import { addAgency, type Answer, ApiUnderTest } from './testing/running-api';

const now = '2021-02-01T02:00:00.000Z';

/** A job as the API tells it; a spec reads what its answer has. */
interface ToldJob {
  readonly id: string;
  readonly state: string;
  readonly [field: string]: unknown;
}

const jobOf = ({ text }: Answer) => JSON.parse(text) as ToldJob;
const jobsOf = ({ text }: Answer) =>
  (JSON.parse(text) as { readonly jobs: readonly ToldJob[] }).jobs;

describe('jobs over HTTP', () => {
  let place: JobPlace;
  let board: JobBoard;
  let api: ApiUnderTest;
  beforeEach(async () => {
    place = await openJobPlace({ carrier: 'in-process', database: 'sqlite' });
    ({ board } = await place.open());
    api = await ApiUnderTest.start(now, { jobs: board });
    await addAgency(api, 'taiping', '太平镇人民政府');
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  const jobAt = async (path: string, state: string) =>
    eventually(
      async () => jobOf(await api.get(path)),
      (job) => job.state === state,
    );

  it('are accepted with an address, where progress and result can be seen', async () => {
    const door = new Door();
    await board.work([
      handle(rebuildReadModels, async ({ progress }) => {
        progress({ done: 3, total: 10, sentence: '正在重建汇总数据' });
        await door.passed;
        return { events: 10 };
      }),
    ]);
    const asked = await api.post('/api/v1/jobs/rebuild-read-models', {}, { 'x-actor': 'li' });
    expect(asked.status).toBe(202);
    const path = asked.headers.get('location') ?? '';
    expect(path).toBe(`/api/v1/jobs/${jobOf(asked).id}`);
    const running = await eventually(
      async () => jobOf(await api.get(path)),
      (job) => job['progress'] !== null,
    );
    expect(running).toMatchObject({
      kind: 'rebuild-read-models',
      title: '重建汇总数据',
      state: 'running',
      stateLabel: '正在办理',
      requestedBy: 'li',
      progress: { done: 3, total: 10, sentence: '正在重建汇总数据' },
    });
    // Asking again while it runs is the same job.
    expect(jobOf(await api.post('/api/v1/jobs/rebuild-read-models', {})).id).toBe(running.id);
    door.open();
    expect(await jobAt(path, 'done')).toMatchObject({ result: { events: 10 } });
  });

  it('freeze a report with the words of who asked', async () => {
    const words = {
      agency: 'taiping',
      year: 2020,
      acceptedWarnings: [{ id: 'w', reason: '核对' }],
    };
    const asked = await api.post('/api/v1/jobs/freeze-report', words, {
      'idempotency-key': 'freeze-1',
    });
    expect(asked.status).toBe(202);
    expect(await board.find(jobOf(asked).id)).toMatchObject({
      kind: freezeReport.name,
      data: { ...words, commandId: 'freeze-1' },
      requestedBy: 'local',
    });
    const unknown = await api.post('/api/v1/jobs/freeze-report', { ...words, agency: 'none' });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'agency-unknown']);
    const wrong = await api.post('/api/v1/jobs/freeze-report', { agency: 'taiping' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'body-invalid']);
  });

  it('are listed newest first, page by page, by kind and state', async () => {
    const ids: string[] = [];
    for (const kind of ['export-log', 'compare-read-models', 'rebuild-read-models']) {
      ids.push(jobOf(await api.post(`/api/v1/jobs/${kind}`, {})).id);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const first = await api.get('/api/v1/jobs?limit=2');
    expect(jobsOf(first).map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.headers.get('link')).toContain('rel="next"');
    const second = await api.get(`/api/v1/jobs?limit=2&after=${first.body.next ?? ''}`);
    expect(jobsOf(second).map(({ id }) => id)).toEqual([ids[0]]);
    expect(second.body.next).toBeNull();
    const exports = await api.get('/api/v1/jobs?kind=export-log&state=waiting');
    expect(jobsOf(exports)).toMatchObject([{ id: ids[0], title: '导出日志' }]);
    for (const [query, code] of [
      ['state=asleep', 'query-invalid'],
      ['after=%5B%5D', 'cursor-malformed'],
    ] as const) {
      const answer = await api.get(`/api/v1/jobs?${query}`);
      expect([answer.status, answer.body.code]).toEqual([422, code]);
    }
  });

  it('that were given up stand in a list of their own, to be retried or discarded', async () => {
    let isFull = true;
    await board.work([
      handle(exportLog, async () => {
        if (isFull) throw new JobFailed('磁盘空间不足，未能写出。', true);
        return { fileName: 'log.jsonl.gz', length: 1, treeRoot: '0'.repeat(64) };
      }),
    ]);
    const path = (await api.post('/api/v1/jobs/export-log', {})).headers.get('location') ?? '';
    const dead = await jobAt(path, 'dead');
    expect(dead).toMatchObject({
      stateLabel: '多次未成，待处理',
      lastError: '磁盘空间不足，未能写出。',
      attempts: [{ attempt: 1, outcome: 'failed' }],
    });
    expect(jobsOf(await api.get('/api/v1/jobs?state=dead'))).toMatchObject([{ id: dead.id }]);
    isFull = false;
    const retried = await api.post(`${path}/retry`, {});
    expect([retried.status, jobOf(retried).state]).toEqual([200, 'waiting']);
    await jobAt(path, 'done');
    const again = await api.post(`${path}/discard`, {});
    expect([again.status, again.body.code]).toEqual([409, 'job-not-dead']);
    expect(again.body.detail).toBe('该任务目前为“已办完”，只有多次未成的任务才能重试或作废。');
  });

  it('are cancelled while they run', async () => {
    const begun = new Door();
    await board.work([
      handle(issueReminders, async ({ signal }) => {
        begun.open();
        await aborted(signal);
        throw new Error('stopped');
      }),
    ]);
    const id = await board.enqueue(issueReminders, {}, { requestedBy: 'spec' });
    await begun.passed;
    const answer = await api.post(`/api/v1/jobs/${id}/cancel`, {});
    expect(jobOf(answer)).toMatchObject({ state: 'running', cancelRequested: true });
    await jobAt(`/api/v1/jobs/${id}`, 'cancelled');
    const again = await api.post(`/api/v1/jobs/${id}/cancel`, {});
    expect([again.status, again.body.code]).toEqual([409, 'job-ended']);
  });

  it('that are not there are not found', async () => {
    for (const answer of [
      await api.get('/api/v1/jobs/nothing'),
      await api.post('/api/v1/jobs/nothing/retry', {}),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'job-unknown']);
    }
  });
});

describe('an API without jobs', () => {
  it('says so', async () => {
    const api = await ApiUnderTest.start(now);
    try {
      for (const answer of [
        await api.get('/api/v1/jobs'),
        await api.get('/api/v1/jobs/one'),
        await api.post('/api/v1/jobs/export-log', {}),
      ]) {
        expect([answer.status, answer.body.code]).toEqual([404, 'jobs-not-available']);
      }
    } finally {
      await api.close();
    }
  });
});
