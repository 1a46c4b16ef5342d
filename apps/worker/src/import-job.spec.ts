import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  importLedger,
  type JobBoard,
  type JobContext,
  type JobProgress,
  openInProcessJobs,
} from '@sunledger/jobs';
import { embeddedStores, openJobFiles, openOffice, type OpenOffice } from '@sunledger/wiring';

import { importHandlers } from './import-job';
import type { WorkerParts } from './worker-parts';

const rowCount = 40;
const ledger = [
  '登记编号,收到日期,申请渠道,申请人类型,申请人,申请内容,答复日期,处理结果',
  ...Array.from({ length: rowCount }, (_, at) =>
    [`2020-${at + 1}`, '2020-03-02', '当面', '自然人', `赵${at}`, '补偿', '', ''].join(','),
  ),
].join('\n');

describe('an import that is broken off', () => {
  let directory: string;
  let open: OpenOffice;
  let board: JobBoard;
  let parts: WorkerParts;
  let upload: string;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sunledger-import-'));
    open = await openOffice(embeddedStores(directory), { now: () => '2020-06-01T02:00:00.000Z' });
    board = openInProcessJobs({ database: open.database });
    const files = openJobFiles({ dataDirectory: directory, exportsDirectory: '' }, open);
    parts = { office: open.office, board, eventLog: open.log, ...files };
    const added = await open.office.agencies.handle(
      'taiping',
      { type: 'AddAgency', on: '2020-01-02', code: 'taiping', name: '太平镇人民政府' },
      { commandId: 'add', actor: 'spec' },
    );
    expect(added).toHaveProperty('done', true);
    upload = await parts.uploads.keep({ fileName: 'a.csv', bytes: Buffer.from(ledger) });
  });
  afterEach(async () => {
    await board.close();
    await open.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** One attempt at the job, told to stop at the first progress of a sentence. */
  const attempt = (stopAt?: string) => {
    const [handler] = importHandlers(parts);
    const stopped = new AbortController();
    const seen: JobProgress[] = [];
    const progress = (latest: JobProgress) => {
      seen.push(latest);
      if (latest.sentence === stopAt) stopped.abort('stopping');
    };
    const data = { agency: 'taiping', ledger: 'requests' as const, upload, commandId: 'import' };
    const job: JobContext<unknown> = {
      ...{ id: 'job', attempt: 1, requestedBy: 'li', data, progress },
      signal: stopped.signal,
    };
    if (handler?.kind.name !== importLedger.name) throw new Error('no handler');
    return { run: handler.run(job), seen };
  };

  const registered = async (): Promise<number> => {
    const events = await open.log.readAll(0, { max: 1_000, streamPrefixes: ['request-'] });
    return events.length;
  };
  const length = async (): Promise<number> => (await open.log.head()).length;

  it.each(['正在读取台账', '正在逐行核对', '正在加密个人信息'])(
    'at “%s” has written nothing, and is simply begun again',
    async (stopAt) => {
      const before = await length();
      await expect(attempt(stopAt).run).rejects.toBe('stopping');
      expect(await length()).toBe(before);
      const again = attempt();
      expect(await again.run).toEqual({
        rows: rowCount,
        added: rowCount,
        continued: 0,
        unchanged: 0,
      });
      expect(again.seen).toContainEqual({
        ...{ done: rowCount, total: rowCount },
        sentence: '正在逐行核对',
      });
      expect(await registered()).toBe(rowCount);
    },
  );

  it('after it was written, before that was recorded, adds nothing when it is begun again', async () => {
    await attempt().run;
    const before = await length();
    expect(await attempt().run).toEqual({
      ...{ rows: rowCount, added: 0, continued: 0 },
      unchanged: rowCount,
    });
    expect(await length()).toBe(before);
  });

  it('is written to its end once it is being written', async () => {
    expect(await attempt('正在写入').run).toMatchObject({ added: rowCount });
    expect(await registered()).toBe(rowCount);
  });

  it('is told apart from one whose upload is gone', async () => {
    await board.enqueue(
      importLedger,
      { ...{ agency: 'taiping', ledger: 'requests' as const }, upload, commandId: 'c' },
      { requestedBy: 'li' },
    );
    const [job] = (await board.list({ limit: 1 })).jobs;
    await board.cancel(job?.id ?? '');
    expect(await parts.uploads.discardUnneeded()).toBe(1);
    await expect(attempt().run).rejects.toMatchObject({ name: 'JobFailed', forGood: true });
  });
});
