import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { verifyExport } from '@sunledger/event-store';
import { freezeReport } from '@sunledger/jobs';
import { eventually } from '@sunledger/jobs/testing';

import { addAgency } from './testing/running-api';
import { jobOf, WorkingApi } from './testing/working-api';

describe('the jobs of the office, asked for over HTTP and carried out', () => {
  let office: WorkingApi;
  beforeEach(async () => {
    office = await WorkingApi.start('2021-02-01T02:00:00.000Z');
    await addAgency(office.api, 'taiping', '太平镇人民政府');
  });
  afterEach(() => office.close());

  describe('comparing the read models', () => {
    const compare = () => office.api.post('/api/v1/jobs/compare-read-models', {});

    it('finds nothing, or what somebody has changed', async () => {
      await office.work();
      await office.api.open.readModels.runner.waitFor((await office.api.open.log.head()).position);
      expect((await office.ended(await compare(), 'done')).result).toEqual({
        rows: 1,
        differences: 0,
      });
      expect(office.warnings).toEqual([]);
      await office.api.open.database.write((transaction) =>
        transaction.execute("UPDATE agency_1 SET name = '平安镇人民政府'"),
      );
      expect((await office.ended(await compare(), 'done')).result).toEqual({
        rows: 1,
        differences: 1,
      });
      expect(office.warnings).toMatchObject([
        { event: 'read-models-differ', facts: { table: 'agency_1', rows: 1, differences: 1 } },
      ]);
      expect(JSON.stringify(office.warnings)).not.toContain('平安镇');
    });

    it('waits for its turn while others rebuild', async () => {
      const lease = office.api.open.database.lease('rebuild');
      expect(await lease.acquire()).toBe(true);
      await office.work();
      const path = (await compare()).headers.get('location') ?? '';
      const hindered = await eventually(
        async () => jobOf(await office.api.get(path)),
        (job) => job.lastError !== null,
      );
      await lease.release();
      expect(hindered).toMatchObject({ state: 'waiting', refusal: null });
      expect(hindered.lastError).toContain('稍后自动再试');
    });

    it('ends where the tables were made in another way', async () => {
      await office.api.open.database.write((transaction) =>
        transaction.execute("UPDATE checkpoint SET name = 'of another policy'"),
      );
      await office.work();
      const job = await office.ended(await compare(), 'dead');
      expect(job.lastError).toContain('请先重建汇总数据');
    });
  });

  describe('freezing a report', () => {
    const words = { agency: 'taiping', year: 2020 };
    const freeze = (more: object = {}, key = 'freeze-1') =>
      office.api.post(
        '/api/v1/jobs/freeze-report',
        { ...words, ...more },
        { 'idempotency-key': key },
      );
    const acceptedWarnings = [{ id: 's2.notEntered', reason: '本机关没有此类事项' }];

    it('is refused for good with code and facts, and again as long as nothing is mended', async () => {
      await office.work();
      const job = await office.ended(await freeze(), 'dead');
      expect(job.refusal?.refused).toBe('warning-not-accepted');
      expect(JSON.stringify(job.refusal?.facts)).toContain('s2.notEntered');
      expect(job).toMatchObject({ attempt: 1, lastError: expect.stringContaining('提示') });
      const early = await office.ended(
        await freeze({ year: 2021, acceptedWarnings }, 'freeze-2'),
        'dead',
      );
      expect(early.refusal?.refused).toBe('freeze-too-early');
    });

    it('is one fact however often it is carried out', async () => {
      await office.work();
      const { result } = await office.ended(await freeze({ acceptedWarnings }), 'done');
      const again = await office.board.enqueue(
        freezeReport,
        { ...words, acceptedWarnings, commandId: 'freeze-1' },
        { requestedBy: 'local' },
      );
      const second = await eventually(
        () => office.board.find(again),
        (job) => job?.state === 'done',
      );
      expect(second?.result).toEqual(result);
      const logged = await office.api.open.office.parts.store.readStream('report-taiping-2020');
      expect(logged.map(({ type, meta }) => [type, meta.actor])).toEqual([
        ['ReportFrozen', 'local'],
      ]);
    });
  });

  describe('exporting the log', () => {
    const exportLog = () => office.api.post('/api/v1/jobs/export-log', {});

    it('writes a file that proves itself and can be fetched', async () => {
      await office.work();
      const head = await office.parts.eventLog.head();
      const { result } = await office.ended(await exportLog(), 'done');
      expect(result).toMatchObject({ length: head.length, treeRoot: head.treeRoot });
      const fileName = String(result['fileName']);
      const answer = await fetch(`${office.api.url}/api/v1/exports/${fileName}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
      expect(answer.headers.get('content-type')).toBe('application/gzip');
      const bytes = Buffer.from(await answer.arrayBuffer());
      expect(answer.headers.get('content-length')).toBe(String(bytes.length));
      const verified = await verifyExport(gunzipSync(bytes).toString().split('\n'));
      expect(verified).toMatchObject({
        holds: true,
        head: { length: head.length, treeRoot: head.treeRoot },
      });
    });

    it('hands out nothing but finished exports', async () => {
      await office.work();
      await office.ended(await exportLog(), 'done');
      const folder = join(office.directory, 'exports');
      writeFileSync(join(folder, 'log-a.jsonl.gz.partial-1'), 'half');
      for (const name of [
        'log-a.jsonl.gz',
        'log-a.jsonl.gz.partial-1',
        '..%2fsunledger.db',
        '..%2Fkeys%2Fmaster.key',
        '%2fetc%2fpasswd',
        'log-%2e%2e%2fa.jsonl.gz',
        'log-a.jsonl.gz%00',
      ]) {
        const answer = await office.api.get(`/api/v1/exports/${name}`);
        expect([name, answer.status, answer.body.code]).toEqual([name, 404, 'export-unknown']);
      }
    });

    it('removes what is older than 30 days, and what was never finished', async () => {
      await office.work();
      await office.ended(await exportLog(), 'done');
      const folder = join(office.directory, 'exports');
      const put = (name: string, ageInDays: number) => {
        writeFileSync(join(folder, name), '');
        const then = Date.now() / 1_000 - ageInDays * 86_400;
        utimesSync(join(folder, name), then, then);
      };
      put('log-old.jsonl.gz', 31);
      put('log-young.jsonl.gz', 29);
      put('log-half.jsonl.gz.partial-7', 2);
      put('log-begun.jsonl.gz.partial-8', 0);
      put('notes.txt', 400);
      await office.ended(await exportLog(), 'done');
      expect(
        readdirSync(folder)
          .filter((name) => !/^log-[0-9a-f]{8}-/.test(name))
          .sort(),
      ).toEqual(['log-begun.jsonl.gz.partial-8', 'log-young.jsonl.gz', 'notes.txt']);
    });
  });
});
