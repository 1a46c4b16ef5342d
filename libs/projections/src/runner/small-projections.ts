import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  agencyTable,
  remedyFactTable,
  type RowValues,
  serialNumberTable,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';

import { type AgencyRow, agencyRowValues, AgencyTree } from '../agency/agency-tree';
import { remedyBeliefs } from '../report-facts/remedy-fact';
import { serialNumberRow } from '../serial-number/serial-number-row';
import type { ProjectionTarget } from './projector';

/** Remedies, serial numbers and agencies: few rows each, kept until they are written. */
export class SmallProjections {
  private agencies = new AgencyTree();
  private readonly remedies = new Map<string, number>();
  private readonly serialNumbers = new Map<string, RowValues>();
  private readonly changedAgencies = new Map<string, AgencyRow>();

  constructor(
    private readonly store: EventStore,
    private readonly target: ProjectionTarget,
  ) {}

  forget(agencies: readonly AgencyRow[]): void {
    this.agencies = new AgencyTree(agencies);
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
    for (const row of this.agencies.take(event)) this.changedAgencies.set(row.code, row);
  }

  async write(transaction: WriteTransaction): Promise<void> {
    const { tableOf } = this.target;
    const numbers = [...this.serialNumbers.values()];
    const agencies = [...this.changedAgencies.values()].map(agencyRowValues);
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
