import type { StoredEvent } from '@sunledger/event-store';
import type { RowValues } from '@sunledger/persistence';
import { type LoggedReminderEvent, reminderKey } from '@sunledger/reminder';

/** A row with the key that tells it from every other. */
export interface ReminderRow {
  readonly name: string;
  readonly values: RowValues;
}

/** The reminders of an issue as rows, in the order of the columns of `reminder`. */
export function reminderRows(stored: StoredEvent): readonly ReminderRow[] {
  // The catalogue has checked data of every type against its schema before it is read here.
  const event = stored as unknown as LoggedReminderEvent;
  if (event.type !== 'RemindersIssued') return [];
  const { agency, on, items } = event.data;
  return items.map((item) => {
    const key = reminderKey(item, on);
    const values = [agency, key, on, event.id, stored.position, JSON.stringify(item)];
    return { name: `${agency}/${key}`, values };
  });
}
