import { stillBelieved } from '@sunledger/persistence';

import type { Conditions } from '../sql/conditions';

/** Leaves the rows that were believed at a log position, or are believed now. */
export const believedAt = (conditions: Conditions, position: number | undefined): Conditions =>
  position === undefined
    ? conditions.add('position_to', '@ = ?', stillBelieved)
    : conditions.add('position_from', '@ <= ?', position).add('position_to', '@ > ?', position);
