import { addAgency, ApiUnderTest, registration } from './testing/running-api';

const wang = { accountId: 'wang', agency: 'sunvale', name: '王敏', role: 'clerk' };

let api: ApiUnderTest;
beforeEach(async () => {
  // Monday, ten in the morning.
  api = await ApiUnderTest.start('2026-03-02T02:00:00.000Z');
  await addAgency(api, 'sunvale', '阳光镇人民政府');
});
afterEach(() => api.close());

const patch = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  api.send('PATCH', `/api/v1/accounts/${path}`, { body, headers });
const post = (path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) =>
  api.post(`/api/v1/accounts${path}`, body, headers);

describe('accounts over HTTP', () => {
  it('are opened, shown with an ETag, changed with If-Match and closed', async () => {
    const opened = await post('', wang);
    expect(opened.status).toBe(201);
    expect(opened.headers.get('location')).toBe('/api/v1/accounts/wang');
    const shown = await api.get('/api/v1/accounts/wang');
    expect(shown.headers.get('etag')).toBe('"0"');
    const words = {
      channels: { red: ['application', 'mail'] },
      contact: { mail: 'wang@sunvale.example.cn' },
      digestAt: '08:45',
    };
    expect((await patch('wang/preferences', words, { 'if-match': '"0"' })).status).toBe(200);
    const stale = await patch('wang/preferences', { digestAt: null }, { 'if-match': '"0"' });
    expect([stale.status, stale.body.code]).toEqual([412, 'revision-conflict']);
    expect(stale.body.detail).toContain('设置提醒方式');
    const listed = await api.get('/api/v1/accounts?agency=sunvale');
    expect(JSON.parse(listed.text)).toMatchObject({
      accounts: [
        {
          ...wang,
          contactFields: ['mail'],
          preferences: { digestAt: '08:45', channels: { red: ['application', 'mail'] } },
          channelsSince: { mail: '2026-03-02' },
        },
      ],
    });
    expect(listed.text).not.toContain('@sunvale');
    expect((await post('/wang/close')).status).toBe(200);
    expect(JSON.parse((await api.get('/api/v1/accounts')).text)).toEqual({ accounts: [] });
    const closed = await api.get('/api/v1/accounts?closed=true');
    expect(JSON.parse(closed.text)).toMatchObject({ accounts: [{ closedOn: '2026-03-02' }] });
  });

  it.each([
    [{ ...wang, role: 'boss' }, 422, 'body-invalid'],
    [{ ...wang, agency: 'nobody' }, 404, 'agency-unknown'],
    [{ ...wang, accountId: 'w w' }, 422, 'account-id-malformed'],
    [{ ...wang, password: 'x' }, 422, 'body-invalid'],
  ])('are refused with %j', async (body, status, code) => {
    const refused = await post('', body);
    expect([refused.status, refused.body.code]).toEqual([status, code]);
  });

  it('never repeat an address that is refused', async () => {
    await post('', wang);
    for (const contact of [{ mail: 'wang at sunvale' }, { mail: 'x'.repeat(300) }]) {
      const refused = await patch('wang/preferences', { contact });
      expect(refused.status).toBe(422);
      expect(refused.text).not.toMatch(/wang at|xxx/);
    }
    expect((await patch('li/preferences', { digestAt: null })).body.code).toBe('account-unknown');
  });

  it('are told the form of a time of day that is none', async () => {
    await post('', wang);
    const quietHours = { from: '25:00', to: '08:00' };
    const quiet = await patch('wang/preferences', { quietHours });
    expect([quiet.status, quiet.body.code]).toEqual([422, 'quiet-hours-malformed']);
    expect(quiet.body.detail).toContain('22:00-08:00');
    const digest = await patch('wang/preferences', { digestAt: '8:30' });
    expect([digest.status, digest.body.code]).toEqual([422, 'digest-time-malformed']);
    expect(digest.body.detail).toContain('请写成 08:30');
  });

  it.each([
    [{ webhookFormat: 'qq' }, '只能是：generic、wecom、dingtalk、feishu、null（取消）'],
    [{ digestAt: 830 }, '只能是：文本、null（取消）'],
    [{ channels: { red: ['mail', 'mail'] } }, '/channels/red 有重复的内容'],
    [{ channels: { red: ['pigeon'] } }, '只能是：application、mail、webhook'],
  ])('are told what there is to choose from: %j', async (words, told) => {
    await post('', wang);
    const refused = await patch('wang/preferences', words);
    expect([refused.status, refused.body.code]).toEqual([422, 'body-invalid']);
    expect(refused.body.detail).toContain(told);
  });

  it('are warned when they choose mail and no mail server is set up', async () => {
    await post('', wang);
    const byMail = {
      channels: { red: ['mail'] },
      contact: { mail: 'wang@sunvale.example.cn' },
    };
    const { status, text } = await patch('wang/preferences', byMail);
    expect(status).toBe(200);
    const answer = JSON.parse(text) as Readonly<Record<string, readonly string[]>>;
    expect(answer['warnings']).toEqual(['mail-not-set-up']);
    expect(answer['warningSentences']).toEqual([expect.stringContaining('SUNLEDGER_SMTP_URL')]);
  });

  it('are opened once when the request is sent twice', async () => {
    const headers = { 'idempotency-key': 'open-wang' };
    expect((await post('', wang, headers)).body.duplicate).toBe(false);
    expect((await post('', wang, headers)).body.duplicate).toBe(true);
    expect((await post('', wang)).body.code).toBe('account-taken');
  });
});

