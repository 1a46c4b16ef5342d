import { addAgency, type Answer, ApiUnderTest, registration } from './testing/running-api';

/** What every problem has in common. */
function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({
    type: `urn:sunledger:problem:${code}`,
    status,
    facts: expect.any(Object),
    title: expect.stringMatching(/\p{Script=Han}/u),
    detail: expect.stringMatching(/\p{Script=Han}.*[。？]$/su),
  });
}

describe('problems', () => {
  let api: ApiUnderTest;
  let caseId: string;
  const day = '2021-03-01';
  const sent = (changes: object) =>
    registration('taiping', { on: day, submittedOn: day, ...changes });

  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    await addAgency(api, 'taiping', '太平镇人民政府');
    ({ caseId } = (await api.post('/api/v1/requests', sent({}))).body);
  });
  afterAll(() => api.close());

  it.each([
    ['/api/v1/nowhere', 'route-unknown'],
    ['/api/v1/requests/nobody', 'case-unknown'],
    ['/api/v1/requests/nobody/history', 'case-unknown'],
    ['/api/v1/remedies/none', 'remedy-unknown'],
    ['/api/v1/agencies/none', 'agency-unknown'],
    ['/api/v1/reports/none/2020', 'agency-unknown'],
    ['/api/v1/reports/taiping/2018', 'report-format-unknown'],
    ['/api/v1/reports/taiping/20x0', 'year-malformed'],
    ['/api/v1/reports/taiping/2020/cells/nothing/total/cases', 'unknown-cell'],
    ['/api/v1/ledgers/wishes.csv?agency=taiping', 'ledger-kind-unknown'],
    ['/api/v1/log/heads/999999', 'position-unknown'],
  ])('answers %s with 404 %s', async (path, code) => {
    expectProblem(await api.get(path), 404, code);
  });

  it('answers a command that there is not with 404', async () => {
    for (const path of [`requests/${caseId}`, 'agencies/taiping', 'remedies/none']) {
      const answer = await api.post(`/api/v1/${path}/commands/DoNothing`, {});
      expectProblem(answer, 404, 'command-unknown');
    }
  });

  it('answers an act that does not fit the state with 409 and the facts', async () => {
    const answer = await api.post(`/api/v1/requests/${caseId}/commands/ArchiveCase`, { on: day });
    expectProblem(answer, 409, 'not-permitted-in-status');
    expect(answer.body.facts).toMatchObject({ status: 'open', command: 'ArchiveCase' });
    expect(answer.body.detail).toBe('案件目前为“办理中”，不能办理“归档”。');
  });

  it('answers content that cannot be with 422', async () => {
    const answer = await api.post('/api/v1/requests', sent({ on: '2021-03-02' }));
    expectProblem(answer, 422, 'date-in-future');
  });

  it('lists every fault of a body, with its place and without repeating it', async () => {
    const answer = await api.post('/api/v1/requests', {
      on: '1 March',
      agency: 'taiping',
      channel: 'pigeon',
      colour: 'red',
      personal: { name: 7, nickname: '小张' },
    });
    expectProblem(answer, 422, 'body-invalid');
    const faults: readonly { path: string; message: string }[] = answer.body.faults;
    expect(new Map(faults.map(({ path, message }) => [path, message]))).toEqual(
      new Map([
        ['/on', '应为 2019-03-04 这样的日期'],
        ['/applicantType', '缺少此项'],
        ['/channel', '只能是：inPerson、signedMail、ordinaryMail、internet、fax、other'],
        ['/colour', '没有这一项，请核对名称'],
        ['/personal/name', '应为文本'],
        ['/personal/nickname', '没有这一项，请核对名称'],
      ]),
    );
    expect(answer.text).not.toMatch(/pigeon|小张/);
  });

  it('answers a body that is no JSON, or of another type, or too large', async () => {
    const json = { 'content-type': 'application/json' };
    expectProblem(
      await api.post('/api/v1/requests', '{"name": "张三', json),
      400,
      'body-malformed',
    );
    expectProblem(
      await api.post('/api/v1/requests', 'agency=taiping', {
        'content-type': 'application/x-www-form-urlencoded',
      }),
      415,
      'content-type-unsupported',
    );
    const large = JSON.stringify({ note: 'x'.repeat(2_000_000) });
    expectProblem(await api.post('/api/v1/requests', large, json), 413, 'body-too-large');
  });

  it.each([
    [{ 'if-match': 'three' }, 'if-match-malformed'],
    [{ 'idempotency-key': 'a b' }, 'idempotency-key-malformed'],
    [{ 'x-actor': '%ZZ' }, 'actor-malformed'],
    [{ 'x-actor': '%0A' }, 'actor-malformed'],
  ])('answers a header that cannot be read with 400: %j', async (headers, code) => {
    const path = `/api/v1/requests/${caseId}/commands/AcknowledgeReceipt`;
    expectProblem(await api.post(path, { on: day }, headers), 400, code);
  });

  it('answers a malformed address with 400', async () => {
    expectProblem(await api.get('/api/v1/requests/%E0%A4%A'), 400, 'address-malformed');
  });
});

describe('a fault that nobody expected', () => {
  it('is told by an id alone; its details are logged without personal data', async () => {
    const api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    try {
      await addAgency(api, 'taiping', '太平镇人民政府');
      await api.open.close();
      const answer = await api.post(
        '/api/v1/requests',
        registration('taiping', { on: '2021-03-01' }),
      );
      expect([500, 503]).toContain(answer.status);
      const { errorId } = answer.body;
      expect(answer.body.detail).toMatch(/\p{Script=Han}/u);
      expect(api.faultLines).toHaveLength(1);
      const line = JSON.parse(api.faultLines[0] ?? '') as { frames: readonly string[] };
      expect(line).toMatchObject({ errorId, method: 'POST', path: '/api/v1/requests' });
      expect(line.frames.length).toBeGreaterThan(0);
      expect(api.faultLines.join()).not.toMatch(/张三丰|110101199001011237|13800138000|征地/);
      expect((await api.get('/health/live')).status).toBe(200);
      expect((await api.get('/health/ready')).status).toBe(503);
    } finally {
      await api.close().catch(() => undefined);
    }
  });
});
