import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import type { Office } from '@sunledger/disclosure-office';

import { agencyHandlers } from './agencies/agency-acts';
import { AgenciesController } from './agencies/agencies.controller';
import { CalendarController, calendarHandlers } from './calendar/calendar.controller';
import { deadlineHandlers, DeadlinesController } from './deadlines/deadlines.controller';
import { HealthController } from './health/health.controller';
import { ProblemFilter } from './http/problem-filter';
import { ledgerHandlers } from './ledgers/ledger-acts';
import { LedgersController } from './ledgers/ledgers.controller';
import { ChangeFeed } from './log/change-feed';
import { LogController, logHandlers } from './log/log.controller';
import { FAULT_LOG, type FaultLog, OFFICE } from './office-token';
import { OneHandlerEach } from './one-handler-each';
import { PolicyController, policyHandlers } from './policy/policy.controller';
import { RemediesController } from './remedies/remedies.controller';
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
  ReportsController,
  ReportFilingController,
  AgenciesController,
  CalendarController,
  DeadlinesController,
  LedgersController,
  LogController,
  PolicyController,
  HealthController,
  StartPageController,
];

const handlers = [
  ...requestCommandHandlers,
  ...requestQueryHandlers,
  ...remedyHandlers,
  ...reportHandlers,
  ...agencyHandlers,
  ...calendarHandlers,
  ...deadlineHandlers,
  ...ledgerHandlers,
  ...logHandlers,
  ...policyHandlers,
];

/** The API over one office. */
@Module({})
export class ApiModule {
  static over(office: Office, log: FaultLog): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers,
      providers: [
        { provide: OFFICE, useValue: office },
        { provide: FAULT_LOG, useValue: log },
        {
          provide: APP_FILTER,
          useFactory: (faultLog: FaultLog) => new ProblemFilter(faultLog),
          inject: [FAULT_LOG],
        },
        OneHandlerEach,
        ChangeFeed,
        ...handlers,
      ],
    };
  }
}
