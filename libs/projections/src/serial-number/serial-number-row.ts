import type { RegisterEvent } from '@sunledger/agency-register';
import type { StoredEvent } from '@sunledger/event-store';
import type { RowValues } from '@sunledger/persistence';

import { registerOf } from '../streams';

/** A number given out, in the order of the columns of `serial_number`; nothing for other facts. */
export function serialNumberRow(event: StoredEvent): RowValues | null {
  // The catalogue has checked data of every type against its schema before it is read here.
  const known = event as unknown as RegisterEvent;
  if (known.type !== 'SerialNumberAssigned') return null;
  const { serialNumber, caseId, ordinal = null } = known.data;
  const { agency, year } = registerOf(event.stream);
  return [agency, year, serialNumber, caseId, ordinal, event.position];
}
