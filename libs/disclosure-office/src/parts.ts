import type { EventCatalogue, EventStore } from '@sunledger/event-store';
import type { NotificationChannels } from '@sunledger/notification';
import type { PersonalDataSafe } from '@sunledger/personal-data';
import type { ReadModels } from '@sunledger/projections';
import type { Policy } from '@sunledger/policy';
import type { Calendar } from '@sunledger/working-days';

export interface Notification {
  readonly channels: NotificationChannels;
  /** Where the system is reached, without a slash at its end; empty where nobody stated it. */
  readonly publicUrl: string;
}

/** Everything the office works with, handed in by the wiring. */
export interface OfficeParts {
  /** The log, checked against the catalogue on write and read. */
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  /** Seals and opens what identifies a person; every case has its own key. */
  readonly vault: PersonalDataSafe;
  readonly readModels: ReadModels;
  readonly policy: Policy;
  /** What the release brings along of holiday notices; those of the log are added to it. */
  readonly calendar?: Calendar;
  /** How messages leave the system; absent where nothing may leave it. */
  readonly notification?: Notification;
  /** The present instant, ISO 8601 in UTC. */
  readonly now: () => string;
  readonly newId: () => string;
}

/** Who gives a command, and what makes it one fact however often it is sent. */
export interface CommandContext {
  /** Made by the sender; the same id sent twice is one fact. */
  readonly commandId: string;
  /**
   * Keyed digest of the command as it was sent. Where it is given, the same id with another digest
   * is another command: `EventIdReused`, instead of the answer to the first.
   */
  readonly contentDigest?: string;
  readonly actor: string;
  readonly role?: string;
  /** `ledger`, `demo` … where nobody typed it. */
  readonly source?: string;
  readonly evidence?: readonly string[];
  /** The revision the clerk saw; older than the stream means a conflict to show, not a retry. */
  readonly expectedRevision?: number;
}
