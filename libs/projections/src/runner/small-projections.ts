import type { EventStore, StoredEvent } from '@sunledger/event-store';
import {
  remedyFactTable,
  type RowValues,
  serialNumberTable,
  upsertRows,
  type WriteTransaction,
} from '@sunledger/persistence';

import { remedyBeliefs } from '../report-facts/remedy-fact';
import { serialNumberRow } from '../serial-number/serial-number-row';
import { registerPrefix, remedyPrefix } from '../streams';
import type { ProjectionTarget } from './projector';

/** Section 四: each remedy that the events touch, from its stream as it was at the last of them. */
export async function projectRemedies(
  transaction: WriteTransaction,
  events: readonly StoredEvent[],
  store: EventStore,
  target: ProjectionTarget,
): Promise<void> {
  const last = new Map<string, number>();
  for (const { stream, position } of events) {
    if (stream.startsWith(remedyPrefix)) last.set(stream, position);
  }
  const rows: RowValues[] = [];
  for (const [stream, position] of last) {
    const logged = await store.readStream(stream);
    rows.push(...remedyBeliefs(logged.filter((event) => event.position <= position)));
  }
  await upsertRows(transaction, remedyFactTable, rows, target.tableOf(remedyFactTable));
}

/** The register of serial numbers. */
export async function projectRegisters(
  transaction: WriteTransaction,
  events: readonly StoredEvent[],
  target: ProjectionTarget,
): Promise<void> {
  const rows = new Map<string, RowValues>();
  for (const event of events) {
    if (!event.stream.startsWith(registerPrefix)) continue;
    const row = serialNumberRow(event);
    if (row !== null) rows.set(`${event.stream}/${row[2]}`, row);
  }
  const table = target.tableOf(serialNumberTable);
  await upsertRows(transaction, serialNumberTable, [...rows.values()], table);
}
