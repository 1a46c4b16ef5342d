import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  agencyTable,
  remedyFactTable,
  type RowValues,
  serialNumberTable,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';

import { AgencyFold, agencyRowValues, type PlacedAgency } from '../agency/agency-fold';
import { remedyBeliefs } from '../report-facts/remedy-fact';
import { serialNumberRow } from '../serial-number/serial-number-row';
import { agencyPrefix } from '../streams';
import type { ProjectionTarget } from './projection-target';

/** Remedies, serial numbers and agencies: few rows each, kept until they are written. */
export class SmallProjections {
  private agencies = new AgencyFold();
  private readonly remedies = new Map<string, number>();
  private readonly serialNumbers = new Map<string, RowValues>();
  private readonly changedAgencies = new Set<string>();

  constructor(
    private readonly store: EventStore,
    private readonly target: ProjectionTarget,
  ) {}

  forget(agencies: readonly PlacedAgency[]): void {
    this.agencies = new AgencyFold(agencies);
    this.clear();
  }

  takeRemedy({ stream, position }: StoredEvent): void {
    this.remedies.set(stream, position);
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
    const agencies =
      this.changedAgencies.size === 0
        ? []
        : this.agencies.changed(this.changedAgencies).map(agencyRowValues);
    const remedies: RowValues[] = [];
    for (const [stream, position] of this.remedies) {
      const logged = await this.store.readStream(stream);
      remedies.push(...remedyBeliefs(logged.filter((event) => event.position <= position)));
    }
    await upsertRows(transaction, serialNumberTable, numbers, tableOf(serialNumberTable));
    await upsertRows(transaction, agencyTable, agencies, tableOf(agencyTable));
    await upsertRows(transaction, remedyFactTable, remedies, tableOf(remedyFactTable));
    this.clear();
  }

  private clear(): void {
    this.remedies.clear();
    this.serialNumbers.clear();
    this.changedAgencies.clear();
  }
}
