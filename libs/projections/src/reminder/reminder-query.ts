import { type ReadModelDatabase, reminderTable } from '@sunledger/persistence';
import type { ReminderItem } from '@sunledger/reminder';
import type { IsoDate } from '@sunledger/working-days';

import { cursorOf, keysOf } from '../sql/cursor';

type Database = Pick<ReadModelDatabase, 'read'>;

/** Keys asked for in one statement. */
const askedKeyCountMax = 400;

/** Which of these reminders of an agency were issued, as far as the log has been projected. */
export async function issuedKeysOf(
  database: Database,
  agency: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let at = 0; at < keys.length; at += askedKeyCountMax) {
    const asked = keys.slice(at, at + askedKeyCountMax);
    const rows = await database.read<{ item_key: string }>(
      `SELECT item_key FROM ${reminderTable.name} WHERE agency = ? ` +
        `AND item_key IN (${asked.map(() => '?').join(',')})`,
      [agency, ...asked],
    );
    for (const { item_key: key } of rows) found.add(key);
  }
  return found;
}

/** A reminder as it was issued. */
export interface IssuedReminder extends ReminderItem {
  readonly agency: string;
  readonly issueId: string;
  readonly issuedOn: IsoDate;
}

export interface IssuedQuestion {
  readonly agency: string;
  readonly from?: IsoDate;
  readonly through?: IsoDate;
  /** At most this many entries, at least 1. */
  readonly limit: number;
  readonly after?: string;
}

export interface IssuedPage {
  readonly entries: readonly IssuedReminder[];
  readonly next: string | null;
}

interface IssuedRow {
  readonly agency: string;
  readonly item_key: string;
  readonly issued_on: string;
  readonly issue_id: string;
  readonly item: string;
}

/** What an agency was reminded of, newest day first. */
export async function findIssued(
  database: Database,
  { agency, from, through, limit, after }: IssuedQuestion,
): Promise<IssuedPage> {
  const keys = after === undefined ? undefined : keysOf(after, 2);
  const where = [
    'agency = ?',
    ...(from === undefined ? [] : ['issued_on >= ?']),
    ...(through === undefined ? [] : ['issued_on <= ?']),
    ...(keys === undefined ? [] : ['(issued_on, item_key) < (?, ?)']),
  ];
  const given = [from, through].filter((value) => value !== undefined);
  const rows = await database.read<IssuedRow>(
    `SELECT agency, item_key, issued_on, issue_id, item FROM ${reminderTable.name} ` +
      `WHERE ${where.join(' AND ')} ORDER BY issued_on DESC, item_key DESC LIMIT ?`,
    [agency, ...given, ...(keys ?? []), limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    entries: page.map((row) => ({
      // The row was written from an item of an event.
      ...(JSON.parse(row.item) as ReminderItem),
      agency: row.agency,
      issueId: row.issue_id,
      issuedOn: row.issued_on,
    })),
    next:
      rows.length > limit && last !== undefined ? cursorOf([last.issued_on, last.item_key]) : null,
  };
}
