import { join } from 'node:path';

import type { ClerkCommand, Office, Registration } from '@sunledger/disclosure-office';

import { dataDirectory, json, sunledger } from './command-line';
import { csvFile } from './ledger-file';
import { carriedOut, contentOf, reportOf, withOfficeAt } from './office-directory';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

const township = 'taishitun';
const late = '补录 2020 年的事项';

/** Received at the end of 2019 and open on 31 December: carried over into 2020. */
const openAtYearEnd = {
  登记编号: '2019-0008',
  收到日期: '2019-12-20',
  申请渠道: '当面',
  申请人类型: '科研机构',
  申请人: '某研究所',
  联系方式: '010-60000000',
  申请内容: '年末收到的一件申请',
};

const person: Omit<Registration, 'on' | 'submittedOn'> = {
  agency: township,
  channel: 'inPerson',
  applicantType: 'naturalPerson',
  personal: { name: '郑辛', contact: '010-60000001', requestText: '2020 年的一件申请' },
  lateReason: late,
};

/** Answers a case in full: search, reply signed and posted on one day. */
const answered = (on: string, documentNumber: string): readonly ClerkCommand[] => [
  {
    type: 'SignReply',
    on,
    disposalKind: 'disclosedProvided',
    signedBy: '镇长',
    documentNumber,
    lateReason: late,
  },
  { type: 'DispatchReply', on, method: 'postal', lateReason: late },
];

const corrected = (on: string, receivedOn: string): readonly ClerkCommand[] => [
  { type: 'RequestCorrection', on, items: ['请明确年份'], lateReason: late },
  { type: 'DispatchCorrectionNotice', on, method: 'postal', lateReason: late },
  { type: 'ReceiveCorrection', on: receivedOn, lateReason: late },
];

const extended = (on: string): readonly ClerkCommand[] => [
  {
    type: 'ApproveExtension',
    on,
    workingDays: 20,
    approvedBy: '党政办公室主任',
    approverRole: 'head',
    reason: '需查阅档案',
    lateReason: late,
  },
  { type: 'NotifyExtension', on, lateReason: late },
];

/** What a year brings: cases registered, closed, corrected, extended, voided, a fact put right. */
async function liveThrough2020(office: Office): Promise<void> {
  const context = (...id: readonly (string | number)[]) => ({
    commandId: office.commandId('2020', ...id),
    actor: 'clerk',
  });
  const course = async (caseId: string, commands: readonly ClerkCommand[]) => {
    for (const [step, command] of commands.entries()) {
      carriedOut(await office.requests.handle(caseId, command, context(caseId, step)));
    }
  };
  const register = async (on: string): Promise<string> => {
    const registration = { ...person, on, submittedOn: on };
    const outcome = await office.requests.register(registration, context('register', on));
    if (!('caseId' in outcome) || outcome.caseId === undefined) {
      throw new Error(JSON.stringify(outcome));
    }
    return outcome.caseId;
  };

  await course(await register('2020-02-10'), answered('2020-03-02', '〔2020〕1号'));
  await course(await register('2020-03-16'), [
    ...corrected('2020-03-18', '2020-03-30'),
    ...extended('2020-04-20'),
    ...answered('2020-05-20', '〔2020〕2号'),
  ]);
  await course(await register('2020-06-01'), [
    {
      type: 'VoidRegistration',
      on: '2020-06-02',
      ground: 'mistake',
      reason: '误登',
      lateReason: late,
    },
  ]);
  const mistyped = await register('2020-08-03');
  const [registration] = await office.parts.store.readStream(`request-${mistyped}`);
  await course(mistyped, [
    {
      type: 'CorrectFact',
      on: '2020-08-10',
      targetEventId: registration?.id ?? '',
      changes: { applicantType: 'business' },
      reason: '申请人类型误填',
      approvedBy: '党政办公室主任',
      lateReason: late,
    },
    ...answered('2020-08-20', '〔2020〕3号'),
  ]);
  const carried = await office.findCase({ name: '2019-0008', agency: township });
  if (typeof carried !== 'string') throw new Error(JSON.stringify(carried));
  await course(carried, [...extended('2020-01-08'), ...answered('2020-02-12', '〔2020〕4号')]);
}

describe('the report of a past year', () => {
  const { directory, data, remove } = dataDirectory();
  afterAll(remove);

  it('is unchanged by everything that happens in the next year', async () => {
    expect((await sunledger('demo')).code).toBe(0);
    const file = csvFile(join(directory, '2019.csv'), [openAtYearEnd]);
    expect((await sunledger('import', file, '--agency', township)).code).toBe(0);
    const knownAt = new Date().toISOString();
    const parameters = ['report', '--agency', township, '--year', '2019', '--json'];
    const at = [...parameters, '--known-at', knownAt];
    const before = await reportOf(township, 2019);
    expect(before.tables.applications['carriedOut']).toMatchObject({ research: 1, total: 1 });
    const [known, asMarkdown] = [await sunledger(...at), await printed(knownAt)];

    await new Promise((resolve) => setTimeout(resolve, 5));
    await withOfficeAt(data, ({ office }) => liveThrough2020(office));
    const close = ['close-year', '--agency', township, '--year', '2019', '--json'];
    const closed = await json<{ openAtYearEnd: number; carriedOver: readonly object[] }>(...close);
    // The case was closed in 2020 before anybody closed the year: it is carried over all the same.
    expect(closed.openAtYearEnd).toBe(1);
    expect(closed.carriedOver).toMatchObject([{ serialNumber: '2019-0008' }]);
    expect((await json<typeof closed>(...close)).carriedOver).toEqual([]);

    expect(await sunledger(...at)).toEqual(known);
    expect(await printed(knownAt)).toBe(asMarkdown);
    expect(contentOf(await reportOf(township, 2019))).toEqual(contentOf(before));
  });

  it('hands over to the next one what was open', async () => {
    // 2020: three cases of its own (one voided registration counts nowhere), one carried in.
    const { tables, narrative, checks } = await reportOf(township, 2020);
    expect(tables.applications).toMatchObject({
      newReceived: { naturalPerson: 2, business: 1, total: 3 },
      carriedIn: { research: 1, total: 1 },
      disclosed: { naturalPerson: 2, business: 1, research: 1, total: 4 },
      resultsTotal: { total: 4 },
      carriedOut: { total: 0 },
    });
    expect(narrative).toMatchObject({ received: 3, carriedIn: 1, closed: 4, carriedOut: 0 });
    expect(checks.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['s2.notEntered']);
  });
});

const printed = async (knownAt: string): Promise<string> => {
  const options = ['--agency', township, '--year', '2019', '--known-at', knownAt];
  return (await sunledger('report', ...options, '--format', 'md')).out;
};
