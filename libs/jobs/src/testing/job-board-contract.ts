import { describeAsking } from './asking-contract';
import { describeFailing } from './failing-contract';
import { describeHandingOver } from './handing-over-contract';
import type { JobPlaceOptions } from './job-place';
import { describeScheduling } from './scheduling-contract';

/** What every carrier of jobs must do over every database. */
export function describeJobBoard(options: JobPlaceOptions): void {
  describe(`jobs: ${options.carrier} over ${options.database}`, () => {
    describeAsking(options);
    describeFailing(options);
    describeHandingOver(options);
    describeScheduling(options);
  });
}
