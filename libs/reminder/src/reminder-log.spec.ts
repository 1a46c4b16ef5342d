import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Account } from '@sunledger/agency-register';
import { isRefusal } from '@sunledger/decider';
import { defaultPolicy } from '@sunledger/policy';

import {
  decideReminders,
  foldReminders,
  type LoggedReminderEvent,
  recipientsOf,
  type ReminderCommand,
  reminderEventDefinitions,
  reminderEventSentence,
  type ReminderItem,
  type ReminderLevel,
  undelivered,
} from './index';

const item = (level: ReminderLevel, more: Partial<ReminderItem> = {}): ReminderItem => ({
  subject: 'request-c1',
  duty: 'reply',
  reference: '',
  caseId: 'c1',
  serialNumber: '2025-0001',
  dueOn: '2025-04-08',
  level,
  provisional: false,
  ...more,
});

/** The log that commands make, each accepted; ids in the order of logging. */
function logOf(...commands: readonly ReminderCommand[]) {
  const events: LoggedReminderEvent[] = [];
  for (const command of commands) {
    const decided = decideReminders(command, foldReminders(events));
    if (isRefusal(decided)) throw new Error(decided.refused);
    for (const event of decided) events.push({ ...event, id: `i${events.length + 1}` });
  }
  return { events, log: foldReminders(events) };
}

const issue = (on: string, ...items: readonly ReminderItem[]): ReminderCommand => ({
  type: 'IssueReminders',
  agency: 'A',
  on,
  items,
});
const byMail = { issueId: 'i1', accountId: 'zhao', channel: 'mail' } as const;
const delivered: ReminderCommand = {
  type: 'RecordDelivery',
  on: '2025-04-03',
  messageId: 'm1',
  ...byMail,
};
const abandoned: ReminderCommand = {
  type: 'AbandonDelivery',
  on: '2025-04-03',
  attempts: 8,
  reason: 'mailbox-unknown',
  ...byMail,
};

describe('issuing reminders', () => {
  it('leaves out what was issued', () => {
    const { events } = logOf(
      issue('2025-04-03', item('red')),
      issue('2025-04-07', item('red'), item('red', { subject: 'request-c2' })),
      issue('2025-04-08', item('red')),
    );
    const subjects = events.map((event) =>
      event.type === 'RemindersIssued' ? event.data.items.map(({ subject }) => subject) : [],
    );
    expect(subjects).toEqual([['request-c1'], ['request-c2']]);
  });

  it('speaks of what is overdue once a day', () => {
    const { events } = logOf(
      issue('2025-04-09', item('overdue')),
      issue('2025-04-09', item('overdue')),
      issue('2025-04-10', item('overdue')),
    );
    expect(events.map(({ occurredOn }) => occurredOn)).toEqual(['2025-04-09', '2025-04-10']);
  });

  it('cuts a flood into events that a store takes', () => {
    const many = Array.from({ length: 1_001 }, (_, at) =>
      item('red', { subject: `request-${at}` }),
    );
    const { events, log } = logOf(issue('2025-04-03', ...many));
    expect(events).toHaveLength(3);
    expect(log.issuedKeys.size).toBe(1_001);
  });
});

describe('delivery', () => {
  it('is recorded once, and only of what was issued', () => {
    const { events } = logOf(issue('2025-04-03', item('red')), delivered, delivered, abandoned);
    expect(events.map(({ type }) => type)).toEqual(['RemindersIssued', 'ReminderDelivered']);
    expect(decideReminders(delivered, foldReminders([]))).toEqual({
      refused: 'reminder-issue-unknown',
      facts: { issueId: 'i1' },
    });
  });

  it('is recorded also after it was given up, and stays', () => {
    const { log } = logOf(issue('2025-04-03', item('red')), abandoned, delivered);
    expect([...log.settled.values()]).toEqual(['delivered']);
  });
});

const account = (
  accountId: string,
  role: Account['role'],
  more: Partial<Pick<Account, 'preferences' | 'channelsSince'>> = {},
) => ({
  accountId,
  role,
  preferences: {
    channels: { upcoming: [], yellow: [], red: ['mail'], overdue: ['mail', 'webhook'] },
    escalations: true,
  } as Account['preferences'],
  channelsSince: { mail: '2025-01-01', webhook: '2025-04-10' },
  ...more,
});

