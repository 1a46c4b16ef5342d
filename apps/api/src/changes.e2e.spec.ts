import { listenerCountMax } from './log/change-feed';
import { addAgency, ApiUnderTest, registration } from './testing/running-api';

interface Change {
  readonly id: string;
  readonly data: {
    readonly position: number;
    readonly type: string;
    readonly kind: string;
    readonly caseId?: string;
  };
}

/** Reads changes from the feed until there are enough of them. */
async function changes(
  api: ApiUnderTest,
  count: number,
  {
    query = '',
    headers = {},
    once,
  }: {
    readonly query?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Done as soon as the feed is open. */
    readonly once?: () => Promise<unknown>;
  } = {},
): Promise<readonly Change[]> {
  const abort = new AbortController();
  const response = await fetch(`${api.url}/api/v1/changes${query}`, {
    headers,
    signal: abort.signal,
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const acted = once?.();
  let text = '';
  const decoder = new TextDecoder();
  const found = () =>
    [...text.matchAll(/id: (\d+)\nevent: change\ndata: (.+)\n\n/g)].map(
      ([, id = '', data = '']) => ({
        id,
        data: JSON.parse(data) as Change['data'],
      }),
    );
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (found().length >= count) break;
  }
  abort.abort();
  await acted;
  expect(text).not.toMatch(/张三丰|sealed/);
  return found();
}

describe('the feed of changes', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    await addAgency(api, 'taiping', '太平镇人民政府');
  });
  afterAll(() => api.close());

  const day = '2021-03-01';
  const register = () =>
    api.post('/api/v1/requests', registration('taiping', { on: day, submittedOn: day }));

  it('tells of a registration as it happens', async () => {
    let caseId = '';
    const once = async () => {
      ({ caseId } = (await register()).body);
    };
    const told = await changes(api, 2, { once });
    expect(told.map(({ data }) => data.type).sort()).toEqual([
      'ApplicationRegistered',
      'SerialNumberAssigned',
    ]);
    expect(told.find(({ data }) => data.kind === 'request')?.data.caseId).toBe(caseId);
  });

  it('tells everything from a position on, and resumes where it was left', async () => {
    const all = await changes(api, 3, { query: '?after=0' });
    expect(all.map(({ data }) => data.type)[0]).toBe('AgencyAdded');
    expect(all.map(({ id, data }) => Number(id) - data.position)).toEqual([0, 0, 0]);
    const left = all[0]?.id ?? '';
    const resumed = await changes(api, 2, { headers: { 'last-event-id': left } });
    expect(resumed).toEqual(all.slice(1));
  });

  it('tells that the office was reminded', async () => {
    // Received on 1 March 2021: the seventh working day is Wednesday the 10th (条例第三十条).
    api.setClock('2021-03-09T02:00:00.000Z');
    const once = () => api.open.office.reminders.issue();
    const [told] = await changes(api, 1, { once });
    expect(told?.data).toMatchObject({ kind: 'reminders', type: 'RemindersIssued' });
  });

  it('takes a bounded number of listeners, and new ones as others leave', async () => {
    const other = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    const abort = new AbortController();
    const { signal } = abort;
    const listen = () => fetch(`${other.url}/api/v1/changes`, { signal });
    const listeners = await Promise.all(Array.from({ length: listenerCountMax }, listen));
    expect(listeners.map(({ status }) => status)).toEqual(listeners.map(() => 200));
    const refused = await other.get('/api/v1/changes');
    expect(refused.status).toBe(503);
    expect(refused.body.code).toBe('too-many-listeners');
    abort.abort();
    let again = refused.status;
    for (let attempt = 0; again === 503 && attempt < 100; attempt += 1) {
      const left = new AbortController();
      again = (await fetch(`${other.url}/api/v1/changes`, { signal: left.signal })).status;
      left.abort();
    }
    expect(again).toBe(200);
    await other.close();
  });

  it('ends when the API is closed', async () => {
    const other = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    const response = await fetch(`${other.url}/api/v1/changes`);
    const reader = response.body?.getReader();
    await reader?.read();
    await other.close();
    const rest = await reader?.read().catch(() => ({ done: true }));
    expect(rest?.done).toBe(true);
  });
});
