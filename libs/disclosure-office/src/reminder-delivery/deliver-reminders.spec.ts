import {
  DeliveryIncomplete,
  type Office,
  type PreferencesChange,
} from '@sunledger/disclosure-office';
import { OfficeUnderTest } from '@sunledger/disclosure-office/testing';
import { openSmtpChannel, openWebhookChannel } from '@sunledger/notification';
import { mailBody, mailHeader, MailServer, WebhookReceiver } from '@sunledger/notification/testing';

/*
 * A request received on Monday 2 March 2026: a reply is due twenty working days later, on Monday
 * 30 March; yellow from Monday 23 (five left), red from Thursday 26 (two left), overdue from the 31st.
 */
const day = (date: string, hour = 10): string =>
  new Date(`${date}T${String(hour).padStart(2, '0')}:00:00+08:00`).toISOString();
const yellowDay = '2026-03-23';
const redDay = '2026-03-26';
const overdueDay = '2026-03-31';
const everyLevel: PreferencesChange['channels'] = {
  upcoming: ['mail'],
  yellow: ['mail'],
  red: ['mail'],
  overdue: ['mail'],
};
const sender = { actor: '提醒', source: 'job' };

let under: OfficeUnderTest;
let server: MailServer;
let refusal: number | undefined;
let office: Office;
let close: () => Promise<void>;

beforeEach(async () => {
  refusal = undefined;
  under = await OfficeUnderTest.start(day('2026-03-02'));
  server = await MailServer.start({ refuseRecipient: () => refusal });
  const mail = openSmtpChannel({ url: server.url, from: 'ledger@sunvale.example.cn' });
  const webhook = openWebhookChannel({ allowPrivate: true, now: () => under.parts.now() });
  close = async () => {
    await mail.close();
    await server.close();
    await under.close();
  };
  office = under.with({ channels: { mail, webhook }, publicUrl: 'https://ledger.example.cn' });
  await under.addAgency('sunvale', '阳光镇人民政府');
});
afterEach(() => close());

/** Somebody who gets everything by mail, unless told otherwise. */
async function person(
  accountId: string,
  role: 'clerk' | 'head',
  change: PreferencesChange = {},
): Promise<void> {
  const named = { accountId, agency: 'sunvale', name: accountId, role };
  await office.accounts.open(named, under.context());
  const contact = { mail: `${accountId}@sunvale.example.cn` };
  const outcome = await office.accounts.setPreferences(
    accountId,
    { channels: everyLevel, contact, ...change },
    under.context(),
  );
  expect(outcome).toMatchObject({ done: true });
}

/** Issues what is due on a day at ten. */
async function issueOn(date: string): Promise<void> {
  under.setClock(day(date));
  await office.reminders.issue();
}
const round = { agency: 'sunvale', attempt: 1, lastAttempt: false };
const deliver = (changes: Partial<typeof round> = {}) =>
  office.deliverReminders({ ...round, ...changes }, sender);
const mailsTo = (accountId: string) =>
  server.mails.filter(({ to }) => to.includes(`${accountId}@sunvale.example.cn`));
const replyLines = (accountId: string): readonly string[] =>
  mailsTo(accountId)
    .flatMap((mail) => mailBody(mail, 'text/plain').split('\n'))
    .filter((line) => line.includes(' 答复，'))
    .map((line) => line.replace(/^\d+\. /, ''));

