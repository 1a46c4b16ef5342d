import type { StoredEvent } from '@sunledger/event-store';
import type { RowValues } from '@sunledger/persistence';

import { registerOf } from '../streams';

/** A number given out, in the order of the columns of `serial_number`; nothing for other facts. */
export function serialNumberRow(event: StoredEvent): RowValues | null {
  if (event.type !== 'SerialNumberAssigned') return null;
  // The catalogue has checked the data against the schema of this type.
  const { serialNumber, caseId } = event.data as { serialNumber: string; caseId: string };
  const { agency, year } = registerOf(event.stream);
  return [agency, year, serialNumber, caseId, event.position];
}
