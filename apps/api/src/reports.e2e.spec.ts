import { addAgency, ApiUnderTest, registration } from './testing/running-api';

/** 2020: one request answered in the year, one carried out of it; both by natural persons. */
async function smallYear(api: ApiUnderTest): Promise<{ answered: string; carried: string }> {
  await addAgency(api, 'county', '某县人民政府');
  await api.post('/api/v1/agencies', { code: 'town', name: '某镇人民政府', parent: 'county' });
  const register = async (day: string, applicantType: string) => {
    api.setClock(`${day}T02:00:00.000Z`);
    const body = registration('town', { on: day, submittedOn: day, applicantType });
    return String((await api.post('/api/v1/requests', body)).body.caseId);
  };
  const answered = await register('2020-03-02', 'naturalPerson');
  const give = async (command: string, body: object) => {
    const path = `/api/v1/requests/${answered}/commands/${command}`;
    const { status, text } = await api.post(path, body);
    if (status !== 200) throw new Error(text);
  };
  api.setClock('2020-03-20T02:00:00.000Z');
  await give('SignReply', {
    on: '2020-03-20',
    disposalKind: 'alreadyPublic',
    documentNumber: '某信答〔2020〕1号',
    access: '县政府门户网站',
  });
  await give('DispatchReply', { on: '2020-03-20', method: 'postal' });
  const carried = await register('2020-12-21', 'business');
  return { answered, carried };
}

