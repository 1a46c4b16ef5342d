import type { RequestEventData, RequestEventType } from '@sunledger/disclosure-case';

import type { CityAgency } from './agencies';
import type { Random } from './random';

/** What the facts of one case have in common while they are made. */
export interface CaseSketch {
  readonly random: Random;
  readonly caseId: string;
  readonly agency: CityAgency;
  readonly serialNumber: string;
  /** The date of a step, by its number of working days from receipt. */
  readonly dateOf: (workingDay: number) => string;
  /** Ids of the facts made so far, in order. */
  readonly eventIds: readonly string[];
}

/** One fact of a course: on which working day from receipt, and what it says. */
export interface Step {
  readonly workingDay: number;
  readonly type: RequestEventType;
  readonly data: (sketch: CaseSketch) => object;
  /** Working days by which it was logged late; it then stands behind later facts in the log. */
  readonly loggedLateBy?: number;
}

export const step = <Name extends RequestEventType>(
  workingDay: number,
  type: Name,
  data: (sketch: CaseSketch) => RequestEventData<Name>,
  loggedLateBy?: number,
): Step => ({ workingDay, type, data, ...(loggedLateBy === undefined ? {} : { loggedLateBy }) });

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Text without a pattern, in the place of sealed personal data: as long and as incompressible. */
export function noise(random: Random, length: number): string {
  let text = '';
  while (text.length < length) {
    let bits = Math.floor(random.next() * 1_073_741_824);
    for (let at = 0; at < 5; at += 1) {
      text += base64[bits & 63] ?? '';
      bits >>= 6;
    }
  }
  return text.slice(0, length);
}
