import { connect } from 'node:net';

import { MetricsTokenWeak, startApi } from './index';
import { addAgency, type ApiChoices, ApiUnderTest, registration } from './testing/running-api';

const day = '2021-03-01';
const morning = `${day}T02:00:00.000Z`;
const sent = (changes: object = {}) =>
  registration('taiping', { on: day, submittedOn: day, ...changes });

describe('the operation of the API', () => {
  let api: ApiUnderTest | undefined;
  const started = async (options: ApiChoices = {}): Promise<ApiUnderTest> => {
    api = await ApiUnderTest.start(morning, options);
    await addAgency(api, 'taiping', '太平镇人民政府');
    return api;
  };
  afterEach(async () => {
    await api?.close();
    api = undefined;
  });

  /** The samples of one metric, without the others. */
  const scraped = async (of: ApiUnderTest, name: string): Promise<readonly string[]> =>
    (await of.get('/metrics')).text.split('\n').filter((line) => line.startsWith(name));

  const requestsLogged = (of: ApiUnderTest) =>
    of.logLines
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
      .filter(({ event }) => event === 'request');

  it('counts answers by the template of the route, never by the address', async () => {
    const of = await started();
    const { caseId } = (await of.post('/api/v1/requests', sent())).body;
    await of.get(`/api/v1/requests/${caseId}`);
    await of.get('/api/v1/requests/nobody?name=张三丰');
    await of.get('/nowhere/13800138000');
    const lines = await scraped(of, 'http_request_duration_seconds_count');
    const told = (route: string, status: number) =>
      `http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"} 1`;
    expect(lines).toContain(told('/api/v1/requests/:caseId', 200));
    expect(lines).toContain(told('/api/v1/requests/:caseId', 422));
    expect(lines).toContain(told('unmatched', 404));
    expect(lines.join()).not.toMatch(/13800138000|nobody/);
  });

  it('counts commands by name and by how they ended', async () => {
    const of = await started();
    const key = { 'idempotency-key': 'register-1' };
    const { caseId } = (await of.post('/api/v1/requests', sent(), key)).body;
    await of.post('/api/v1/requests', sent(), key);
    const commands = `/api/v1/requests/${caseId}/commands`;
    await of.post(`${commands}/ArchiveCase`, { on: day });
    await of.post(`${commands}/AcknowledgeReceipt`, { on: day }, { 'if-match': '"7"' });
    await of.post(`${commands}/NoSuchCommand13800138000`, { on: day });
    const lines = await scraped(of, 'sunledger_command_duration_seconds_count');
    const told = (command: string, outcome: string) =>
      `sunledger_command_duration_seconds_count{command="${command}",outcome="${outcome}"} 1`;
    expect(lines).toEqual(
      expect.arrayContaining([
        told('AddAgency', 'done'),
        told('RegisterRequest', 'done'),
        told('RegisterRequest', 'duplicate'),
        told('ArchiveCase', 'refused'),
        told('AcknowledgeReceipt', 'conflict'),
      ]),
    );
    expect(lines.join()).not.toContain('NoSuchCommand');
  });

  it('logs one line per request, with an id and without query, body or what fits no route', async () => {
    const of = await started();
    const { caseId } = (await of.post('/api/v1/requests', sent())).body;
    const answer = await of.get(`/api/v1/requests/${caseId}?search=张三丰`, {
      'x-request-id': 'proxy-0000017',
    });
    expect(answer.headers.get('x-request-id')).toBe('proxy-0000017');
    await of.get('/nowhere/李四', { 'x-request-id': 'no id: {}' });
    const lines = requestsLogged(of);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'info',
        requestId: 'proxy-0000017',
        method: 'GET',
        route: '/api/v1/requests/:caseId',
        path: `/api/v1/requests/${caseId}`,
        ms: expect.any(Number),
      }),
    );
    const last = lines.at(-1);
    expect(last).toMatchObject({ route: 'unmatched', status: 404 });
    expect(last).not.toHaveProperty('path');
    expect(last?.['requestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(of.logLines.join('')).not.toMatch(
      /张三丰|李四|%E6%9D%8E|110101199001011237|13800138000|征地/,
    );
  });

  it('says little of what supervisors ask all the time', async () => {
    const of = await started();
    await of.get('/health/live');
    await of.get('/metrics');
    const quiet = requestsLogged(of).filter(({ level }) => level === 'debug');
    expect(quiet.map(({ route }) => route)).toEqual(['/health/live', '/metrics']);
  });

  it('names each part that it needs, and answers 503 when one is away', async () => {
    let isAway = false;
    const of = await started({
      parts: {
        keys: async () => undefined,
        jobs: () =>
          isAway ? Promise.reject(new RangeError('redis://:pw@host')) : Promise.resolve(),
      },
    });
    const ready = await of.get('/health/ready');
    expect({ status: ready.status, body: ready.body }).toEqual({
      status: 200,
      body: {
        status: 'ready',
        logPosition: (await of.open.office.parts.store.head()).length,
        parts: {
          eventLog: { ok: true },
          readModels: { ok: true },
          keys: { ok: true },
          jobs: { ok: true },
        },
      },
    });
    isAway = true;
    const notReady = await of.get('/health/ready');
    expect(notReady.status).toBe(503);
    expect(notReady.body).toMatchObject({
      status: 'not-ready',
      parts: { keys: { ok: true }, jobs: { ok: false, because: 'RangeError' } },
    });
    expect(notReady.text).not.toContain('redis');
    expect((await of.get('/health/live')).status).toBe(200);
  });

  it('asks for the token of the metrics where there is one', async () => {
    const metricsToken = 'a-token-of-32-characters-abcdefg';
    const of = await started({ metricsToken });
    expect((await of.get('/metrics')).status).toBe(403);
    const wrong = await of.get('/metrics', { authorization: 'Bearer nothing' });
    expect({ status: wrong.status, code: wrong.body.code }).toEqual({
      status: 403,
      code: 'metrics-refused',
    });
    const right = await of.get('/metrics', { authorization: `Bearer ${metricsToken}` });
    expect(right.status).toBe(200);
    expect(right.headers.get('content-type')).toContain('text/plain');
    expect(right.text).toContain('process_resident_memory_bytes');
  });

  it('refuses a token that can be guessed', async () => {
    const of = await started();
    const again = startApi({
      office: of.open.office,
      host: '127.0.0.1',
      port: 0,
      metricsToken: 'short',
    });
    await expect(again).rejects.toThrow(MetricsTokenWeak);
  });
});

