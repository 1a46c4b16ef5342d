import { Query } from '@nestjs/cqrs';
import { type Static, Type } from '@sinclair/typebox';
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
import { agencyCodes, caughtUp } from '../read-side';
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
      reminders: page.entries.map(openLine),
      next: page.next === null ? null : cursorOf(page.next),
    };
  }),
  queryHandler(ListIssuedReminders, async (office, { options }) => {
    const { limit = pageLimitDefault, after, ...question } = options;
    await caughtUp(office);
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

/** Unknown words select nothing rather than everything. */
const levelsOf = (text: string): readonly ReminderLevel[] => {
  const words = text.split(',').map((word) => word.trim());
  return reminderLevels.filter((level) => words.includes(level));
};

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
