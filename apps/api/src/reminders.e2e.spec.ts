import { addAgency, ApiUnderTest, registration } from './testing/running-api';

/** Received on Monday 2025-03-10, due on Tuesday 8 April; on Thursday 3 April it is red. */
const morning = (day: string): string => `${day}T02:00:00.000Z`;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.start(morning('2025-03-10'));
});
afterAll(() => api.close());

interface Line {
  readonly kind: string;
  readonly level: string;
  readonly levelLabel: string;
  readonly dueOn: string;
  readonly workingOut: string | null;
  readonly catchingUp?: boolean;
}

const get = async (path: string) => {
  const answer = await api.get(path);
  const { reminders, next } = JSON.parse(answer.text) as {
    reminders: readonly Line[];
    next: string | null;
  };
  return { status: answer.status, reminders, next };
};

/** What stands in the tables of a page, as people read it. */
const cells = (page: string): readonly string[] =>
  [...page.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => cell.replace(/<[^>]*>/g, ''));

describe('the work list over HTTP', () => {
  let caseId: string;
  beforeAll(async () => {
    await addAgency(api, 'sunvale', '阳光镇人民政府');
    const registered = await api.post('/api/v1/requests', {
      ...registration('sunvale'),
      on: '2025-03-10',
      submittedOn: '2025-03-10',
    });
    caseId = registered.body.caseId;
    api.setClock(morning('2025-04-03'));
  });

  it('shows what is due with where its date is worked out', async () => {
    const { status, reminders } = await get('/api/v1/reminders?agency=sunvale&level=red,overdue');
    expect(status).toBe(200);
    expect(reminders.find(({ kind }) => kind === 'reply')).toMatchObject({
      level: 'red',
      levelLabel: '即将到期',
      dueOn: '2025-04-08',
      workingOut: `/api/v1/requests/${caseId}/history`,
    });
    const history = await api.get(`/api/v1/requests/${caseId}/history`);
    expect(history.body.steps.at(-1)?.dueOn).toBe('2025-04-08');
  });

  it('has a page for people, which leads to a page of each request', async () => {
    const list = await api.get('/reminders?agency=sunvale');
    expect(list.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(list.text).toContain('<h1>待办清单</h1>');
    expect(list.text).toContain(`<a href="/requests/${caseId}">2025-0001 答复</a>`);
    expect(cells(list.text).join(' ')).toContain(
      '即将到期 阳光镇人民政府 2025-0001 答复 2025-04-08（周二） 2 个工作日 条例第三十三条',
    );
    const first = await api.get('/reminders?agency=sunvale&limit=1');
    expect(first.text).toMatch(/href="\/reminders\?agency=sunvale&#38;limit=1&#38;after=[^"]+"/);
    const request = await api.get(`/requests/${caseId}`);
    expect(request.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(request.text).toContain('<h1>申请 2025-0001</h1>');
    expect(request.text).toContain('答复期限：2025-04-08（周二）。');
    // The twentieth working day after 10 March 2025: 4 April is Qingming (条例第三十三条).
    const told = cells(request.text).join(' ');
    expect(told).toContain('2025-04-08（周二） 第 20 日 工作日');
    expect(told).toContain('批准并告知延期 2025-04-08（周二） 2 个工作日 本机关 条例第三十三条');
    expect(told).not.toContain('补正告知');
    expect(request.text).not.toMatch(/张三丰|13800138000/);
    expect((await api.get('/requests/nothing')).status).toBe(404);
  });

  it('is narrowed to an agency and a level, and says what is empty', async () => {
    const red = await api.get('/reminders?agency=sunvale&level=red');
    expect(red.text).toContain('共 2 项：即将到期 2 项。');
    expect(red.text).toContain('aria-current="true">即将到期</a>');
    expect(red.text).toContain('<a href="/reminders?level=red">看全部机关</a>');
    const overdue = await api.get('/reminders?agency=sunvale&level=overdue');
    expect(overdue.text).toContain('<p>阳光镇人民政府没有“已逾期”的事项。</p>');
  });

  it('follows what happens by a script of its own, which asks this server alone', async () => {
    const list = await api.get('/reminders');
    const { position } = (await api.get('/api/v1/log/head')).body;
    expect(list.text).toContain(
      `<script src="/live.js" data-changes="/api/v1/changes?after=${position}" defer></script>`,
    );
    const policy = list.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'; connect-src 'self'");
    const script = await api.get('/live.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const request = await api.get(`/requests/${caseId}`);
    expect(request.headers.get('content-security-policy')).not.toContain('script-src');
    expect(request.text).not.toContain('<script');
  });

  it('tells somebody who looks at a page what is wrong as a page', async () => {
    const look = async (path: string) => {
      const answer = await api.send('GET', path, { headers: { accept: 'text/html' } });
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
      return [answer.status, answer.text] as const;
    };
    const [status, text] = await look('/requests/nothing');
    expect(status).toBe(404);
    expect(text).toContain('<h1>没有找到</h1>');
    expect(text).toContain('没有找到案件 nothing。');
    expect(text).toContain('case-unknown');
    expect((await look('/reminders?level=purple'))[1]).toContain('没有名为“purple”的程度');
    expect((await look('/nowhere'))[1]).toContain('没有这个地址');
    const data = { headers: { accept: 'text/html' } };
    const asked = await api.send('GET', '/api/v1/requests/nothing', data);
    expect(asked.headers.get('content-type')).toContain('application/problem+json');
  });

  it('refuses what an empty list would answer wrongly', async () => {
    const nobody = await api.get('/api/v1/reminders?agency=nowhere');
    expect([nobody.status, nobody.body.code]).toEqual([404, 'agency-unknown']);
    const issued = await api.get('/api/v1/reminders/issued?agency=nowhere');
    expect([issued.status, issued.body.code]).toEqual([404, 'agency-unknown']);
    const since = await api.get('/api/v1/reminders/issued?agency=sunvale&from=yesterday');
    expect(since.body.detail).toContain('/from 应为 2019-03-04 这样的日期');
    const people = await api.get('/api/v1/accounts?agency=nowhere');
    expect([people.status, people.body.code]).toEqual([404, 'agency-unknown']);
    const purple = await api.get('/api/v1/reminders?level=red,purple');
    expect([purple.status, purple.body.code]).toEqual([422, 'reminder-level-unknown']);
    expect(purple.body.detail).toContain('overdue（已逾期）');
  });

  it('goes on page by page', async () => {
    const first = await get('/api/v1/reminders?agency=sunvale&limit=1');
    expect(first.next).not.toBeNull();
    const second = await get(`/api/v1/reminders?agency=sunvale&limit=1&after=${first.next ?? ''}`);
    const kinds = [...first.reminders, ...second.reminders].map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect((await api.get('/api/v1/reminders?after=x')).status).toBe(422);
  });

  it('tells what the office was reminded of', async () => {
    await api.open.office.reminders.issue();
    const { reminders } = await get('/api/v1/reminders/issued?agency=sunvale&from=2025-04-01');
    expect(reminders).toContainEqual(
      expect.objectContaining({ kind: 'reply', issuedOn: '2025-04-03', catchingUp: false }),
    );
    expect(
      (await get('/api/v1/reminders/issued?agency=sunvale&through=2025-04-01')).reminders,
    ).toEqual([]);
  });

  it('names what an agency owes for a year, and days on which nobody works', async () => {
    // The report of 2025 is due on Saturday 31 January 2026 (条例第四十九条); it is Friday.
    api.setClock(morning('2026-01-30'));
    const january = await api.get('/reminders?agency=sunvale');
    expect(january.text).toContain(
      '<a href="/api/v1/reports/sunvale/2025.html">2025 年年度报告</a>',
    );
    expect(cells(january.text).join(' ')).toContain('2026-01-31（周六） 期限前已无工作日');
    // No notice of that year can be known when this runs.
    api.setClock(morning('2098-12-08'));
    const december = cells((await api.get('/reminders?agency=sunvale')).text).join(' ');
    expect(december).toContain('预告 阳光镇人民政府 2099 年：登记放假安排 2098-12-31（周三）');
  });
});
