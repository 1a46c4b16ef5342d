import { createHash, timingSafeEqual } from 'node:crypto';

import { dueDateFeed, type FeedEntry } from '@sunledger/notification';
import { dutyTraits } from '@sunledger/reminder';

import type { Calendars } from '../calendars';
import { derivedId } from '../identity';
import type { OfficeParts } from '../parts';

/**
 * The token of a feed: 128 bits that only who has the master key can work out. It follows from the
 * command, so a command sent again is answered with the token it made.
 */
export const calendarToken = (
  { vault }: Pick<OfficeParts, 'vault'>,
  accountId: string,
  commandId: string,
): string => vault.lookupHash('name', derivedId('calendar-feed', accountId, commandId));

/** What is kept of a token; hex. */
export const calendarTokenHash = (token: string): string =>
  createHash('sha256').update(token).digest('hex');

/** Stands for the hash of an account that has no feed, so that asking takes as long. */
const noHash = '0'.repeat(64);

/** Entries of a feed; a calendar is for a person, and nobody has more to do. */
const entryCountMax = 2_000;
const pageSize = 500;
const farAway = '9999-12-31';

/**
 * What the person's agency has to do, as a calendar; null when the token is not that of the account.
 * Requests and remedies alone: what an agency owes as an agency is the same dates every year.
 */
export async function calendarFeed(
  parts: OfficeParts,
  calendars: Calendars,
  accountId: string,
  token: string,
): Promise<string | null> {
  const { readModels, notification, now } = parts;
  const account = await readModels.accounts.get(accountId);
  const known = Buffer.from(account?.calendarTokenHash ?? noHash, 'hex');
  const same = timingSafeEqual(known, Buffer.from(calendarTokenHash(token), 'hex'));
  if (!same || account === undefined) return null;
  const { agency } = account;
  const name = (await readModels.agencies.get(agency))?.name ?? agency;
  return dueDateFeed(await entriesOf(parts, calendars, agency), {
    agencyName: name,
    now: now(),
    publicUrl: notification?.publicUrl ?? '',
  });
}

async function entriesOf(
  { readModels }: OfficeParts,
  calendars: Calendars,
  agency: string,
): Promise<readonly FeedEntry[]> {
  const question = {
    agencies: [agency],
    on: calendars.today(),
    dueThrough: farAway,
    limit: pageSize,
  };
  const entries: FeedEntry[] = [];
  let after: string | undefined;
  do {
    const page = await readModels.duties.find({
      ...question,
      ...(after === undefined ? {} : { after }),
    });
    for (const { kind, serialNumber = '', ...duty } of page.entries) {
      const { subject, caseId, reference, dueOn, provisional, knownOn } = duty;
      const { label } = dutyTraits[kind];
      entries.push({
        subject,
        caseId,
        kind,
        reference,
        dueOn,
        provisional,
        knownOn,
        serialNumber,
        duty: label,
      });
    }
    after = page.next ?? undefined;
  } while (after !== undefined && entries.length < entryCountMax);
  return entries.slice(0, entryCountMax);
}
