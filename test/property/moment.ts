import type { LoggedRequestEvent } from '@sunledger/disclosure-case';
import type { IsoDate } from '@sunledger/working-days';

import type { CaseCourse } from './course';

/** What an act is about: the course so far, its legal date, and a number to choose with. */
export interface Moment {
  readonly course: CaseCourse;
  readonly on: IsoDate;
  readonly pick: number;
  readonly agencies: readonly string[];
  readonly earlierCaseId?: string;
  /** Which facts a correction may be about. */
  readonly correctable: (event: LoggedRequestEvent) => boolean;
}
