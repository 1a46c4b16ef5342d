import { calendarOf2026 } from '@sunledger/disclosure-case/testing';
import { defaultPolicy } from '@sunledger/policy';

import { reminderKey, remindersToIssue, type SubjectDuty } from './index';

const reply: SubjectDuty = {
  kind: 'reply',
  subject: 'request-c1',
  caseId: 'c1',
  serialNumber: '2025-0001',
  reference: '',
  dueOn: '2025-04-08',
  provisional: false,
  owedBy: 'agency',
  article: '条例第三十三条',
  knownOn: '2025-03-10',
};

/** At ten in the morning in Shanghai. */
const morning = (day: string): string => `${day}T02:00:00.000Z`;

/** Runs on these days; answers with what each of them issued. */
function issuedOn(days: readonly string[], dutyOn: (day: string) => SubjectDuty = () => reply) {
  const issued = new Set<string>();
  return days.map((day) => {
    const items = remindersToIssue(
      [dutyOn(day)],
      issued,
      morning(day),
      calendarOf2026,
      defaultPolicy,
    );
    for (const item of items) issued.add(reminderKey(item, day));
    return items.map(({ level, catchingUp = false }) => (catchingUp ? `${level}!` : level)).join();
  });
}

describe('reminders to issue', () => {
  it('are one for each level, and daily while overdue', () => {
    const days = [
      ['2025-03-28', ''],
      ['2025-03-31', 'yellow'],
      ['2025-04-01', ''],
      ['2025-04-02', ''],
      ['2025-04-03', 'red'],
      ['2025-04-04', ''],
      ['2025-04-07', ''],
      ['2025-04-08', ''],
      ['2025-04-09', 'overdue'],
      ['2025-04-10', 'overdue'],
      ['2025-04-12', ''],
    ] as const;
    expect(issuedOn(days.map(([day]) => day))).toEqual(days.map(([, level]) => level));
  });

  it('are made up for once after an outage, in the level in force', () => {
    // Down from 31 March to 7 April: yellow has come and gone, red was due on 3 April.
    expect(issuedOn(['2025-03-28', '2025-04-07', '2025-04-08'])).toEqual(['', 'red!', '']);
    // Down until the third overdue day: 9 and 10 April are not made up for.
    expect(issuedOn(['2025-04-08', '2025-04-11', '2025-04-14'])).toEqual([
      'red!',
      'overdue!',
      'overdue',
    ]);
  });

  it('are not late where the office could not know earlier', () => {
    const late = { ...reply, knownOn: '2025-04-07' };
    expect(issuedOn(['2025-04-07', '2025-04-08'], () => late)).toEqual(['red', '']);
    // Entered on the last day of reminders before, maybe after they went out.
    const onTheDay = { ...reply, knownOn: '2025-04-03' };
    expect(issuedOn(['2025-04-07'], () => onTheDay)).toEqual(['red']);
    const theDayBefore = { ...reply, knownOn: '2025-04-02' };
    expect(issuedOn(['2025-04-07'], () => theDayBefore)).toEqual(['red!']);
  });

  it('are armed again by a date that moves', () => {
    // Red for 8 April; then extended to 15 April, of which 10 April leaves three working days.
    const extended = { ...reply, dueOn: '2025-04-15', knownOn: '2025-04-07' };
    const duty = (day: string) => (day < '2025-04-07' ? reply : extended);
    expect(issuedOn(['2025-04-03', '2025-04-07', '2025-04-08', '2025-04-11'], duty)).toEqual([
      'red',
      '',
      'yellow',
      'red',
    ]);
  });

  it('wait for a working day and the end of the quiet hours', () => {
    const at = (instant: string) =>
      remindersToIssue([reply], new Set(), instant, calendarOf2026, defaultPolicy).length;
    expect(at('2025-04-02T23:00:00.000Z')).toBe(0); // seven in the morning
    expect(at('2025-04-03T12:00:00.000Z')).toBe(0); // eight in the evening
    expect(at('2025-04-05T02:00:00.000Z')).toBe(0); // a holiday
    expect(at('2025-04-07T02:00:00.000Z')).toBe(1);
  });

  it('say nothing of the applicant', () => {
    const [item] = remindersToIssue(
      [reply],
      new Set(),
      morning('2025-04-03'),
      calendarOf2026,
      defaultPolicy,
    );
    expect(item).toEqual({
      subject: 'request-c1',
      duty: 'reply',
      reference: '',
      caseId: 'c1',
      serialNumber: '2025-0001',
      dueOn: '2025-04-08',
      level: 'red',
      provisional: false,
    });
  });
});
