import { Query } from '@nestjs/cqrs';
import { type Static, Type } from '@sinclair/typebox';
import { refuse } from '@sunledger/decider';
import type { OpenReminder } from '@sunledger/disclosure-office';
import type { IssuedReminder } from '@sunledger/projections';
import {
  dutyTraits,
  type ReminderLevel,
  reminderLevelLabels,
  reminderLevels,
} from '@sunledger/reminder';

import { queryHandler } from '../cqrs-handlers';
import { cursorOf, readCursor } from '../http/cursor';
import { After, Limit, OnDate, pageLimitDefault, strict } from '../http/fields';
import { ProblemError, problemOf, refusalProblem } from '../http/problem';
import { agencyCodes, agencyRows } from '../read-side';
import type { IssuedRemindersAnswer, OpenRemindersAnswer } from './reminder-answers';

const Day = (description: string) => Type.Optional(Type.String({ ...OnDate, description }));

export const OpenRemindersQuery = Type.Object(
  {
    agency: Type.Optional(Type.String({ maxLength: 100, description: '机关代码' })),
    rollup: Type.Optional(Type.Boolean({ description: '含该机关的全部下级' })),
    level: Type.Optional(
      Type.String({
        maxLength: 100,
        description: `程度，可用逗号列出多个：${reminderLevels.join('、')}`,
      }),
    ),
    limit: Limit,
    after: After,
  },
  strict,
);

export const IssuedRemindersQuery = Type.Object(
  {
    agency: Type.String({ maxLength: 100, description: '机关代码' }),
    from: Day('发出日期自'),
    through: Day('发出日期至'),
    limit: Limit,
    after: After,
  },
  strict,
);

/** Due date, case, kind and reference; day of issue and key. */
const openCursorParts = 4;
const issuedCursorParts = 2;

/** What is due now, whether or not anybody was reminded of it. */
export class ListOpenReminders extends Query<Static<typeof OpenRemindersAnswer>> {
  constructor(readonly options: Static<typeof OpenRemindersQuery>) {
    super();
  }
}

/** What an agency was reminded of. */
export class ListIssuedReminders extends Query<Static<typeof IssuedRemindersAnswer>> {
  constructor(readonly options: Static<typeof IssuedRemindersQuery>) {
    super();
  }
}

export const reminderHandlers = [
  queryHandler(ListOpenReminders, async (office, { options }) => {
    const { agency, rollup, level, limit = pageLimitDefault, after } = options;
    const names = new Map((await agencyRows(office)).map(({ code, name }) => [code, name]));
    if (agency !== undefined) demandAgency(agency, names);
    const page = await office.reminders.open({
      limit,
      ...(agency === undefined
        ? {}
        : { agencies: await agencyCodes(office, agency, rollup === true) }),
      ...(level === undefined ? {} : { levels: levelsOf(level) }),
      ...(after === undefined ? {} : { after: readCursor(after, openCursorParts) }),
    });
    return {
      on: page.on,
      reminders: page.entries.map((entry) => ({
        ...openLine(entry),
        agencyName: names.get(entry.agency) ?? entry.agency,
      })),
      next: page.next === null ? null : cursorOf(page.next),
    };
  }),
  queryHandler(ListIssuedReminders, async (office, { options }) => {
    const { limit = pageLimitDefault, after, ...question } = options;
    const names = new Map((await agencyRows(office)).map(({ code, name }) => [code, name]));
    demandAgency(question.agency, names);
    const page = await office.parts.readModels.reminders.find({
      ...question,
      limit,
      ...(after === undefined ? {} : { after: readCursor(after, issuedCursorParts) }),
    });
    return {
      reminders: page.entries.map(issuedLine),
      next: page.next === null ? null : cursorOf(page.next),
    };
  }),
];

/** An empty list of an agency that there is none of would say that nothing is due. */
function demandAgency(agency: string, known: ReadonlyMap<string, string>): void {
  if (known.has(agency)) return;
  throw new ProblemError(refusalProblem(refuse('agency-unknown', { agency })));
}

/** An unknown word is refused: a list without what it stands for would say that nothing is due. */
function levelsOf(text: string): readonly ReminderLevel[] {
  const words = text.split(',').map((word) => word.trim());
  const isLevel = (word: string) => reminderLevels.some((level) => level === word);
  const unknown = words.find((word) => !isLevel(word));
  if (unknown === undefined) return reminderLevels.filter((level) => words.includes(level));
  const known = reminderLevels.map((level) => `${level}（${reminderLevelLabels[level]}）`);
  throw new ProblemError(
    problemOf(
      422,
      'reminder-level-unknown',
      `没有名为“${unknown}”的程度：请从 ${known.join('、')} 中选用，多个以逗号隔开。`,
      { level: unknown },
    ),
  );
}

const openLine = ({ knownOn: _knownOn, ...reminder }: OpenReminder) => ({
  ...reminder,
  kindLabel: dutyTraits[reminder.kind].label,
  levelLabel: reminderLevelLabels[reminder.level],
  workingOut: workingOutOf(reminder),
});

/** Where it is told how the date came about. */
function workingOutOf(reminder: Omit<OpenReminder, 'knownOn'>): string | null {
  const { kind, subject, agency, caseId, reference } = reminder;
  if (kind === 'annualReport') {
    return `/api/v1/reports/${encodeURIComponent(agency)}/${encodeURIComponent(reference)}`;
  }
  if (caseId === undefined) return null;
  return subject.startsWith('remedy-')
    ? `/api/v1/remedies/${encodeURIComponent(reference)}`
    : `/api/v1/requests/${encodeURIComponent(caseId)}/history`;
}

const issuedLine = ({ duty, catchingUp, ...reminder }: IssuedReminder) => ({
  ...reminder,
  kind: duty,
  kindLabel: dutyTraits[duty].label,
  levelLabel: reminderLevelLabels[reminder.level],
  catchingUp: catchingUp === true,
});
