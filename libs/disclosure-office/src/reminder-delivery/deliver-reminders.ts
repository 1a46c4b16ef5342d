import { type Account, deliverableAt, type OutwardChannelName } from '@sunledger/agency-register';
import {
  type DigestItem,
  isFailure,
  renderDigest,
  type SendFailure,
} from '@sunledger/notification';
import { noLongerDue, type UndeliveredIssue } from '@sunledger/reminder';
import { addDays, today } from '@sunledger/working-days';

import { addressesOf, openContact } from '../accounts/contact';
import type { Calendars } from '../calendars';
import { derivedId } from '../identity';
import type { OfficeParts } from '../parts';
import type { createReminders } from '../reminders/reminders';
import { digestItemsOf } from './digest-items';
import { sendBy } from './send-by';
import { abandonDelivery, type Parcel, recordDelivery, type Sender } from './settlement';

/** One round of delivery for one agency. */
export interface DeliveryRound {
  readonly agency: string;
  /** Which attempt of its job this is, from 1. */
  readonly attempt: number;
  /** No further attempt follows this one for now. */
  readonly lastAttempt: boolean;
}

/** What a round came to. */
export interface DeliveryOutcome {
  /** Messages that were taken over by their channel. */
  readonly sent: number;
  /** Messages that will not be tried again, with why: a stable code. */
  readonly abandoned: readonly Abandoned[];
  /** Messages that wait for another round, with why. */
  readonly waiting: readonly Abandoned[];
  /** When somebody may be disturbed again, ISO 8601 in UTC; null where nobody is waited for. */
  readonly deferredUntil: string | null;
}

export interface Abandoned {
  readonly accountId: string;
  readonly channel: OutwardChannelName;
  readonly reason: string;
}

/** Something could not be sent for now: to be tried again. What could be, was. */
export class DeliveryIncomplete extends Error {
  override readonly name = 'DeliveryIncomplete';

  constructor(readonly outcome: DeliveryOutcome) {
    const reasons = [...new Set(outcome.waiting.map(({ reason }) => reason))];
    super(`${outcome.waiting.length} messages wait: ${reasons.join(', ')}`);
  }
}

/**
 * A passing fault is passing for so long: an issue that could not be sent within these days is
 * given up at the last attempt of a round. The live list has shown it all the time.
 */
export const givenUpAfterDays = 7;

export interface DeliveryTools {
  readonly parts: OfficeParts;
  readonly calendars: Calendars;
  readonly reminders: ReturnType<typeof createReminders>;
}

/**
 * Brings what was issued to the people it is for: one message per person and channel, whatever
 * number of issues wait, and a fact in the log for each issue. What is no longer due by then is left
 * out, and with nothing left no message goes out. What was delivered is found in the
 * log before anything is sent. After a crash between the two a message may go out once more, with
 * the same message id; two rounds for one agency at a time would send twice, so the job that runs
 * them must hold its lease.
 * @throws DeliveryIncomplete when something could not be sent for now and this is not the last
 * attempt.
 */
export async function deliverReminders(
  tools: DeliveryTools,
  round: DeliveryRound,
  context: Sender,
): Promise<DeliveryOutcome> {
  const { parts } = tools;
  const now = parts.now();
  const waiting: Abandoned[] = [];
  const abandoned: Abandoned[] = [];
  let sent = 0;
  let deferredUntil: string | null = null;
  const parcels = await parcelsOf(tools, round.agency);
  const stands = parcels.length === 0 ? () => false : await tools.reminders.standing(round.agency);
  for (const parcel of parcels) {
    const from = await mayGoOutAt(tools, parcel, now);
    if (from > now) {
      if (deferredUntil === null || from < deferredUntil) deferredUntil = from;
      continue;
    }
    const items = digestItemsOf(parcel.issues, stands);
    if (items.length === 0) {
      // Nobody failed: what waited was done, or given another date, in the meantime.
      const words = { attempts: round.attempt - 1, reason: noLongerDue };
      await abandonDelivery(tools.reminders, parcel, words, context);
      continue;
    }
    const messageId = messageIdOf(parcel);
    const outcome = await send(tools, parcel, items, messageId, today(now));
    if (!isFailure(outcome)) {
      await recordDelivery(tools.reminders, parcel, messageId, context);
      sent += 1;
      continue;
    }
    const { account, channel } = parcel;
    const failed = { accountId: account.accountId, channel, reason: outcome.code };
    const given = givenUp(parcel, outcome, round, today(now));
    const words = { attempts: round.attempt, reason: outcome.code };
    await abandonDelivery(tools.reminders, { ...parcel, issues: given }, words, context);
    if (given.length > 0) abandoned.push(failed);
    if (given.length < parcel.issues.length) waiting.push(failed);
  }
  const outcome = { sent, abandoned, waiting, deferredUntil };
  if (waiting.length > 0 && !round.lastAttempt) throw new DeliveryIncomplete(outcome);
  return outcome;
}

