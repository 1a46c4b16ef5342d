import type { StoredEvent } from './port';

/** The stream moved on since the writer read it. */
export class RevisionConflict extends Error {
  override readonly name = 'RevisionConflict';

  constructor(
    readonly stream: string,
    readonly expectedRevision: number,
    readonly actualRevision: number,
    /** What was appended in between, oldest first; empty when the writer expected too much. */
    readonly missed: readonly StoredEvent[],
  ) {
    super(`${stream}: expected revision ${expectedRevision}, found ${actualRevision}`);
  }
}

/** An event id stands in the log already, but in another stream or with other content. */
export class EventIdReused extends Error {
  override readonly name = 'EventIdReused';

  constructor(
    readonly eventId: string,
    readonly stream: string,
  ) {
    super(`event id ${eventId} is already used by another fact (stream ${stream})`);
  }
}

/** The store could not take or give events: disk full, file damaged, server gone. */
export class EventStoreUnavailable extends Error {
  override readonly name = 'EventStoreUnavailable';

  constructor(
    readonly operation: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(`${operation}: ${hint}`, options);
  }
}