describe('the annual report over HTTP', () => {
  let api: ApiUnderTest;
  let cases: { answered: string; carried: string };
  const path = '/api/v1/reports/town/2020';

  beforeAll(async () => {
    api = await ApiUnderTest.start('2020-03-01T02:00:00.000Z');
    cases = await smallYear(api);
    api.setClock('2021-01-04T02:00:00.000Z');
  });
  afterAll(() => api.close());

  it('closes the year, and again without effect', async () => {
    const close = () => api.post('/api/v1/agencies/town/years/2020/close');
    const first = await close();
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ year: 2020, openAtYearEnd: 1 });
    expect(first.body.carriedOver).toEqual([{ caseId: cases.carried, serialNumber: '2020-0002' }]);
    expect((await close()).body.carriedOver).toEqual([]);
  });

  it('has the year’s two requests in its cells, and holds its constraints', async () => {
    const { status, body } = await api.get(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agency: { code: 'town', name: '某镇人民政府' },
      year: 2020,
      format: 2019,
      asOf: '2020-12-31',
      tables: {
        applications: {
          newReceived: { naturalPerson: 1, business: 1, total: 2 },
          carriedOut: { naturalPerson: 0, business: 1, total: 1 },
          resultsTotal: { naturalPerson: 1, business: 0, total: 1 },
        },
        remedies: { review: { total: 0 } },
      },
      narrative: { received: 2, closed: 1, closedOnTime: 1, byDisposal: { alreadyPublic: 1 } },
    });
    const failed = body.checks.filter((check: { ok: boolean }) => !check.ok);
    expect(failed.map(({ id }: { id: string }) => id)).toEqual(['s2.notEntered']);
  });

  it('says what it was on an earlier day, as known on an earlier day', async () => {
    const asOf = await api.get(`${path}?asOf=2020-03-10`);
    expect(asOf.body.narrative).toMatchObject({ received: 1, closed: 0 });
    const knownAt = await api.get(`${path}?knownAt=2020-03-10`);
    expect(knownAt.body.narrative).toMatchObject({ received: 1, closed: 0 });
    expect((await api.get(`${path}?asOf=2020-13-10`)).status).toBe(422);
    expect((await api.get(`${path}?knownAt=yesterday`)).status).toBe(422);
  });

  it('adds up an agency and those below it', async () => {
    const alone = await api.get('/api/v1/reports/county/2020');
    expect(alone.body.narrative.received).toBe(0);
    const whole = await api.get('/api/v1/reports/county/2020?rollup=true');
    expect(whole.body.narrative.received).toBe(2);
  });

  it('opens a cell to its cases', async () => {
    const cell = async (row: string, column: string) => {
      const { body } = await api.get(`${path}/cells/${row}/${column}/cases`);
      return body.cases.map(({ caseId }: { caseId: string }) => caseId);
    };
    expect(await cell('newReceived', 'total')).toEqual([cases.answered, cases.carried]);
    expect(await cell('carriedOut', 'business')).toEqual([cases.carried]);
    expect(await cell('carriedOut', 'naturalPerson')).toEqual([]);
    expect(await cell('review', 'total')).toEqual([]);
    const first = await api.get(`${path}/cells/newReceived/total/cases?limit=1`);
    const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect((await api.get(next)).body.cases).toEqual([
      expect.objectContaining({ caseId: cases.carried }),
    ]);
  });

  it('is a page for people: by its name, or because a browser asks', async () => {
    for (const page of [
      await api.get(`${path}.html`),
      await api.get(path, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }),
    ]) {
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.text).toContain('某镇人民政府2020年政府信息公开工作年度报告');
    }
    const markdown = await api.get(`${path}.md`);
    expect(markdown.headers.get('content-type')).toContain('text/markdown');
    expect(markdown.text).toContain('某镇人民政府2020年');
  });

  it('goes from its figures to its publication, and is corrected in the open', async () => {
    const step = (name: string, body: object = {}) => api.post(`${path}/${name}`, body);
    const figures = [
      { block: 'art20_1', row: 'normativeDocuments', column: 'newlyMade', value: 2 },
    ];
    expect((await step('active-disclosure', { figures, source: '法制办' })).status).toBe(200);
    expect((await step('prose', { section: 's1', text: '本年度概况。' })).status).toBe(200);
    const frozen = await step('freeze');
    expect(frozen.status).toBe(200);
    expect((await step('freeze')).body.code).toBe('report-frozen');
    expect((await step('publication', { where: '门户网站' })).body.code).toBe(
      'report-not-approved',
    );
    await step('approval', { approvedBy: '县长' });
    await step('submission', { submittedTo: '县政府办公室' });
    await step('publication', { where: '门户网站' });
    const filing = await api.get(`${path}/filing`);
    expect(filing.body).toMatchObject({ status: 'published', prose: { s1: '本年度概况。' } });
    expect(filing.headers.get('etag')).toBe(`"${String(filing.body.revision)}"`);

    expect((await api.get(`${path}/differences`)).body).toEqual({ cases: [], cells: [] });
    const { body: history } = await api.get(`/api/v1/requests/${cases.carried}/history`);
    await api.post(`/api/v1/requests/${cases.carried}/commands/CorrectFact`, {
      on: '2021-01-04',
      targetEventId: history.steps[0]?.eventId,
      changes: { applicantType: 'research' },
      reason: '申请人类型录入有误',
      approvedBy: '李主任',
    });
    const { body: changed } = await api.get(`${path}/differences`);
    expect(changed.cases).toEqual([expect.objectContaining({ caseId: cases.carried })]);
    expect(changed.cells).toContainEqual({ row: 'newReceived', column: 'business', delta: -1 });
    expect(changed.cells).toContainEqual({ row: 'newReceived', column: 'research', delta: 1 });
    const corrected = await step('correction', { reason: '更正类型', approvedBy: '县长' });
    expect(corrected.status).toBe(200);
    expect((await api.get(`${path}/differences`)).body.cells).toEqual([]);
  });

  it('lists the agencies of a tree that have not frozen their report', async () => {
    const { body } = await api.get('/api/v1/reports/county/2020/rollup-faults');
    expect(body.faults).toEqual([{ agency: 'county', code: 'report-not-frozen' }]);
  });

  it('counts a review of the reply in section 四, and opens its cell', async () => {
    const filed = await api.post(`/api/v1/requests/${cases.answered}/remedies`, {
      type: 'FileReview',
      on: '2021-01-04',
    });
    expect(filed.status).toBe(201);
    const { remedyId } = filed.body;
    const give = (command: string, body: object) =>
      api.post(`/api/v1/remedies/${String(remedyId)}/commands/${command}`, body);
    expect((await give('AcceptReview', { on: '2021-01-04' })).status).toBe(200);
    const decided = await give('DecideReview', { on: '2021-01-04', decision: 'upheld' });
    expect(decided.headers.get('etag')).toBe('"2"');
    const { body } = await api.get(`/api/v1/remedies/${String(remedyId)}`);
    expect(body).toMatchObject({ caseId: cases.answered, status: 'decided' });
    expect(body.history.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      '申请行政复议',
      '复议受理',
      '复议决定',
    ]);
    const report = await api.get('/api/v1/reports/town/2021');
    expect(report.body.tables.remedies.review).toMatchObject({ upheld: 1, total: 1 });
    const cell = await api.get('/api/v1/reports/town/2021/cells/review/upheld/cases');
    expect(cell.body.cases).toEqual([expect.objectContaining({ remedyId })]);
  });

  it('is linked from the start page', async () => {
    const { text, headers } = await api.get('/');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(text).toContain('<html lang="zh-CN">');
    expect(text).toContain(`href="${path}.html"`);
    expect(text).toContain('href="/api/openapi.json"');
    expect(text).toContain('href="/reminders"');
    // Accounts there are; what there is not is a password.
    expect(text).not.toContain('尚未启用');
    expect(text).toContain('account open');
  });
});
