import { addAgency, ApiUnderTest } from './testing/running-api';

const header = '登记编号,收到日期,申请渠道,申请人类型,申请人,申请内容,答复日期,处理结果';
const good = `${header}
2020-1,2020-03-02,当面,自然人,张三丰,征地补偿,2020-03-20,信息不存在
2020-2,2020-04-07,网络,商业企业,某公司,规划许可,,
`;
const bad = `${header}
2020-1,2020-03-02,飞鸽,自然人,张三丰,征地补偿,2020-03-01,信息不存在
2020-2,2020-04-31,网络,商业企业,某公司,规划许可,,
`;

describe('ledgers over HTTP', () => {
  let api: ApiUnderTest;
  const path = '/api/v1/ledgers/imports?agency=taiping';
  const csv = { 'content-type': 'text/csv' };
  const position = async () => Number((await api.get('/api/v1/log/head')).body.position);

  beforeAll(async () => {
    api = await ApiUnderTest.start('2020-06-01T02:00:00.000Z');
    await addAgency(api, 'taiping', '太平镇人民政府');
  });
  afterAll(() => api.close());

  it('refuses a ledger with faults, names each, and writes nothing', async () => {
    const before = await position();
    const { status, body, text } = await api.post(path, bad, csv);
    expect(status).toBe(422);
    expect(body.code).toBe('ledger-refused');
    expect(body.facts.faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ rowNumber: 2, column: '申请渠道' }),
        expect.objectContaining({ rowNumber: 3, column: '收到日期' }),
      ]),
    );
    expect(body.facts.faultCount).toBeGreaterThanOrEqual(3);
    expect(text).not.toContain('张三丰');
    expect(await position()).toBe(before);
  });

  it('only checks when asked to', async () => {
    const before = await position();
    const { status, body } = await api.post(`${path}&dryRun=true`, good, csv);
    expect(status).toBe(200);
    expect(body).toMatchObject({ imported: false, dryRun: true, added: 2 });
    expect(await position()).toBe(before);
  });

  it('imports a good one, whichever way it is sent, and adds nothing the second time', async () => {
    const first = await api.post(path, good, csv);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ imported: true, rows: 2, added: 2, unchanged: 0 });
    const form = new FormData();
    form.append('file', new Blob([good]), '二〇二〇年台账.csv');
    const second = await api.post(path, form);
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ imported: true, added: 0, unchanged: 2, events: 0 });
  });

  it('exports what was imported, personal data only when asked for', async () => {
    const plain = await api.get('/api/v1/ledgers/requests.csv?agency=taiping');
    expect(plain.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(plain.text).toContain('2020-1,2020-03-02,当面,自然人');
    expect(plain.text).not.toContain('张三丰');
    const full = await api.post('/api/v1/ledgers/exports', {
      agency: 'taiping',
      withPersonalData: true,
    });
    expect(full.text).toContain('张三丰');
    const logged = await api.open.office.parts.store.readStream('access-taiping');
    expect(logged).toHaveLength(1);
    const template = await api.get('/api/v1/ledgers/templates/remedies.csv');
    expect(template.text).toContain('登记编号,类型,受理日期');
  });

  it.each([
    ['agency=none', csv, 404, 'agency-unknown'],
    ['kind=requests', csv, 422, 'query-invalid'],
    ['agency=taiping&kind=wishes', csv, 422, 'query-invalid'],
    ['agency=taiping', { 'content-type': 'text/plain' }, 415, 'content-type-unsupported'],
  ])('refuses %s', async (query, headers, status, code) => {
    const answer = await api.post(`/api/v1/ledgers/imports?${query}`, good, headers);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  it('refuses a file beyond the bound without reading it all', async () => {
    const large = 'x'.repeat(65 * 1024 * 1024);
    const answer = await api.post(path, large, csv).catch(() => undefined);
    // The server may cut the connection while the rest is still on its way.
    if (answer !== undefined) expect(answer.status).toBe(413);
    expect((await api.get('/health/live')).status).toBe(200);
  });
});
