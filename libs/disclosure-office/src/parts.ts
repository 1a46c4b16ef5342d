import type { EventCatalogue, EventStore } from '@sunledger/event-store';
import type { PersonalDataSafe } from '@sunledger/personal-data';
import type { ReadModels } from '@sunledger/projections';
import type { Policy } from '@sunledger/policy';

/** Everything the office works with, handed in by the wiring. */
export interface OfficeParts {
  /** The log, checked against the catalogue on write and read. */
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  /** Seals and opens what identifies a person; every case has its own key. */
  readonly vault: PersonalDataSafe;
  readonly readModels: ReadModels;
  readonly policy: Policy;
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
