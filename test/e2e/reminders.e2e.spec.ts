import { createOffice, isDone, type Office } from '@sunledger/disclosure-office';
import type { ReminderRecipient } from '@sunledger/reminder';
import { openOffice, type OpenOffice } from '@sunledger/wiring';

import { freshDirectory, type Place, sunledger } from './command-line';
import { commandLine, demandBuild, runAndKill } from './killed-child';
import { carriedOut, storesOfRun } from './office-directory';

/** Received on Monday 2025-03-10, the reply is due on Tuesday 8 April: yellow from 31 March. */
const morning = (day: string): string => `${day}T02:00:00.000Z`;

let directory: Place;
let open: OpenOffice[];
let clock: string;
beforeEach(async () => {
  directory = await freshDirectory();
  open = [];
  clock = morning('2025-03-10');
});
afterEach(async () => {
  for (const one of open) await one.close();
  await directory.remove();
});

/** One process of the office; all of them share their files. */
async function started(): Promise<Office> {
  const settings = storesOfRun(directory.data);
  const opened = await openOffice(settings, { now: () => clock });
  open.push(opened);
  return opened.office;
}

const context = (office: Office) => ({ commandId: office.newId(), actor: '经办人' });

async function withRequest(office: Office, receivedOn: string): Promise<string> {
  const sunvale = { code: 'sunvale', name: '阳光镇人民政府' };
  carriedOut(
    await office.agencies.handle(
      'sunvale',
      // Later than the date of any report, so that none is owed.
      { type: 'AddAgency', on: receivedOn, ...sunvale },
      context(office),
    ),
  );
  const registered = await office.requests.register(
    {
      on: receivedOn,
      agency: 'sunvale',
      channel: 'inPerson',
      submittedOn: receivedOn,
      applicantType: 'naturalPerson',
      personal: { name: '张三', contact: '13800000000', requestText: '村庄规划' },
    },
    context(office),
  );
  if (!('caseId' in registered) || registered.caseId === undefined) {
    throw new Error(JSON.stringify(registered));
  }
  return registered.caseId;
}

/** The office on Thursday 3 April, when the reply is red. */
async function inApril(): Promise<{ office: Office; caseId: string }> {
  const office = await started();
  const caseId = await withRequest(office, '2025-03-10');
  clock = morning('2025-04-03');
  return { office, caseId };
}

describe('issuing reminders', () => {
  it('happens once, whoever is asked, at once or again', async () => {
    const { office } = await inApril();
    // Another office over the same stores remembers nothing that the first one does.
    const other = createOffice(office.parts);
    const both = await Promise.all([
      office.reminders.issue(),
      other.reminders.issue(),
      office.reminders.issue(),
      other.reminders.issue(),
    ]);
    const issued = both.flat();
    expect(issued).toHaveLength(1);
    expect(issued[0]?.items.map(({ duty, level, dueOn }) => [duty, level, dueOn])).toEqual([
      ['extension', 'red', '2025-04-08'],
      ['reply', 'red', '2025-04-08'],
    ]);
    expect(await other.reminders.issue()).toEqual([]);
    const logged = await office.parts.store.readStream('reminders-sunvale-2025');
    expect(logged).toHaveLength(1);
  });

  it('reads no stream of reminders when there is nothing new to be said', async () => {
    const { office } = await inApril();
    await office.reminders.issue();
    const reading = jest.spyOn(office.parts.store, 'readStream');
    expect(await office.reminders.issue()).toEqual([]);
    const read = reading.mock.calls.map(([stream]) => stream);
    expect(read.filter((stream) => stream.startsWith('reminders-'))).toEqual([]);
  });

  it('knows across New Year what was issued before', async () => {
    // Received on Tuesday 9 December: 10 to 12, 15 to 19, 22 to 26, 29 to 31 December are sixteen
    // working days; 1 to 3 January are off, Sunday the 4th is worked: the twentieth is the 7th.
    const office = await started();
    clock = morning('2025-12-09');
    await withRequest(office, '2025-12-09');
    const levels = async (day: string) => {
      clock = morning(day);
      const issued = await office.reminders.issue({ agencies: ['sunvale'] });
      const items = issued.flatMap(({ items: ofIssue }) => ofIssue);
      return items.filter(({ duty }) => duty === 'reply').map(({ level }) => level);
    };
    expect(await levels('2025-12-30')).toEqual(['yellow']);
    expect(await levels('2026-01-04')).toEqual([]);
    expect(await levels('2026-01-05')).toEqual(['red']);
    // 4 January announced the annual report, 5 January spoke of the request.
    expect(await office.parts.store.readStream('reminders-sunvale-2025')).toHaveLength(1);
    expect(await office.parts.store.readStream('reminders-sunvale-2026')).toHaveLength(2);
  });

  it('waits for a working hour and says in a dry run what it would issue', async () => {
    const { office } = await inApril();
    clock = '2025-04-03T12:00:00.000Z';
    expect(await office.reminders.issue()).toEqual([]);
    clock = morning('2025-04-05');
    expect(await office.reminders.issue()).toEqual([]);
    clock = morning('2025-04-07');
    expect(await office.reminders.issue({ dryRun: true })).toHaveLength(1);
    expect(await office.reminders.issue({ agencies: ['other'] })).toEqual([]);
    expect(await office.parts.store.readStream('reminders-sunvale-2025')).toEqual([]);
  });
});