describe('the calendar feed over HTTP', () => {
  const open = async (headers = {}) => {
    const { status, text } = await post('/wang/calendar-feed', {}, headers);
    expect(status).toBe(200);
    return JSON.parse(text) as { readonly token: string; readonly address: string };
  };

  it('is read by its address alone, until it is replaced', async () => {
    await post('', wang);
    await api.post(
      '/api/v1/requests',
      registration('sunvale', { on: '2026-03-02', submittedOn: '2026-03-02' }),
    );
    const { address } = await open();
    const feed = await api.get(address);
    expect(feed.status).toBe(200);
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(feed.headers.get('cache-control')).toBe('no-store');
    // Twenty working days after 2 March 2026 (条例第三十三条).
    expect(feed.text).toContain('DTSTART;VALUE=DATE:20260330');
    expect(feed.text).not.toMatch(/张三丰|13800138000/);
    const { address: newer } = await open();
    for (const wrong of [
      address,
      '/api/v1/accounts/wang/due-dates.ics?token=x',
      newer.replace('wang', 'li'),
    ]) {
      const refused = await api.get(wrong);
      expect([refused.status, refused.body.code]).toEqual([404, 'calendar-feed-unknown']);
    }
    expect((await api.get('/api/v1/accounts/wang/due-dates.ics')).status).toBe(422);
    expect((await api.get(newer)).status).toBe(200);
  });

  it('gives the same token to the same request sent twice', async () => {
    await post('', wang);
    const headers = { 'idempotency-key': 'feed-1' };
    expect(await open(headers)).toMatchObject({ token: (await open(headers)).token });
  });

  it('leaves no token in the log of the server', async () => {
    await post('', wang);
    const { token, address } = await open();
    await api.get(address);
    expect(api.logLines.join('\n')).not.toContain(token);
  });
});

describe('a test message over HTTP', () => {
  it('says what is missing', async () => {
    await post('', wang);
    const bare = await post('/wang/test-messages', { channel: 'mail' });
    expect([bare.status, bare.body.code]).toEqual([409, 'channel-address-missing']);
    await patch('wang/preferences', { contact: { mail: 'wang@sunvale.example.cn' } });
    const unset = await post('/wang/test-messages', { channel: 'mail' });
    expect([unset.status, unset.body.code]).toEqual([409, 'channel-not-set-up']);
    expect(unset.body.detail).toContain('SUNLEDGER_SMTP_URL');
    expect((await post('/wang/test-messages', { channel: 'application' })).status).toBe(422);
  });
});