describe('delivering reminders', () => {
  it('brings each person one message, once, and notes it in the log', async () => {
    await person('wang', 'clerk');
    const caseId = await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    expect(await office.agenciesToDeliver()).toEqual(['sunvale']);
    expect(await deliver()).toEqual({ sent: 1, abandoned: [], waiting: [], deferredUntil: null });
    expect(await deliver()).toEqual({ sent: 0, abandoned: [], waiting: [], deferredUntil: null });
    expect(await office.agenciesToDeliver()).toEqual([]);
    expect(replyLines('wang')).toEqual([
      '【临近期限】2026-0001 答复，期限 2026-03-30（周一），还有 5 个工作日',
    ]);
    const [mail] = mailsTo('wang');
    const text = mail === undefined ? '' : mailBody(mail, 'text/plain');
    expect(text).toContain(`https://ledger.example.cn/requests/${caseId}`);
    expect(mail?.raw).not.toMatch(/张三丰|13800138000|征地/);
    const [issue] = await under.events('RemindersIssued');
    const delivered = await under.events('ReminderDelivered');
    expect(delivered.map(({ data }) => data)).toEqual([
      { issueId: issue?.id, accountId: 'wang', channel: 'mail', messageId: expect.any(String) },
    ]);
    const { messageId } = delivered[0]?.data as { messageId: string };
    expect(mail && mailHeader(mail, 'Message-ID')).toBe(`<${messageId}@sunvale.example.cn>`);
  });

  it('tells a head what is overdue, unless the head does not want that', async () => {
    await person('wang', 'clerk');
    await person('head', 'head');
    await person('deputy', 'head', { escalations: false });
    await under.register('sunvale', '2026-03-02', '2026-0001');
    for (const date of [yellowDay, redDay, overdueDay]) {
      await issueOn(date);
      await deliver();
    }
    expect(replyLines('wang').map((line) => line.replace(/】.*/, '】'))).toEqual([
      '【临近期限】',
      '【即将到期】',
      '【已逾期】',
    ]);
    expect(replyLines('head')).toEqual([
      '【已逾期】2026-0001 答复，期限 2026-03-30（周一），已逾期 1 天',
    ]);
    expect(replyLines('deputy')).toEqual([]);
  });

  it('leaves a level alone that a person does not want by mail', async () => {
    const channels: PreferencesChange['channels'] = { ...everyLevel, yellow: ['application'] };
    await person('wang', 'clerk', { channels });
    await under.register('sunvale', '2026-03-02', '2026-0001');
    for (const date of [yellowDay, redDay]) {
      await issueOn(date);
      await deliver();
    }
    expect(replyLines('wang').map((line) => line.replace(/】.*/, '】'))).toEqual(['【即将到期】']);
  });

  it('does not send what was issued before somebody chose mail', async () => {
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    under.setClock(day('2026-03-24'));
    await person('wang', 'clerk');
    expect(await deliver()).toMatchObject({ sent: 0, waiting: [] });
    expect(server.mails).toEqual([]);
  });

  it('waits for the end of quiet hours', async () => {
    await person('wang', 'clerk', { quietHours: { from: '09:00', to: '14:00' } });
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    expect(await deliver()).toMatchObject({ sent: 0, deferredUntil: day(yellowDay, 14) });
    under.setClock(day(yellowDay, 14));
    expect(await deliver()).toMatchObject({ sent: 1, deferredUntil: null });
  });

  it('keeps the office’s own quiet hours and days of rest where a person has none', async () => {
    await person('wang', 'clerk');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    // The office is quiet from six in the evening until half past eight.
    under.setClock(day(yellowDay, 19));
    const half = new Date('2026-03-24T08:30:00+08:00').toISOString();
    expect(await deliver()).toMatchObject({ sent: 0, deferredUntil: half });
    // 28 March 2026 is a Saturday.
    under.setClock(day('2026-03-28'));
    const monday = new Date('2026-03-30T08:30:00+08:00').toISOString();
    expect(await deliver()).toMatchObject({ sent: 0, deferredUntil: monday });
  });

  it('tries again what could not be sent, and makes one message of what has gathered', async () => {
    await person('wang', 'clerk');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    refusal = 452;
    await issueOn(yellowDay);
    const waiting = [{ accountId: 'wang', channel: 'mail', reason: 'smtp-452' }];
    const failed: unknown = await deliver().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(DeliveryIncomplete);
    expect(failed).toMatchObject({ outcome: { sent: 0, waiting } });
    expect(await deliver({ attempt: 5, lastAttempt: true })).toMatchObject({ waiting });
    expect(await office.agenciesToDeliver()).toEqual(['sunvale']);
    await issueOn(redDay);
    refusal = undefined;
    expect(await deliver()).toMatchObject({ sent: 1, waiting: [] });
    // Two issues, one line: the reply as it stood last.
    expect(replyLines('wang')).toEqual([
      '【即将到期】2026-0001 答复，期限 2026-03-30（周一），还有 2 个工作日',
    ]);
    expect(await under.events('ReminderDelivered')).toHaveLength(2);
    expect(await under.events('ReminderDeliveryAbandoned')).toEqual([]);
  });

  it('gives up at once on an address that is refused for good, without writing it down', async () => {
    await person('wang', 'clerk');
    await person('li', 'clerk');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    refusal = 550;
    await issueOn(yellowDay);
    expect(await deliver()).toMatchObject({
      sent: 0,
      waiting: [],
      abandoned: [
        { accountId: 'li', channel: 'mail', reason: 'smtp-550' },
        { accountId: 'wang', channel: 'mail', reason: 'smtp-550' },
      ],
    });
    const [abandoned] = await under.events('ReminderDeliveryAbandoned');
    expect(abandoned?.data).toMatchObject({ accountId: 'li', attempts: 1, reason: 'smtp-550' });
    refusal = undefined;
    expect(await deliver()).toMatchObject({ sent: 0, abandoned: [], waiting: [] });
    expect(under.bytes()).not.toContain('@sunvale.example.cn');
  });

  it('gives up after a week of passing faults, at the last attempt of a round', async () => {
    await person('wang', 'clerk');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    refusal = 452;
    under.setClock(day('2026-03-27'));
    expect(await deliver({ attempt: 5, lastAttempt: true })).toMatchObject({ abandoned: [] });
    under.setClock(day('2026-03-30'));
    await expect(deliver({ attempt: 4 })).rejects.toThrow(DeliveryIncomplete);
    expect(await deliver({ attempt: 5, lastAttempt: true })).toMatchObject({
      abandoned: [{ accountId: 'wang', channel: 'mail', reason: 'smtp-452' }],
      waiting: [],
    });
    expect((await under.events('ReminderDeliveryAbandoned'))[0]?.data).toMatchObject({
      attempts: 5,
    });
  });

  it('after a crash between sending and noting it, sends the same message id again', async () => {
    await person('wang', 'clerk');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    const { store, notification } = office.parts;
    if (notification === undefined) throw new Error('the office has no channels');
    let crashed = false;
    const crashing = under.with(notification, {
      store: new Proxy(store, {
        get: (target, name) => {
          if (name === 'append' && !crashed) {
            return () => {
              crashed = true;
              return Promise.reject(new Error('killed'));
            };
          }
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      }),
    });
    await expect(crashing.deliverReminders(round, sender)).rejects.toThrow('killed');
    expect(await deliver()).toMatchObject({ sent: 1 });
    const ids = mailsTo('wang').map((mail) => mailHeader(mail, 'Message-ID'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await under.events('ReminderDelivered')).toHaveLength(1);
  });

  it('does not reach a closed account', async () => {
    await person('wang', 'clerk');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    await office.accounts.close('wang', under.context());
    expect(await office.agenciesToDeliver()).toEqual([]);
    expect(await deliver()).toMatchObject({ sent: 0, waiting: [] });
  });

  it('counts a channel that is not set up as one that may be tomorrow', async () => {
    await person('wang', 'clerk');
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    const bare = under.with({ channels: {}, publicUrl: '' });
    expect(await bare.deliverReminders({ ...round, lastAttempt: true }, sender)).toMatchObject({
      waiting: [{ accountId: 'wang', channel: 'mail', reason: 'channel-not-set-up' }],
    });
    expect(await deliver()).toMatchObject({ sent: 1 });
  });

  it('reaches a robot as well as a mailbox', async () => {
    const receiver = await WebhookReceiver.start();
    receiver.answer = () => ({ body: '{"errcode":0,"errmsg":"ok"}' });
    const both = Object.fromEntries(
      ['upcoming', 'yellow', 'red', 'overdue'].map((level) => [level, ['mail', 'webhook']]),
    ) as PreferencesChange['channels'];
    await person('wang', 'clerk', {
      channels: both,
      contact: { mail: 'wang@sunvale.example.cn', webhookUrl: receiver.url() },
      webhookFormat: 'wecom',
    });
    await under.register('sunvale', '2026-03-02', '2026-0001');
    await issueOn(yellowDay);
    expect(await deliver()).toMatchObject({ sent: 2 });
    expect(mailsTo('wang')).toHaveLength(1);
    expect(receiver.calls).toHaveLength(1);
    expect(receiver.calls[0]?.body).toContain('2026-0001 答复');
    await receiver.close();
  });
});
