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
    expect(list.text).toContain('<td>2025-04-08</td><td>2 个工作日</td><td>条例第三十三条</td>');
    const first = await api.get('/reminders?agency=sunvale&limit=1');
    expect(first.text).toMatch(/href="\/reminders\?agency=sunvale&#38;limit=1&#38;after=[^"]+"/);
    const request = await api.get(`/requests/${caseId}`);
    expect(request.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(request.text).toContain('<h1>申请 2025-0001</h1>');
    expect(request.text).toContain('答复期限：2025-04-08。');
    // The twentieth working day after 10 March 2025: 4 April is Qingming (条例第三十三条).
    expect(request.text).toContain('<td>2025-04-08</td><td>第 20 日</td>');
    expect(request.text).not.toMatch(/张三丰|13800138000/);
    expect((await api.get('/requests/nothing')).status).toBe(404);
  });

  it('goes on page by page, and selects nothing by words it does not know', async () => {
    const first = await get('/api/v1/reminders?agency=sunvale&limit=1');
    expect(first.next).not.toBeNull();
    const second = await get(`/api/v1/reminders?agency=sunvale&limit=1&after=${first.next ?? ''}`);
    const kinds = [...first.reminders, ...second.reminders].map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect((await get('/api/v1/reminders?level=purple')).reminders).toEqual([]);
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
});