/** Agencies with something issued that somebody has still to get; for a queue that was wiped. */
export async function agenciesToDeliver({
  parts,
  reminders,
}: DeliveryTools): Promise<readonly string[]> {
  await caughtUp(parts);
  const byAgency = new Map<string, Account[]>();
  for (const account of await parts.readModels.accounts.list()) {
    if (Object.keys(account.channelsSince).length === 0) continue;
    byAgency.set(account.agency, [...(byAgency.get(account.agency) ?? []), account]);
  }
  const found: string[] = [];
  for (const agency of byAgency.keys()) {
    if ((await parcelsOf({ parts, reminders }, agency)).length > 0) found.push(agency);
  }
  return found;
}

const caughtUp = async ({ store, readModels }: OfficeParts): Promise<void> => {
  await readModels.runner.waitFor((await store.head()).position);
};

async function parcelsOf(
  { parts, reminders }: Pick<DeliveryTools, 'parts' | 'reminders'>,
  agency: string,
): Promise<readonly Parcel[]> {
  await caughtUp(parts);
  // Everybody of the agency: who is told of what depends on which roles there are.
  const accounts = await parts.readModels.accounts.list({ agency });
  const pending = await reminders.undelivered(agency, accounts);
  const parcels = new Map<string, Parcel>();
  for (const issue of pending) {
    const account = accounts.find(({ accountId }) => accountId === issue.accountId);
    const { channel } = issue;
    if (account === undefined || (channel !== 'mail' && channel !== 'webhook')) continue;
    const key = `${account.accountId}/${channel}`;
    const issues = [...(parcels.get(key)?.issues ?? []), issue];
    parcels.set(key, { account, channel, issues });
  }
  return [...parcels.values()];
}

/** The quiet hours are the person's own or, without any, those of the office. */
async function mayGoOutAt(
  { parts: { policy }, calendars }: DeliveryTools,
  { account }: Parcel,
  now: string,
): Promise<string> {
  const { quietHours = policy.reminderQuietHours, digestAt } = account.preferences;
  const view = await calendars.viewFor(account.agency);
  return deliverableAt(
    { quietHours, digestAt },
    now,
    (date) => !policy.reminderWorkingDaysOnly || view.isWorkingDay(date),
  );
}

/** The same for the same issues, however often they are sent. */
const messageIdOf = ({ account, channel, issues }: Parcel): string =>
  derivedId(
    'reminder-message',
    account.accountId,
    channel,
    ...issues.map(({ issueId }) => issueId).sort(),
  );

async function send(
  { parts, calendars }: DeliveryTools,
  { account, channel }: Parcel,
  items: readonly DigestItem[],
  messageId: string,
  on: string,
) {
  const { agency } = account;
  const view = await calendars.viewFor(agency);
  const digest = renderDigest(items, {
    agencyName: (await parts.readModels.agencies.get(agency))?.name ?? agency,
    on,
    workingDaysTo: (dueOn) => view.workingDaysBetween(on, dueOn),
    publicUrl: parts.notification?.publicUrl ?? '',
  });
  const addresses = addressesOf(await openContact(parts, account), account.preferences);
  return sendBy(parts.notification?.channels, channel, addresses, { messageId, digest });
}

/** What of a parcel is not to be tried again after a failure. */
function givenUp(
  { issues }: Parcel,
  { failed }: SendFailure,
  { lastAttempt }: DeliveryRound,
  on: string,
): readonly UndeliveredIssue[] {
  if (failed === 'permanent') return issues;
  const old = addDays(on, -givenUpAfterDays);
  return lastAttempt ? issues.filter((issue) => issue.on <= old) : [];
}