describe('recipients', () => {
  const office = [
    account('zhao', 'clerk'),
    account('qian', 'head'),
    account('sun', 'reportWriter'),
    account('li', 'auditor'),
    account('zhou', 'operator'),
  ];
  const told = (duty: ReminderItem['duty'], level: ReminderLevel, people = office) =>
    recipientsOf({ duty, level }, people, defaultPolicy).map(({ accountId }) => accountId);

  it('are those whose work it is, and the head once it is overdue', () => {
    expect(told('reply', 'red')).toEqual(['zhao']);
    expect(told('reply', 'overdue')).toEqual(['zhao', 'qian']);
    expect(told('extension', 'yellow')).toEqual(['zhao', 'qian']);
    expect(told('annualReport', 'upcoming')).toEqual(['sun']);
    expect(told('nextYearCalendar', 'upcoming')).toEqual(['zhou']);
  });

  it('are the head where nobody else is there, and never nobody but an auditor', () => {
    expect(told('reply', 'red', [account('qian', 'head')])).toEqual(['qian']);
    expect(told('annualReport', 'red', [account('zhao', 'clerk')])).toEqual(['zhao']);
    expect(told('reply', 'overdue', [account('li', 'auditor')])).toEqual([]);
  });

  it('are escalated to as policy and the head say', () => {
    const people = office.slice(0, 2);
    const from = (escalateToHeadFrom: 'red' | 'never', level: ReminderLevel) =>
      recipientsOf({ duty: 'reply', level }, people, { ...defaultPolicy, escalateToHeadFrom });
    expect(from('red', 'red')).toHaveLength(2);
    expect(from('never', 'overdue')).toHaveLength(1);
    const preferences = { ...account('qian', 'head').preferences, escalations: false };
    const spared = [account('zhao', 'clerk'), account('qian', 'head', { preferences })];
    expect(told('reply', 'overdue', spared)).toEqual(['zhao']);
  });
});

describe('what is undelivered', () => {
  const clerk = account('zhao', 'clerk');
  const open = (log: ReturnType<typeof logOf>['log'], from = '2025-01-01') =>
    undelivered(log, [clerk], defaultPolicy, from).map(({ issueId, channel, items }) =>
      [issueId, channel, ...items.map(({ level }) => level)].join(' '),
    );

  it('is issued minus delivered, by the channels chosen for the level since then', () => {
    const { log } = logOf(
      issue('2025-04-03', item('red'), item('yellow', { subject: 'request-c2' })),
      issue('2025-04-09', item('overdue')),
      issue('2025-04-10', item('overdue')),
    );
    expect(open(log)).toEqual([
      'i1 mail red',
      'i2 mail overdue',
      'i3 mail overdue',
      'i3 webhook overdue',
    ]);
    expect(open(log, '2025-04-10')).toEqual(['i3 mail overdue', 'i3 webhook overdue']);
  });

  it('is nothing once it was delivered or given up', () => {
    expect(open(logOf(issue('2025-04-03', item('red')), delivered).log)).toEqual([]);
    expect(open(logOf(issue('2025-04-03', item('red')), abandoned).log)).toEqual([]);
  });
});

describe('stored events of reminders', () => {
  const folder = join(__dirname, '../../../test/fixtures/events/reminders');
  const files = readdirSync(folder).sort();
  const samples = files.map(
    (file) =>
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as LoggedReminderEvent & {
        schemaVersion: number;
      },
  );

  it('have a sample of every type that was ever written', () => {
    expect(files).toEqual(
      reminderEventDefinitions.map(({ type, version }) => `${type}.v${version}.json`).sort(),
    );
  });

  it.each(samples.map((sample) => [sample.type, sample] as const))('%s is read', (type, sample) => {
    const definition = reminderEventDefinitions.find((one) => one.type === type);
    if (definition === undefined) throw new Error(`no definition of ${type}`);
    const check = TypeCompiler.Compile(definition.schema);
    expect([...check.Errors(sample.data)]).toEqual([]);
    expect(check.Check({ ...sample.data, applicant: '张三' })).toBe(false);
    expect(reminderEventSentence(sample)).toMatch(/\p{Script=Han}/u);
  });
});
