import { type ClerkCommand, type Office } from '@sunledger/disclosure-office';
import { OfficeUnderTest } from '@sunledger/disclosure-office/testing';
import { openSmtpChannel } from '@sunledger/notification';
import { mailBody, MailServer } from '@sunledger/notification/testing';
import { reminderEventSentence } from '@sunledger/reminder';

/*
 * Received on Monday 2 March 2026: the reply is due on Monday 30 March, and red from Thursday the
 * 26th. The clerk is not to be disturbed before two in the afternoon; at ten the office is reminded.
 */
const at = (hour: number): string => `2026-03-26T${String(hour - 8).padStart(2, '0')}:00:00.000Z`;
const sender = { actor: '提醒', source: 'job' };
const round = { agency: 'sunvale', attempt: 1, lastAttempt: false };

let under: OfficeUnderTest;
let server: MailServer;
let office: Office;
let close: () => Promise<void>;
let cases: readonly string[];

beforeEach(async () => {
  under = await OfficeUnderTest.start('2026-03-02T02:00:00.000Z');
  server = await MailServer.start();
  const mail = openSmtpChannel({ url: server.url, from: 'ledger@sunvale.example.cn' });
  close = async () => {
    await mail.close();
    await server.close();
    await under.close();
  };
  office = under.with({ channels: { mail }, publicUrl: '' });
  await under.addAgency('sunvale', '阳光镇人民政府');
  const wang = { accountId: 'wang', agency: 'sunvale', name: '王敏', role: 'clerk' } as const;
  await office.accounts.open(wang, under.context());
  await office.accounts.setPreferences(
    'wang',
    {
      channels: { red: ['mail'] },
      contact: { mail: 'wang@sunvale.example.cn' },
      quietHours: { from: '09:00', to: '14:00' },
    },
    under.context(),
  );
  cases = [
    await under.register('sunvale', '2026-03-02', '2026-0001'),
    await under.register('sunvale', '2026-03-02', '2026-0002'),
  ];
  under.setClock(at(10));
  await office.reminders.issue();
  expect(await office.deliverReminders(round, sender)).toMatchObject({ sent: 0 });
  under.setClock(at(11));
});
afterEach(() => close());

const gives = async (caseId: string | undefined, command: ClerkCommand): Promise<void> => {
  const outcome = await office.requests.handle(caseId ?? '', command, under.context());
  expect(outcome).toMatchObject({ done: true });
};
const answers = async (caseId: string | undefined): Promise<void> => {
  const on = '2026-03-26';
  const documentNumber = '答1号';
  const disposalKind = 'alreadyPublic';
  await gives(caseId, { type: 'SignReply', on, disposalKind, documentNumber, access: '网站' });
  await gives(caseId, { type: 'DispatchReply', on, method: 'postal' });
};
const extend = async (caseId: string | undefined): Promise<void> => {
  const on = '2026-03-26';
  const approval = { workingDays: 10, reason: '资料量大', approvedBy: '赵刚' } as const;
  await gives(caseId, { type: 'ApproveExtension', on, ...approval, approverRole: 'head' });
  await gives(caseId, { type: 'NotifyExtension', on });
};
const toldAtTwo = async (): Promise<readonly string[]> => {
  under.setClock(at(14));
  await office.deliverReminders(round, sender);
  return server.mails.map((mail) => mailBody(mail, 'text/plain'));
};

describe('the time from which a person wants the digest', () => {
  it('is waited for after the quiet hours', async () => {
    await office.accounts.setPreferences('wang', { digestAt: '15:00' }, under.context());
    under.setClock(at(14));
    expect(await office.deliverReminders(round, sender)).toMatchObject({
      sent: 0,
      deferredUntil: at(15),
    });
    under.setClock(at(15));
    expect(await office.deliverReminders(round, sender)).toMatchObject({ sent: 1 });
  });
});

describe('what was done between a reminder and its message', () => {
  it('is not told', async () => {
    await answers(cases[0]);
    const [text, ...more] = await toldAtTwo();
    expect(more).toEqual([]);
    expect(text).toContain('2026-0002 答复，期限 2026-03-30（周一），还有 2 个工作日');
    expect(text).not.toContain('2026-0001');
  });

  it('leaves a date out that has moved', async () => {
    // Ten working days after 30 March, Tomb-Sweeping Monday 6 April off: Tuesday 14 April.
    await extend(cases[0]);
    const [text] = await toldAtTwo();
    expect(text).not.toContain('2026-0001');
    const { entries } = await office.parts.readModels.duties.find({
      on: '2026-03-26',
      dueThrough: '2026-12-31',
      limit: 50,
    });
    const moved = entries.filter(({ caseId, kind }) => caseId === cases[0] && kind === 'reply');
    expect(moved.map(({ dueOn }) => dueOn)).toEqual(['2026-04-14']);
  });

  it('sends nothing when nothing is left, and says so in the log', async () => {
    for (const caseId of cases) await answers(caseId);
    expect(await toldAtTwo()).toEqual([]);
    expect(await office.agenciesToDeliver()).toEqual([]);
    const [event, ...more] = await under.events('ReminderDeliveryAbandoned');
    expect(more).toEqual([]);
    expect(event?.data).toMatchObject({ attempts: 0, reason: 'no-longer-due' });
    expect(reminderEventSentence(event as never)).toContain('已办结');
  });
});
