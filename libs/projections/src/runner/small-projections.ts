import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  accountTable,
  agencyTable,
  reminderTable,
  remedyFactTable,
  type RowValues,
  serialNumberTable,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';

import { accountRow } from '../account/account-row';
import { AgencyFold, agencyRowValues, type PlacedAgency } from '../agency/agency-fold';
import type { RemedyDuties } from '../due-date/remedy-duties';
import { reminderRows } from '../reminder/reminder-row';
import { remedyBeliefs } from '../report-facts/remedy-fact';
import { serialNumberRow } from '../serial-number/serial-number-row';
import { agencyPrefix, knownStream, type KnownStream } from '../streams';
import type { ProjectionTarget } from './projection-target';

/** What is not a request: few rows each, kept until they are written. */
export class SmallProjections {
  private agencies = new AgencyFold();
  private readonly remedies = new Map<string, number>();
  private readonly accounts = new Map<string, number>();
  private readonly serialNumbers = new Map<string, RowValues>();
  private readonly reminders = new Map<string, RowValues>();
  private readonly changedAgencies = new Set<string>();

  constructor(
    private readonly store: EventStore,
    private readonly target: ProjectionTarget,
    private readonly remedyDuties: RemedyDuties,
  ) {}

  forget(agencies: readonly PlacedAgency[]): void {
    this.agencies = new AgencyFold(agencies);
    this.clear();
  }

  takeRemedy({ stream, position }: StoredEvent): void {
    this.remedies.set(stream, position);
  }

  takeAccount({ stream, position }: StoredEvent): void {
    this.accounts.set(stream, position);
  }

  takeReminders(event: StoredEvent): void {
    for (const { name, values } of reminderRows(event)) this.reminders.set(name, values);
  }

  takeRegister(event: StoredEvent): void {
    const row = serialNumberRow(event);
    if (row !== null) this.serialNumbers.set(`${event.stream}/${row[2]}`, row);
  }

  takeAgency(event: StoredEvent): void {
    this.agencies.take(event);
    this.changedAgencies.add(event.stream.slice(agencyPrefix.length));
  }

  async write(transaction: WriteTransaction): Promise<void> {
    const { tableOf } = this.target;
    const numbers = [...this.serialNumbers.values()];
    const reminders = [...this.reminders.values()];
    const agencies =
      this.changedAgencies.size === 0
        ? []
        : this.agencies.changed(this.changedAgencies).map(agencyRowValues);
    const [changedRemedies, changedAccounts] = [[...this.remedies], [...this.accounts]];
    // What comes while this is written waits for the next time.
    this.clear();
    const remedies = await this.known(changedRemedies);
    const beliefs = remedies.flatMap(({ events }) => remedyBeliefs(events));
    const accounts = (await this.known(changedAccounts))
      .map(({ events }) => accountRow(events))
      .filter((row) => row !== null);
    await upsertRows(transaction, serialNumberTable, numbers, tableOf(serialNumberTable));
    await upsertRows(transaction, agencyTable, agencies, tableOf(agencyTable));
    await upsertRows(transaction, remedyFactTable, beliefs, tableOf(remedyFactTable));
    await this.remedyDuties.write(transaction, remedies);
    await upsertRows(transaction, accountTable, accounts, tableOf(accountTable));
    await upsertRows(transaction, reminderTable, reminders, tableOf(reminderTable));
  }

  /** The streams as they stood when each was last changed. */
  private async known(changed: readonly (readonly [string, number])[]): Promise<KnownStream[]> {
    const streams: KnownStream[] = [];
    for (const [stream, position] of changed) {
      streams.push(await knownStream(this.store, stream, position));
    }
    return streams;
  }

  private clear(): void {
    this.remedies.clear();
    this.accounts.clear();
    this.serialNumbers.clear();
    this.reminders.clear();
    this.changedAgencies.clear();
  }
}