describe('a stop', () => {
  it('says not ready first, lets what is on its way be answered, and ends the live lists', async () => {
    const api = await ApiUnderTest.start(morning, { drainMs: 300 });
    try {
      await addAgency(api, 'taiping', '太平镇人民政府');
      const feed = await fetch(`${api.url}/api/v1/changes`);
      const body = JSON.stringify(sent());
      const slow = slowPost(api.url, '/api/v1/requests', body);
      await slow.isBegun;
      const closed = api.running.close();
      const ready = await api.get('/health/ready');
      expect({ status: ready.status, said: ready.body.status }).toEqual({
        status: 503,
        said: 'stopping',
      });
      expect(ready.headers.get('connection')).toBe('close');
      // The live list ends only when the process has stopped listening; the body is still missing.
      expect(await feed.text().catch(() => 'cut')).toBeDefined();
      slow.finish();
      expect(await slow.answer).toMatch(/^HTTP\/1\.1 201 /);
      await closed;
      await expect(fetch(`${api.url}/health/live`)).rejects.toThrow();
      const { length } = await api.open.office.parts.store.head();
      expect(length).toBeGreaterThan(2);
    } finally {
      await api.close();
    }
  });

  it('does not wait for ever for one that never sends its body', async () => {
    const api = await ApiUnderTest.start(morning, { shutdownTimeoutMs: 200 });
    try {
      const slow = slowPost(api.url, '/api/v1/requests', JSON.stringify(sent()));
      await slow.isBegun;
      await api.running.close();
      expect(await slow.answer).not.toMatch(/^HTTP\/1\.1 2/);
    } finally {
      await api.close();
    }
  });
});

/** A request whose body is sent only when it is told to. */
function slowPost(url: string, path: string, body: string) {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  const isBegun = new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    const head = [
      `POST ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      // The server answers this at once: from then on the request is on its way.
      'Expect: 100-continue',
    ];
    socket.once('data', () => resolve());
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
  });
  return {
    isBegun,
    finish: () => void socket.write(body),
    /** Everything after the interim answer, when the connection has ended. */
    answer: new Promise<string>((resolve) => {
      socket.on('close', () => resolve(answer.replace(/^HTTP\/1\.1 100 .*?\r\n\r\n/s, '')));
    }),
  };
}
