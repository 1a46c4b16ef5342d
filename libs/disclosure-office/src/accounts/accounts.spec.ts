import type { ClerkCommand, PreferencesChange } from '@sunledger/disclosure-office';
import { OfficeUnderTest } from '@sunledger/disclosure-office/testing';
import { openSmtpChannel, openWebhookChannel } from '@sunledger/notification';
import { mailHeader, MailServer, WebhookReceiver } from '@sunledger/notification/testing';

import { openContact } from './contact';

const wang = { accountId: 'wang', agency: 'sunvale', name: '王敏', role: 'clerk' } as const;
const byMail: PreferencesChange = {
  channels: { red: ['application', 'mail'], overdue: ['mail'] },
  contact: { mail: 'wang@sunvale.example.cn' },
};
/** An address that no page of this repository may send a reader to. */
const withScheme = (rest: string): string => `https://${rest}`;
const refused = (code: string): unknown => expect.objectContaining({ refused: code });

let under: OfficeUnderTest;
beforeEach(async () => {
  // Monday, ten in the morning.
  under = await OfficeUnderTest.start('2026-03-02T02:00:00.000Z');
  await under.addAgency('sunvale', '阳光镇人民政府');
});
afterEach(() => under.close());

const accounts = () => under.office.accounts;
/** The row of the read model, which has what was just logged. */
const stored = async () => {
  const { store, readModels } = under.parts;
  await readModels.runner.waitFor((await store.head()).position);
  return readModels.accounts.get('wang');
};
const change = (words: PreferencesChange) =>
  accounts().setPreferences('wang', words, under.context());

