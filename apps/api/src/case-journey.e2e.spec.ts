import { addAgency, ApiUnderTest, registration } from './testing/running-api';

describe('a request over HTTP, from registration to the archive', () => {
  let api: ApiUnderTest;
  let caseId: string;

  const at = (day: string) => api.setClock(`${day}T02:00:00.000Z`);
  const give = (command: string, body: object) =>
    api.post(`/api/v1/requests/${caseId}/commands/${command}`, body);
  const detail = async () => (await api.get(`/api/v1/requests/${caseId}`)).body;

  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-03-01T02:00:00.000Z');
    await addAgency(api, 'taiping', '太平镇人民政府');
  });
  afterAll(() => api.close());

  it('is registered with the next number and an address', async () => {
    const day = '2021-03-01';
    const { status, body, headers } = await api.post(
      '/api/v1/requests',
      registration('taiping', { on: day, submittedOn: day }),
    );
    expect(status).toBe(201);
    expect(body).toMatchObject({ serialNumber: '2021-0001', revision: 0, duplicate: false });
    ({ caseId } = body);
    expect(headers.get('location')).toBe(`/api/v1/requests/${caseId}`);
    expect(headers.get('etag')).toBe('"0"');
    expect(headers.get('idempotency-key')).toBe(body.commandId);
  });

  it('shows its status, its due date and what may be done next, and nobody’s name', async () => {
    const answer = await api.get(`/api/v1/requests/${caseId}`);
    expect(answer.headers.get('etag')).toBe('"0"');
    expect(answer.body).toMatchObject({
      status: 'open',
      statusLabel: '办理中',
      serialNumber: '2021-0001',
      closing: null,
      deadline: { dueOn: '2021-03-29', correctionNoticeDueOn: '2021-03-10' },
    });
    expect(answer.body.permittedCommands).toContainEqual({
      command: 'RequestCorrection',
      label: '拟定补正告知',
    });
    expect(answer.body.permittedCommands).not.toContainEqual(
      expect.objectContaining({ command: 'ArchiveCase' }),
    );
    expect(answer.text).not.toMatch(/张三丰|13800138000|sealed|lookup/);
  });

  it('is found by its serial number, too', async () => {
    const named = await api.get('/api/v1/requests/2021-0001?agency=taiping');
    expect(named.body.caseId).toBe(caseId);
  });

  it('waits for a correction and starts its term anew', async () => {
    at('2021-03-03');
    await give('RequestCorrection', { on: '2021-03-03', items: ['请写明文件名称'] });
    const sent = await give('DispatchCorrectionNotice', { on: '2021-03-03', method: 'postal' });
    expect(sent.status).toBe(200);
    expect(sent.headers.get('etag')).toBe('"2"');
    expect(await detail()).toMatchObject({
      status: 'awaitingCorrection',
      deadline: { dueOn: null },
    });

    at('2021-03-15');
    const received = await give('ReceiveCorrection', {
      on: '2021-03-15',
      personal: { requestText: '太平镇 2019 年度征地补偿方案' },
    });
    expect(received.status).toBe(200);
    expect(await detail()).toMatchObject({ status: 'open', deadline: { dueOn: '2021-04-13' } });
  });

  it('is extended once', async () => {
    at('2021-04-09');
    const workingDays = 20;
    const approval = { workingDays, approvedBy: '李主任', approverRole: 'head', reason: '需检索' };
    expect((await give('ApproveExtension', { on: '2021-04-08', ...approval })).status).toBe(200);
    expect((await give('NotifyExtension', { on: '2021-04-09', method: 'postal' })).status).toBe(
      200,
    );
    expect(await detail()).toMatchObject({ deadline: { dueOn: '2021-05-12' } });
  });

  it('is answered in time and archived', async () => {
    at('2021-04-23');
    await give('RecordSearch', {
      on: '2021-04-12',
      holdings: '镇档案室',
      terms: '征地补偿',
      searchedBy: '党政办',
      found: false,
      lateReason: '补录',
    });
    const signed = await give('SignReply', {
      on: '2021-04-20',
      disposalKind: 'informationNotExist',
      documentNumber: '太政信答〔2021〕1号',
      reasons: '经检索未制作该信息',
    });
    expect(signed.status).toBe(200);
    expect((await detail()).status).toBe('signed');
    await give('DispatchReply', { on: '2021-04-21', method: 'postal' });
    expect(await detail()).toMatchObject({
      status: 'closed',
      closing: { on: '2021-04-21', disposalKind: 'informationNotExist', onTime: true },
    });
    expect((await give('RecordReplyDelivery', { on: '2021-04-23' })).status).toBe(200);
    expect((await give('ArchiveCase', { on: '2021-04-23', fileNumber: '2021-1' })).status).toBe(
      200,
    );
  });

  it('tells its history step by step, with the due date after each', async () => {
    const { body } = await api.get(`/api/v1/requests/${caseId}/history`);
    expect(body.steps.map(({ type }: { type: string }) => type)).toEqual([
      'ApplicationRegistered',
      'CorrectionRequested',
      'CorrectionNoticeDispatched',
      'CorrectionReceived',
      'ExtensionApproved',
      'ExtensionNotified',
      'SearchRecorded',
      'ReplySigned',
      'ReplyDispatched',
      'ReplyDelivered',
      'CaseArchived',
    ]);
    const dueDates = body.steps.map(({ dueOn }: { dueOn: string | null }) => dueOn);
    expect(dueDates.slice(0, 6)).toEqual([
      '2021-03-29',
      '2021-03-29',
      null,
      '2021-04-13',
      '2021-04-13',
      '2021-05-12',
    ]);
    const early = await api.get(`/api/v1/requests/${caseId}/history?at=2021-03-02`);
    expect(early.body.steps).toHaveLength(1);
  });

  it('gives out personal data for a purpose only, and logs that it did', async () => {
    const path = `/api/v1/requests/${caseId}/personal-data/readings`;
    expect((await api.post(path, {})).status).toBe(422);
    const read = await api.post(path, { purpose: '打印答复' }, { 'x-actor': '%E7%8E%8B%E4%BA%94' });
    expect(read.body.personal).toMatchObject({
      name: '张三丰',
      requestText: '太平镇 2019 年度征地补偿方案',
    });
    const logged = await api.open.office.parts.store.readStream(`access-${caseId}`);
    expect(logged).toEqual([
      expect.objectContaining({
        type: 'PersonalDataRead',
        data: expect.objectContaining({ purpose: '打印答复' }),
        meta: expect.objectContaining({ actor: '王五' }),
      }),
    ]);
  });

  it('is found by name until its personal data are erased', async () => {
    const search = () => api.post('/api/v1/requests/searches', { name: '张三丰' });
    expect((await search()).body.requests).toHaveLength(1);

    const erased = await api.post(`/api/v1/requests/${caseId}/personal-data/erasure`, {
      reason: '申请人要求',
      approvedBy: '李主任',
    });
    expect(erased.status).toBe(200);
    expect((await search()).body.requests).toEqual([]);
    const read = await api.post(`/api/v1/requests/${caseId}/personal-data/readings`, {
      purpose: '核对',
    });
    expect(read.status).toBe(409);
    expect(read.body.code).toBe('personal-data-erased');
  });
});

