import type { Refusal } from '@sunledger/decider';
import {
  decideReminders,
  foldReminders,
  type ReminderDestination,
  type ReminderRecipient,
  type ReminderRefusal,
  undelivered,
  type UndeliveredIssue,
} from '@sunledger/reminder';
import { addDays, type IsoDate, today, yearOf } from '@sunledger/working-days';

import type { Calendars } from '../calendars';
import { handleCommand, type Outcome } from '../command-handler';
import { remindersStream } from '../identity';
import type { CommandContext, OfficeParts } from '../parts';
import type { Reports } from '../reports';
import { AgencyDuties } from './agency-duties';
import { DueDuties } from './due-duties';
import { type IssuedReminders, issueReminders, type IssueRequest } from './issue-reminders';
import { type OpenReminderPage, openReminders, type OpenRemindersQuestion } from './open-reminders';
import { type ReminderPause, reminderPauses } from './reminder-pauses';
import { reminderEvents, reminderLogOf } from './reminder-streams';
import { type Standing, standingReminders } from './standing-reminders';

/** What is due, what of it was said, and to whom it was brought; see `createReminders`. */
export type Reminders = ReturnType<typeof createReminders>;

/** Whom an issue of a day went to. */
export interface IssueDestination extends ReminderDestination {
  /** The day of the issue, which names its stream. */
  readonly issuedOn: IsoDate;
}

type Settlement = IssueDestination &
  (
    | { readonly type: 'RecordDelivery'; readonly messageId: string }
    | { readonly type: 'AbandonDelivery'; readonly attempts: number; readonly reason: string }
  );

/** An issue that could not be sent for so long is history. */
const deliveredWithinDays = 14;

/** What is due, what of it was said, and to whom it was brought. */
export function createReminders(parts: OfficeParts, calendars: Calendars, reports: Reports) {
  const due = new DueDuties(parts, calendars, new AgencyDuties(parts, reports));

  const settle = (
    agency: string,
    { issuedOn, ...command }: Settlement,
    context: CommandContext,
  ): Promise<Outcome<ReminderRefusal>> =>
    handleCommand<ReminderRefusal>(
      parts,
      {
        stream: remindersStream(agency, yearOf(issuedOn)),
        decide: (logged) => {
          const log = foldReminders(reminderEvents(logged));
          return Promise.resolve(decideReminders({ ...command, on: calendars.today() }, log));
        },
      },
      context,
    );

  return {
    /** Issues what should have been issued and was not; see `issueReminders`. */
    issue: (request: IssueRequest = {}): Promise<readonly IssuedReminders[]> =>
      issueReminders({ parts, calendars, due }, request),
    /** Why nothing may go out at an instant; see `reminderPauses`. */
    pauses: (
      request: Pick<IssueRequest, 'at' | 'agencies'>,
    ): Promise<readonly ReminderPause[] | Refusal<'agency-unknown'>> =>
      reminderPauses({ parts, due }, request),
    /** The work list; see `openReminders`. @throws CursorInvalid */
    open: (question: OpenRemindersQuestion): Promise<OpenReminderPage> =>
      openReminders(due, parts.policy, today(question.at ?? parts.now()), question),
    /**
     * What was issued and has not reached everybody it was for, by the channels they have chosen.
     * @param recipients the open accounts of the agency, and the operators of the whole system.
     */
    undelivered: async (
      agency: string,
      recipients: readonly ReminderRecipient[],
      from: IsoDate = addDays(calendars.today(), -deliveredWithinDays),
    ): Promise<readonly UndeliveredIssue[]> => {
      const log = await reminderLogOf(parts, agency, from, calendars.today());
      return undelivered(log, recipients, parts.policy, from);
    },
    /** What of the reminders of an agency still stands today; see `standingReminders`. */
    standing: (agency: string): Promise<Standing> =>
      standingReminders(due, agency, calendars.today()),
    /** Records that an issue reached somebody by a channel; once, however often it is said. */
    recordDelivery: (
      agency: string,
      issue: IssueDestination & { readonly messageId: string },
      context: CommandContext,
    ) => settle(agency, { type: 'RecordDelivery', ...issue }, context),
    /** Records that an issue will not reach somebody by a channel. */
    abandonDelivery: (
      agency: string,
      issue: IssueDestination & { readonly attempts: number; readonly reason: string },
      context: CommandContext,
    ) => settle(agency, { type: 'AbandonDelivery', ...issue }, context),
  };
}