describe('accounts of the office', () => {
  it('are opened, listed and shown without their contact data', async () => {
    expect(await accounts().open(wang, under.context())).toMatchObject({ done: true, revision: 0 });
    expect(await change(byMail)).toMatchObject({ done: true, revision: 1 });
    const listed = await accounts().list({ agency: 'sunvale' });
    expect(listed).toHaveLength(1);
    expect(listed).toMatchObject([{ ...wang, contactFields: ['mail'], calendarFeed: false }]);
    expect(await accounts().list({ agency: 'nowhere' })).toMatchObject({
      refused: 'agency-unknown',
    });
    const shown = await accounts().get('wang');
    expect(shown).toMatchObject({ ...wang, revision: 1, contactFields: ['mail'] });
    expect(JSON.stringify([listed, shown])).not.toContain('@sunvale');
  });

  it('keep their addresses sealed in every file', async () => {
    await accounts().open(wang, under.context());
    await change({
      contact: {
        mail: 'wang@sunvale.example.cn',
        webhookUrl: 'https://robots.example.cn/hook?key=3c0ffee3',
        webhookSecret: 'SEC0123456789',
      },
      webhookFormat: 'dingtalk',
    });
    const bytes = under.bytes();
    expect(bytes).toContain('dingtalk');
    for (const secret of ['wang@sunvale', '3c0ffee3', 'SEC0123456789']) {
      expect(bytes).not.toContain(secret);
    }
  });

  it('change one thing and leave the rest', async () => {
    await accounts().open(wang, under.context());
    await change(byMail);
    await change({ quietHours: { from: '12:00', to: '14:00' }, digestAt: '09:00' });
    await change({
      digestAt: null,
      contact: { webhookUrl: 'https://robots.example.cn/hook' },
      webhookFormat: 'wecom',
    });
    expect(await accounts().get('wang')).toMatchObject({
      preferences: {
        channels: { upcoming: ['application'], red: ['application', 'mail'], overdue: ['mail'] },
        quietHours: { from: '12:00', to: '14:00' },
        escalations: true,
        webhookFormat: 'wecom',
      },
      contactFields: ['mail', 'webhookUrl'],
    });
    const account = await stored();
    expect(account?.preferences).not.toHaveProperty('digestAt');
    expect(account && (await openContact(under.parts, account))).toEqual({
      mail: 'wang@sunvale.example.cn',
      webhookUrl: 'https://robots.example.cn/hook',
    });
  });

  it('lose a field that is taken away, and cannot choose its channel any more', async () => {
    await accounts().open(wang, under.context());
    await change(byMail);
    expect(await change({ contact: { mail: null } })).toEqual(refused('contact-missing'));
    const channels: PreferencesChange['channels'] = {
      red: ['application'],
      overdue: ['application'],
    };
    expect(await change({ channels, contact: { mail: null } })).toMatchObject({ done: true });
    expect(await accounts().get('wang')).toMatchObject({ contactFields: [] });
  });

  it.each([
    [{ contact: { mail: 'wang, li@example.cn' } }, 'mail-address-malformed'],
    [{ contact: { webhookUrl: 'javascript:alert(1)' } }, 'webhook-address-malformed'],
    [{ contact: { webhookUrl: withScheme('u:p@robots.example.cn') } }, 'webhook-address-malformed'],
  ])('refuse %j without repeating it', async (words, code) => {
    await accounts().open(wang, under.context());
    expect(await change(words)).toEqual({ refused: code, facts: {} });
  });

  it('refuse what their channel would refuse', async () => {
    const webhook = openWebhookChannel({ allowPrivate: false, now: under.parts.now });
    const office = under.with({ channels: { webhook }, publicUrl: '' });
    await office.accounts.open(wang, under.context());
    const set = (contact: object, webhookFormat?: 'wecom') =>
      office.accounts.setPreferences(
        'wang',
        { contact, ...(webhookFormat === undefined ? {} : { webhookFormat }) },
        under.context(),
      );
    expect(await set({ webhookUrl: 'http://robots.example.cn' }, 'wecom')).toEqual(
      refused('webhook-needs-https'),
    );
    expect(await set({ webhookUrl: withScheme('192.168.1.1/hook') }, 'wecom')).toEqual(
      refused('webhook-address-private'),
    );
    expect(await set({ webhookUrl: 'https://robots.example.cn/hook' })).toEqual(
      refused('webhook-secret-missing'),
    );
    expect(await set({ webhookUrl: 'https://robots.example.cn/hook' }, 'wecom')).toMatchObject({
      done: true,
    });
  });

  it('lose the key of their contact data when they are closed', async () => {
    await accounts().open(wang, under.context());
    await change(byMail);
    const account = await stored();
    expect(await accounts().close('wang', under.context())).toMatchObject({ done: true });
    expect(account?.contact).toBeDefined();
    expect(account && (await openContact(under.parts, account))).toEqual({});
    expect(await accounts().list()).toEqual([]);
    expect(await accounts().list({ closed: true })).toHaveLength(1);
    expect(await change(byMail)).toEqual(refused('account-closed'));
    expect(await accounts().close('wang', under.context())).toEqual(refused('account-closed'));
  });

  it('are warned of mail that nobody can send, and of nothing once a server is set up', async () => {
    await accounts().open(wang, under.context());
    expect(await change({ digestAt: '08:30' })).toMatchObject({ warnings: [] });
    const context = under.context();
    const words = () => accounts().setPreferences('wang', byMail, context);
    expect(await words()).toMatchObject({ done: true, warnings: ['mail-not-set-up'] });
    expect(await words()).toMatchObject({ duplicate: true, warnings: ['mail-not-set-up'] });
    expect(await accounts().waitingForMailServer()).toEqual(['wang']);
    const mail = openSmtpChannel({ url: 'smtp://127.0.0.1:25', from: 'ledger@sunvale.example.cn' });
    const office = under.with({ channels: { mail }, publicUrl: '' });
    const again = await office.accounts.setPreferences('wang', byMail, under.context());
    expect(again).toMatchObject({ done: true, warnings: [] });
    expect(await office.accounts.waitingForMailServer()).toEqual([]);
    await mail.close();
  });

  it('are not invented', async () => {
    expect(await change(byMail)).toEqual(refused('account-unknown'));
    expect(await accounts().get('wang')).toEqual(refused('account-unknown'));
    expect(await accounts().sendTest('wang', 'mail', under.context())).toEqual(
      refused('account-unknown'),
    );
  });
});