describe('a request that arrives before it is registered', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-06-01T02:00:00.000Z');
    await addAgency(api, 'taiping', '太平镇人民政府');
  });
  afterAll(() => api.close());

  it('keeps its case when it is registered', async () => {
    const arrived = await api.post('/api/v1/requests/arrivals', {
      type: 'RecordArrival',
      on: '2021-06-01',
      agency: 'taiping',
      channel: 'signedMail',
      how: 'signedFor',
    });
    expect(arrived.status).toBe(201);
    const { caseId } = arrived.body;
    const { channel, ...rest } = registration('taiping', { on: '2021-06-01' });
    expect(channel).toBe('inPerson');
    const registered = await api.post(`/api/v1/requests/${caseId}/commands/RegisterApplication`, {
      ...rest,
      channel: 'signedMail',
      submittedOn: undefined,
    });
    expect(registered.status).toBe(200);
    const { body } = await api.get(`/api/v1/requests/${caseId}`);
    expect(body).toMatchObject({ serialNumber: '2021-0001', case: { receivedOn: '2021-06-01' } });
  });

  it('is not opened under an id that somebody made up', async () => {
    const made = await api.post('/api/v1/requests/made-up/commands/RecordArrival', {
      on: '2021-06-01',
      agency: 'taiping',
      channel: 'signedMail',
      how: 'signedFor',
    });
    expect(made.status).toBe(404);
    expect(made.body.code).toBe('case-unknown');
  });
});

describe('the list of requests', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start('2021-03-05T02:00:00.000Z');
    await addAgency(api, 'city', '某市');
    await api.post('/api/v1/agencies', { code: 'county', name: '某县', parent: 'city' });
    for (const [agency, day] of [
      ['city', '2021-03-01'],
      ['city', '2021-03-02'],
      ['county', '2021-03-03'],
    ] as const) {
      await api.post(
        '/api/v1/requests',
        registration(agency, { on: day, submittedOn: day, lateReason: undefined }),
      );
    }
  });
  afterAll(() => api.close());

  const days = (body: { requests: readonly { receivedOn: string }[] }) =>
    body.requests.map(({ receivedOn }) => receivedOn);

  it('goes page by page, each naming the next', async () => {
    const first = await api.get('/api/v1/requests?limit=2&descending=true');
    expect(days(first.body)).toEqual(['2021-03-03', '2021-03-02']);
    const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await api.get(link);
    expect(days(second.body)).toEqual(['2021-03-01']);
    expect(second.body.next).toBeNull();
    expect(second.headers.get('link')).toBeNull();
  });

  it('is filtered by agency, by its tree, by status and by day', async () => {
    const dates = async (query: string) => days((await api.get(`/api/v1/requests?${query}`)).body);
    expect(await dates('agency=county')).toEqual(['2021-03-03']);
    expect(await dates('agency=city&rollup=true')).toHaveLength(3);
    expect(await dates('status=closed')).toEqual([]);
    expect(await dates('status=open&receivedThrough=2021-03-01')).toEqual(['2021-03-01']);
    expect(await dates('overdueOn=2021-03-31')).toHaveLength(2);
  });

  it('refuses a made-up cursor, an unknown filter and an unknown value', async () => {
    for (const query of ['after=xyz', 'colour=red', 'sort=colour', 'limit=1000']) {
      expect((await api.get(`/api/v1/requests?${query}`)).status).toBe(422);
    }
  });
});