describe('the work list', () => {
  it('shows what is due though nobody was reminded, and nothing once it is answered', async () => {
    const { office, caseId } = await inApril();
    const open = async (levels?: readonly ['red' | 'overdue']) =>
      (await office.reminders.open({ limit: 50, ...(levels === undefined ? {} : { levels }) }))
        .entries;
    expect(await open()).toMatchObject([
      { kind: 'extension', level: 'red', workingDaysLeft: 2 },
      { kind: 'reply', level: 'red', article: '条例第三十三条', caseId },
    ]);
    clock = morning('2025-04-10');
    expect(await open(['overdue'])).toMatchObject([
      { kind: 'reply', level: 'overdue', daysOverdue: 2, workingDaysLeft: 0 },
    ]);
    const replied = [
      { type: 'SignReply', disposalKind: 'alreadyPublic', documentNumber: '答1号', access: '网站' },
      { type: 'DispatchReply', method: 'postal' },
    ] as const;
    for (const command of replied) {
      const given = { ...command, on: '2025-04-10' };
      carriedOut(await office.requests.handle(caseId, given, context(office)));
    }
    expect(await open()).toEqual([]);
  });
});

describe('delivery', () => {
  const clerk: ReminderRecipient = {
    accountId: 'zhao',
    role: 'clerk',
    preferences: {
      channels: { upcoming: [], yellow: [], red: ['mail'], overdue: ['mail'] },
      escalations: true,
    },
    channelsSince: { mail: '2025-03-03' },
  };

  it('is owed until it is recorded, once', async () => {
    const { office } = await inApril();
    const [issued] = await office.reminders.issue();
    if (issued?.issueId === null || issued === undefined) throw new Error('nothing was issued');
    const [owed, ...more] = await office.reminders.undelivered('sunvale', [clerk]);
    expect(more).toEqual([]);
    expect(owed).toMatchObject({ issueId: issued.issueId, channel: 'mail', accountId: 'zhao' });
    const to = { issueId: issued.issueId, accountId: 'zhao', channel: 'mail' };
    const delivery = { ...to, issuedOn: issued.on, messageId: 'm1' };
    for (const _twice of [1, 2]) {
      const outcome = await office.reminders.recordDelivery('sunvale', delivery, context(office));
      expect(isDone(outcome)).toBe(true);
    }
    expect(await office.reminders.undelivered('sunvale', [clerk])).toEqual([]);
    expect(await office.parts.store.readStream('reminders-sunvale-2025')).toHaveLength(2);
    expect(
      await office.reminders.recordDelivery(
        'sunvale',
        { ...delivery, issueId: 'unknown' },
        context(office),
      ),
    ).toMatchObject({ refused: 'reminder-issue-unknown' });
  });
});

describe('several processes', () => {
  it('issue what is due once between them', async () => {
    demandBuild();
    await inApril();
    for (const one of open.splice(0)) await one.close();
    const remind = ['remind', '--at', '2025-04-03T10:00', '--json'];
    const toItsEnd = { delayMs: null };
    const environment = { SUNLEDGER_DATA: directory.data };
    const ended = await Promise.all(
      [1, 2, 3].map(() => runAndKill(commandLine, remind, toItsEnd, environment)),
    );
    const issued = ended.flatMap(({ lines }) => JSON.parse(lines.join('\n')) as unknown[]);
    expect(issued).toHaveLength(1);
    const office = await started();
    expect(await office.parts.store.readStream('reminders-sunvale-2025')).toHaveLength(1);
  }, 60_000);
});

describe('the command line', () => {
  it('issues what is due at an instant, and says so', async () => {
    await inApril();
    for (const one of open.splice(0)) await one.close();
    const at = ['--at', '2025-04-03T10:00'];
    const dry = await sunledger('remind', ...at, '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toContain('应发出提醒 2 项');
    const done = await sunledger('remind', ...at);
    expect(done.out).toContain('2025-0001 答复：期限 2025-04-08，即将到期');
    expect((await sunledger('remind', ...at)).out).toContain('没有应发的提醒：没有临近期限');
    expect((await sunledger('remind', '--at', 'tomorrow')).code).toBe(2);
  });

  it.each([
    // Friday 4 to Sunday 6 April 2025 are the holiday of Qingming; Monday is worked.
    ['2025-04-04T10:00', '休息日不发提醒，2025-04-07 08:30（北京时间）起再发'],
    ['2025-04-03T23:10', '安静时段内不发提醒，2025-04-07 08:30（北京时间）起再发'],
    ['2025-04-03T06:10', '安静时段内不发提醒，2025-04-03 08:30（北京时间）起再发'],
  ])('says at %s why it issues nothing', async (instant, why) => {
    await inApril();
    for (const one of open.splice(0)) await one.close();
    const text = await sunledger('remind', '--at', instant);
    expect([text.code, text.out]).toEqual([0, `没有应发的提醒：${why}。`]);
    const data = await sunledger('remind', '--at', instant, '--json', '--agency', 'sunvale');
    expect([data.out, data.err]).toEqual(['[]', `没有应发的提醒：${why}。`]);
  });

  it('issues nothing ahead of time, and says in a dry run what it would', async () => {
    await inApril();
    for (const one of open.splice(0)) await one.close();
    // A Friday, by the arrangement of no notice.
    const ahead = ['--at', '2999-04-05T10:00'];
    const refused = await sunledger('remind', ...ahead);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(refused.err).toContain('instant-in-future');
    expect(refused.err).toContain('请加 --dry-run');
    expect((await sunledger('remind', ...ahead, '--dry-run')).out).toContain(
      '答复：期限 2025-04-08',
    );
    const office = await started();
    expect(await office.parts.store.readStream('reminders-sunvale-2999')).toEqual([]);
  });

  it('refuses an agency that there is none of', async () => {
    await inApril();
    for (const one of open.splice(0)) await one.close();
    const answer = await sunledger('remind', '--at', '2025-04-03T10:00', '--agency', 'nowhere');
    expect([answer.code, answer.out]).toEqual([1, '']);
    expect(answer.err).toContain('agency-unknown');
    expect(answer.err).toContain('nowhere');
  });
});
