import { AccountReadModel1764100000000 } from './account-read-model';
import { DutiesAndReminders1764120000000 } from './duties-and-reminders';
import { FirstReadModels1764000000000 } from './first-read-models';
import { JobRecord1764110000000 } from './job-record';
import { Uploads1764130000000 } from './uploads';
import { WithoutCaseDetail1764140000000 } from './without-case-detail';

/** Every step of the schema of the read models, oldest first; a released step never changes. */
export const readModelMigrations = [
  FirstReadModels1764000000000,
  AccountReadModel1764100000000,
  JobRecord1764110000000,
  DutiesAndReminders1764120000000,
  Uploads1764130000000,
  WithoutCaseDetail1764140000000,
] as const;
