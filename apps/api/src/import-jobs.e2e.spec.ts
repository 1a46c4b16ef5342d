import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { eventually } from '@sunledger/jobs/testing';

import { addAgency } from './testing/running-api';
import { jobOf, WorkingApi } from './testing/working-api';

const csv = { 'content-type': 'text/csv' };
const header = '登记编号,收到日期,申请渠道,申请人类型,申请人,申请内容,答复日期,处理结果';
const good = `${header}
2020-1,2020-03-02,当面,自然人,张三丰,征地补偿,2020-03-20,信息不存在
2020-2,2020-04-07,网络,商业企业,某公司,规划许可,2020-04-20,信息不存在
`;
/** In the first row every cell stands one column too far to the right. */
const slipped = `${header}
2020-3,2020-03-02,当面,张三丰,13800138000,征地补偿,2020-03-20,信息不存在
2020-4,2020-04-31,网络,商业企业,某公司,规划许可,,
`;

describe('ledgers that are imported in the background', () => {
  let office: WorkingApi;
  beforeEach(async () => {
    office = await WorkingApi.start('2021-02-01T02:00:00.000Z');
    await addAgency(office.api, 'taiping', '太平镇人民政府');
  });
  afterEach(() => office.close());

  const path = '/api/v1/jobs/import-ledger?agency=taiping';

  /** Whether a text stands anywhere in the files of the system, in the clear or in base64. */
  const isOnDisk = (text: string): boolean => {
    const sought = [text, Buffer.from(text).toString('base64').slice(0, 10)];
    return readdirSync(office.directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
      .some((bytes) => sought.some((one) => bytes.includes(one)));
  };

  it('keeps what was uploaded sealed, imports it, and destroys it', async () => {
    const form = new FormData();
    form.append('file', new Blob([good]), '张三丰等.csv');
    const asked = await office.api.post(path, form, { 'x-actor': 'li' });
    expect(asked.status).toBe(202);
    expect(await office.uploads()).toHaveLength(2);
    expect(existsSync(join(office.directory, 'read-models.db'))).toBe(true);
    expect(isOnDisk('张三丰')).toBe(false);
    expect(isOnDisk(header)).toBe(false);
    await office.work();
    const job = await office.ended(asked, 'done');
    expect(job.result).toEqual({ rows: 2, added: 2, continued: 0, unchanged: 0 });
    const [waiting] = (await office.board.list({ kind: 'discard-uploads', limit: 1 })).jobs;
    expect(waiting?.state).toBe('waiting');
    expect(await office.parts.uploads.discardUnneeded()).toBe(1);
    expect(await office.uploads()).toEqual([]);
    const logged = await office.api.open.office.parts.store.readStream('access-taiping');
    expect(logged).toEqual([]);
    const page = await office.api.get('/api/v1/requests?agency=taiping');
    expect(page.text).toContain('2020-1');
  });

  it('is one import when it is sent twice, and adds nothing when it is carried out twice', async () => {
    const key = { ...csv, 'idempotency-key': 'import-1' };
    const [first, second] = [
      await office.api.post(path, good, key),
      await office.api.post(path, good, key),
    ];
    expect(jobOf(second).id).toBe(jobOf(first).id);
    await office.work();
    await office.ended(first, 'done');
    const length = await office.logLength();
    const again = await office.ended(await office.api.post(path, good, csv), 'done');
    expect(again.result).toEqual({ rows: 2, added: 0, continued: 0, unchanged: 2 });
    expect(await office.logLength()).toBe(length);
  });

  it('says which rows are wrong, without what stands in them, and writes nothing', async () => {
    await office.work();
    const before = await office.logLength();
    const job = await office.ended(await office.api.post(path, slipped, csv), 'dead');
    expect(job.refusal).toMatchObject({ refused: 'ledger-refused', facts: { rows: 2 } });
    const faults = job.refusal?.facts['faults'] as readonly object[];
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rowNumber: 2, column: '申请人类型', code: 'word-unknown' }),
        expect.objectContaining({ rowNumber: 3, column: '收到日期', code: 'date-unreal' }),
      ]),
    );
    expect(job.refusal?.facts['faultCount']).toBe(faults.length);
    const told = await office.api.get(`/api/v1/jobs/${job.id}`);
    expect(told.text).toContain('第 2 行“申请人类型”：不认识该词');
    for (const personal of ['张三丰', '13800138000']) {
      expect(told.text).not.toContain(personal);
      expect(isOnDisk(personal)).toBe(false);
    }
    expect(await office.logLength()).toBe(before);
  });

  it('can be retried after a refusal until it is discarded, which destroys the upload', async () => {
    await office.work();
    const remedies = `登记编号,类型,受理日期
2020-1,行政复议,2020-05-06
`;
    const asked = await office.api.post(`${path}&kind=remedies`, remedies, csv);
    const { id, refusal } = await office.ended(asked, 'dead');
    expect(refusal?.facts['faults']).toMatchObject([{ code: 'case-unknown', rowNumber: 2 }]);
    await office.ended(await office.api.post(path, good, csv), 'done');
    expect((await office.api.post(`/api/v1/jobs/${id}/retry`, {})).status).toBe(200);
    expect((await office.ended(asked, 'done')).result).toMatchObject({ rows: 1, added: 1 });

    const bad = await office.ended(await office.api.post(path, slipped, csv), 'dead');
    await office.api.post(`/api/v1/jobs/${bad.id}/discard`, {});
    await eventually(
      () => office.uploads(),
      (left) => left.length === 0,
    );
  });

  it.each([
    ['agency=none', csv, 404, 'agency-unknown'],
    ['kind=requests', csv, 422, 'query-invalid'],
    ['agency=taiping&dryRun=true', csv, 422, 'query-invalid'],
    ['agency=taiping', { 'content-type': 'text/plain' }, 415, 'content-type-unsupported'],
  ])('refuses %s at once and keeps nothing', async (query, headers, status, code) => {
    const answer = await office.api.post(`/api/v1/jobs/import-ledger?${query}`, good, headers);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await office.uploads()).toEqual([]);
  });
});
