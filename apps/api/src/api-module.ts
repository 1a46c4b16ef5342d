import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { Office } from '@sunledger/disclosure-office';

import { accountHandlers } from './accounts/account-acts';
import { AccountsController } from './accounts/accounts.controller';
import { agencyHandlers } from './agencies/agency-acts';
import { AgenciesController } from './agencies/agencies.controller';
import { CalendarController, calendarHandlers } from './calendar/calendar.controller';
import { deadlineHandlers, DeadlinesController } from './deadlines/deadlines.controller';
import { ExportsController } from './exports/exports.controller';
import { HealthController } from './health/health.controller';
import { ProblemFilter } from './http/problem-filter';
import { BACKGROUND, type Background } from './jobs/background';
import { ImportJobController } from './jobs/import-job.controller';
import { JobsController } from './jobs/jobs.controller';
import { ledgerHandlers } from './ledgers/ledger-acts';
import { UploadPlaces } from './ledgers/ledger-upload';
import { LedgersController } from './ledgers/ledgers.controller';
import { ChangeFeed } from './log/change-feed';
import { LogController, logHandlers } from './log/log.controller';
import { OFFICE } from './office-token';
import { OneHandlerEach } from './one-handler-each';
import { MetricsController } from './operation/metrics.controller';
import { type Operation, OPERATION } from './operation/operation';
import { PolicyController, policyHandlers } from './policy/policy.controller';
import { RemediesController } from './remedies/remedies.controller';
import { reminderHandlers } from './reminders/reminder-questions';
import { RemindersController } from './reminders/reminders.controller';
import { remedyHandlers } from './remedies/remedy-acts';
import { reportHandlers } from './reports/report-acts';
import { ReportFilingController } from './reports/report-filing.controller';
import { ReportsController } from './reports/reports.controller';
import { requestCommandHandlers } from './requests/request-acts';
import { requestQueryHandlers } from './requests/request-questions';
import { RequestsController } from './requests/requests.controller';
import { StartPageController } from './start-page/start-page.controller';

/** Routes are tried in this order: what clerks do all day comes first. */
const controllers = [
  RequestsController,
  RemediesController,
  RemindersController,
  ReportsController,
  ReportFilingController,
  AgenciesController,
  AccountsController,
  CalendarController,
  DeadlinesController,
  LedgersController,
  LogController,
  JobsController,
  ImportJobController,
  ExportsController,
  PolicyController,
  HealthController,
  MetricsController,
  StartPageController,
];

const handlers = [
  ...requestCommandHandlers,
  ...requestQueryHandlers,
  ...remedyHandlers,
  ...reminderHandlers,
  ...reportHandlers,
  ...agencyHandlers,
  ...accountHandlers,
  ...calendarHandlers,
  ...deadlineHandlers,
  ...ledgerHandlers,
  ...logHandlers,
  ...policyHandlers,
];

/** The API over one office. */
@Module({})
export class ApiModule {
  static over(office: Office, operation: Operation, background: Background): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers,
      providers: [
        { provide: OFFICE, useValue: office },
        { provide: OPERATION, useValue: operation },
        { provide: BACKGROUND, useValue: background },
        {
          provide: APP_FILTER,
          useFactory: ({ log }: Operation) => new ProblemFilter(log),
          inject: [OPERATION],
        },
        OneHandlerEach,
        ChangeFeed,
        UploadPlaces,
        ...handlers,
      ],
    };
  }
}
