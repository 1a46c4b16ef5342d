import type { EventStore, StoredEvent } from '@sunledger/event-store';

/** What the streams of the log are called; the part after the prefix is the id. */
export const requestPrefix = 'request-';
export const remedyPrefix = 'remedy-';
export const registerPrefix = 'register-';
export const agencyPrefix = 'agency-';
export const accountPrefix = 'account-';
/** What an agency was reminded of, by year of issue. */
export const remindersPrefix = 'reminders-';
/** Holiday arrangements: one stream for all agencies, and one for each that has its own. */
export const calendarPrefix = 'calendar-';

/** `register-<agency>-<year>`; a code may itself hold hyphens, a year does not. */
export const registerOf = (stream: string): { readonly agency: string; readonly year: number } => {
  const hyphen = stream.lastIndexOf('-');
  return {
    agency: stream.slice(registerPrefix.length, hyphen),
    year: Number(stream.slice(hyphen + 1)),
  };
};

/** A stream as far as it is known. */
export interface KnownStream {
  readonly stream: string;
  readonly events: readonly StoredEvent[];
}

/** A stream as it stood at a position. */
export async function knownStream(
  store: EventStore,
  stream: string,
  position: number,
): Promise<KnownStream> {
  const events = await store.readStream(stream);
  return { stream, events: events.filter((event) => event.position <= position) };
}