describe('the calendar feed of an account', () => {
  const issue = async (context = under.context()) => {
    const issued = await accounts().openCalendarFeed('wang', context);
    if (issued.token === undefined) throw new Error(JSON.stringify(issued));
    return issued.token;
  };
  beforeEach(async () => {
    await accounts().open(wang, under.context());
  });

  it('shows what the agency of the person has to do, and nobody of whom it asks', async () => {
    await under.addAgency('moonvale', '月亮镇人民政府');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await under.register('moonvale', '2026-03-02', '2026-0077');
    const feed = await accounts().calendarFeed('wang', await issue());
    // Twenty working days after 2 March 2026 (条例第三十三条): no holiday lies before the 30th.
    expect(feed).toContain('DTSTART;VALUE=DATE:20260330\r\n');
    expect(feed).toContain('SUMMARY:2026-0001 答复\r\n');
    expect(feed).not.toContain('2026-0077');
    expect(feed).not.toMatch(/张三丰|13800138000|征地/);
  });

  it('moves an event whose date moves, and drops it once the request is closed', async () => {
    const caseId = await under.register('sunvale', '2026-03-02', '2026-0001');
    const token = await issue();
    const reply = async () =>
      (await accounts().calendarFeed('wang', token))
        ?.split('BEGIN:VEVENT')
        .filter((event) => event.includes('/reply@sunledger'))
        .map((event) => /DATE:(\d+)/.exec(event)?.[1]);
    const gives = async (command: ClerkCommand) =>
      expect(await under.office.requests.handle(caseId, command, under.context())).toMatchObject({
        done: true,
      });
    expect(await reply()).toEqual(['20260330']);
    const on = '2026-03-02';
    const approval = { workingDays: 10, reason: '资料量大', approvedBy: '赵刚' } as const;
    await gives({ type: 'ApproveExtension', on, ...approval, approverRole: 'head' });
    await gives({ type: 'NotifyExtension', on });
    // Ten working days after 30 March, Tomb-Sweeping Monday 6 April off.
    expect(await reply()).toEqual(['20260414']);
    await gives({ type: 'WithdrawApplication', on });
    expect(await reply()).toEqual([]);
  });

  it('opens to its token alone, and to the newest one', async () => {
    const context = under.context();
    const first = await issue(context);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await issue(context)).toBe(first);
    expect(await accounts().calendarFeed('wang', first)).toContain('BEGIN:VCALENDAR');
    const second = await issue();
    expect(second).not.toBe(first);
    expect(await accounts().calendarFeed('wang', first)).toBeNull();
    expect(await accounts().calendarFeed('wang', second)).toContain('BEGIN:VCALENDAR');
    expect(await accounts().calendarFeed('wang', '')).toBeNull();
    expect(await accounts().calendarFeed('li', second)).toBeNull();
    expect(under.bytes()).not.toContain(second);
  });

  it('ends with the account', async () => {
    const token = await issue();
    await accounts().close('wang', under.context());
    expect(await accounts().calendarFeed('wang', token)).toBeNull();
  });
});

describe('a test message', () => {
  it('goes out by the channel that is asked for', async () => {
    const server = await MailServer.start();
    const receiver = await WebhookReceiver.start();
    receiver.answer = () => ({ body: '{"errcode":0}' });
    const mail = openSmtpChannel({ url: server.url, from: 'ledger@sunvale.example.cn' });
    const webhook = openWebhookChannel({ allowPrivate: true, now: under.parts.now });
    const office = under.with({ channels: { mail, webhook }, publicUrl: '' });
    await office.accounts.open(wang, under.context());
    expect(await office.accounts.sendTest('wang', 'mail', under.context())).toEqual(
      refused('channel-address-missing'),
    );
    const contact = { mail: 'wang@sunvale.example.cn', webhookUrl: receiver.url() };
    await office.accounts.setPreferences(
      'wang',
      { contact, webhookFormat: 'wecom' },
      under.context(),
    );
    for (const channel of ['mail', 'webhook'] as const) {
      expect(await office.accounts.sendTest('wang', channel, under.context())).toMatchObject({
        sent: true,
      });
    }
    expect(server.mails.map((taken) => mailHeader(taken, 'Subject'))).toEqual([
      '【阳光台账】测试消息（阳光镇人民政府）',
    ]);
    expect(receiver.calls[0]?.body).toContain('测试消息');
    receiver.answer = () => ({ body: '{"errcode":93000}' });
    expect(await office.accounts.sendTest('wang', 'webhook', under.context())).toEqual({
      refused: 'test-message-failed',
      facts: { reason: 'webhook-errcode-93000' },
    });
    await Promise.all([mail.close(), server.close(), receiver.close()]);
  });

  it('says when the office has no such channel', async () => {
    await accounts().open(wang, under.context());
    await change(byMail);
    expect(await accounts().sendTest('wang', 'mail', under.context())).toEqual({
      refused: 'channel-not-set-up',
      facts: { channel: 'mail', label: '电子邮件' },
    });
  });
});
