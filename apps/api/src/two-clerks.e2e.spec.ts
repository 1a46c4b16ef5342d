import { addAgency, ApiUnderTest, registration } from './testing/running-api';

describe('two clerks on one case', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    await addAgency(api, 'taiping', '太平镇人民政府');
  });
  afterAll(() => api.close());

  const day = '2021-03-01';
  const register = (headers?: Readonly<Record<string, string>>, changes: object = {}) =>
    api.post(
      '/api/v1/requests',
      registration('taiping', { on: day, submittedOn: day, ...changes }),
      headers,
    );
  const assignment = { on: day, unit: '党政办', part: 'lead' };

  it('shows the slower one what the faster one did', async () => {
    const { caseId } = (await register()).body;
    const path = `/api/v1/requests/${caseId}/commands`;
    const seen = (await api.get(`/api/v1/requests/${caseId}`)).headers.get('etag') ?? '';
    const actor = { 'x-actor': encodeURIComponent('王五') };
    await api.post(`${path}/AssignCase`, assignment, actor);

    const slower = await api.post(`${path}/AcknowledgeReceipt`, { on: day }, { 'if-match': seen });
    expect(slower.status).toBe(412);
    expect(slower.headers.get('content-type')).toContain('application/problem+json');
    expect(slower.body).toMatchObject({
      code: 'revision-conflict',
      type: 'urn:sunledger:problem:revision-conflict',
      facts: { expectedRevision: 0, actualRevision: 1 },
      missed: [{ type: 'CaseAssigned', actor: '王五', sentence: '交由党政办主办' }],
    });
    expect(slower.body.detail).toContain('交由党政办主办');

    const again = await api.post(`${path}/AcknowledgeReceipt`, { on: day }, { 'if-match': '"1"' });
    expect(again.status).toBe(200);
  });

  it('makes one case of a registration that is sent twice', async () => {
    const key = { 'idempotency-key': 'b3b1f0b8-7c1d-4a55-9d3e-6a2f4f1f0001' };
    const first = await register(key);
    const second = await register(key);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
    expect(first.headers.get('idempotency-key')).toBe(key['idempotency-key']);
  });

  it('makes one fact of a command that is sent twice, whatever happened in between', async () => {
    const { caseId } = (await register()).body;
    const path = `/api/v1/requests/${caseId}/commands`;
    const key = { 'idempotency-key': 'assign-1', 'if-match': '"0"' };
    const first = await api.post(`${path}/AssignCase`, assignment, key);
    await api.post(`${path}/AcknowledgeReceipt`, { on: day });
    const second = await api.post(`${path}/AssignCase`, assignment, key);
    expect(second.status).toBe(200);
    expect(second.body).toEqual({ ...first.body, duplicate: true });
    const { body } = await api.get(`/api/v1/requests/${caseId}/history`);
    expect(body.steps).toHaveLength(3);
  });

  it.each([
    ['another body', { applicantType: 'business' }],
    ['other personal data', { personal: { name: '李四', requestText: '另一件' } }],
  ])('refuses a key that is used again with %s', async (_what, changes) => {
    const key = { 'idempotency-key': `reused-${JSON.stringify(changes).length}` };
    const first = await register(key);
    expect(first.status).toBe(201);
    const other = await register(key, changes);
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('idempotency-key-reused');
    const named = await api.get(`/api/v1/requests/${String(first.body.caseId)}`);
    expect(named.body.case.applicantType).toBe('naturalPerson');
  });

  it('refuses a key that is used again for another case', async () => {
    const [one, other] = [await register(), await register()];
    const key = { 'idempotency-key': 'for-one-case' };
    const path = (caseId: string) => `/api/v1/requests/${caseId}/commands/AssignCase`;
    expect((await api.post(path(one.body.caseId), assignment, key)).status).toBe(200);
    const second = await api.post(path(other.body.caseId), assignment, key);
    expect(second.status).toBe(422);
    expect(second.body.code).toBe('idempotency-key-reused');
  });

  it('gives every one of many simultaneous registrations a number of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => register()));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => String(body.serialNumber))).size).toBe(30);
  });
});
