import type { Account } from '@sunledger/agency-register';
import type { ReportSource } from '@sunledger/annual-report';
import type { EventStore } from '@sunledger/event-store';
import type { ReadModelDatabase } from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import { type Calendar, type IsoDate, officialCalendar } from '@sunledger/working-days';

import { accountOf, type AccountQuestion, findAccounts } from './account/account-query';
import { type AgencyEntry, agencyOf, agencySubtree, allAgencies } from './agency/agency-query';
import { type CaseListPage, findCases } from './case-list/case-list-query';
import type { CaseListQuestion } from './case-list/case-list-question';
import {
  type DueDateEntry,
  type DueDatePage,
  type DueDateQuestion,
  findDueDates,
} from './due-date/due-date-query';
import { type DutyCount, dutyCounts } from './due-date/duty-count';
import { type DutyPage, type DutyQuestion, findDuties } from './due-date/duty-query';
import { changedCaseFacts, type ChangedFacts } from './report-facts/changed-facts';
import { SqlReportSource } from './report-facts/sql-report-source';
import {
  findIssued,
  type IssuedPage,
  type IssuedQuestion,
  issuedKeysOf,
} from './reminder/reminder-query';
import { projectedPosition } from './runner/checkpoint';
import type { Comparison } from './runner/compare';
import { lagOf, type ProjectionLag } from './runner/lag';
import { ProjectionRunner } from './runner/projection-runner';
import type { ProjectionRole } from './runner/runner-options';
import type { OnProgress } from './runner/shadow-projection';
import {
  findSerialNumber,
  serialNumberGaps,
  type SerialNumberEntry,
  type SerialNumberGap,
  serialNumbersOf,
} from './serial-number/serial-number-query';
import type { AgencyScope } from './sql/agency-scope';

/**
 * Everything that can be asked of the read models, and what keeps them up with the log. Answers are
 * as of the position last projected; who must see what was just written waits for it with
 * `runner.waitFor`.
 */
export interface ReadModels {
  readonly runner: ProjectionRunner;
  /** Builds every table anew while the present ones serve; answers with the position reached. */
  readonly rebuild: (options?: { readonly onProgress?: OnProgress }) => Promise<number>;
  /**
   * Builds every table anew beside the present ones and compares the two, changing nothing.
   * @throws ReadModelsOutdated, RebuildUnderWay
   */
  readonly compare: (options?: { readonly onProgress?: OnProgress }) => Promise<Comparison>;
  /**
   * How far the tables are behind the log.
   * @param now the present instant, ISO 8601 in UTC
   */
  lag(now: string): Promise<ProjectionLag>;
  /** Up to where in the log the answers hold. */
  position(): Promise<number>;
  readonly caseList: {
    /** @throws CursorInvalid */
    find(question: CaseListQuestion): Promise<CaseListPage>;
  };
  readonly dueDates: {
    /** Soonest first, one page. */
    list(question: DueDateQuestion): Promise<readonly DueDateEntry[]>;
    /** The same with a cursor to go on from. @throws CursorInvalid */
    find(question: DueDateQuestion): Promise<DueDatePage>;
  };
  readonly duties: {
    /**
     * What has still to be done in requests and about remedies, soonest first, one page; the report
     * and the calendar of an agency are no rows, they follow from the day. @throws CursorInvalid
     */
    find(question: DutyQuestion): Promise<DutyPage>;
    /** How many there are by kind and day, of all agencies; see `dutyCounts`. */
    counts(on: IsoDate, through: IsoDate): Promise<readonly DutyCount[]>;
  };
  readonly reminders: {
    /** Which of these reminders of an agency were issued, by their keys. */
    issuedKeys(agency: string, keys: readonly string[]): Promise<ReadonlySet<string>>;
    /** What an agency was reminded of, newest day first. @throws CursorInvalid */
    find(question: IssuedQuestion): Promise<IssuedPage>;
  };
  readonly agencies: {
    get(code: string): Promise<AgencyEntry | undefined>;
    list(): Promise<readonly AgencyEntry[]>;
    /** The agency and all below it, itself first; empty for an unknown code. */
    subtree(code: string): Promise<readonly string[]>;
  };
  readonly accounts: {
    get(accountId: string, scope?: AgencyScope): Promise<Account | undefined>;
    /** By agency and id; contact data are sealed. */
    list(question?: AccountQuestion): Promise<readonly Account[]>;
  };
  readonly serialNumbers: {
    /** The register of an agency and year, voided numbers kept. */
    list(agency: string, year: number): Promise<readonly SerialNumberEntry[]>;
    /** Places in the sequence that nobody was given. */
    gaps(agency: string, year: number): Promise<readonly SerialNumberGap[]>;
    /** Who has a number, in one agency or in any that may be seen. */
    find(
      serialNumber: string,
      agency?: string,
      scope?: AgencyScope,
    ): Promise<readonly SerialNumberEntry[]>;
  };
  /**
   * The facts of annual reports as known at a log position. Without one, each figure is as known
   * when it is asked for; give a position so that all figures of a report agree.
   */
  reportSource(position?: number): ReportSource;
  /** The facts of these agencies that changed after a position. */
  changedSince(position: number, agencies: readonly string[]): Promise<ChangedFacts>;
}

export interface ReadModelParts {
  readonly database: ReadModelDatabase;
  readonly store: EventStore;
  readonly policy: Policy;
  /** What the release brings along; arrangements in the log are added to it. */
  readonly calendar?: Calendar;
  /** `project` when left out: the first of several processes projects, the others stand by. */
  readonly role?: ProjectionRole;
  /** Told of every fault of the live projection; it tries again by itself. */
  readonly onFault?: (error: Error) => void;
  /** Asked before tables of another making are replaced at a start; yes when left out. */
  readonly mayReplace?: () => Promise<boolean>;
}

export function createReadModels(parts: ReadModelParts): ReadModels {
  const { database, calendar = officialCalendar } = parts;
  const runner = new ProjectionRunner({ ...parts, calendar });
  return {
    runner,
    rebuild: (options) => runner.rebuild(options),
    compare: (options) => runner.compare(options),
    lag: async (now) => lagOf(parts.store, await projectedPosition(database), now),
    position: () => projectedPosition(database),
    caseList: { find: (question) => findCases(database, question) },
    dueDates: {
      list: async (question) => (await findDueDates(database, question)).entries,
      find: (question) => findDueDates(database, question),
    },
    duties: {
      find: (question) => findDuties(database, question),
      counts: (on, through) => dutyCounts(database, on, through),
    },
    reminders: {
      issuedKeys: (agency, keys) => issuedKeysOf(database, agency, keys),
      find: (question) => findIssued(database, question),
    },
    agencies: {
      get: (code) => agencyOf(database, code),
      list: () => allAgencies(database),
      subtree: (code) => agencySubtree(database, code),
    },
    accounts: {
      get: (accountId, scope) => accountOf(database, accountId, scope),
      list: (question = {}) => findAccounts(database, question),
    },
    serialNumbers: {
      list: (agency, year) => serialNumbersOf(database, agency, year),
      gaps: async (agency, year) => serialNumberGaps(await serialNumbersOf(database, agency, year)),
      find: (serialNumber, agency, scope) =>
        findSerialNumber(database, serialNumber, agency, scope),
    },
    reportSource: (position) => new SqlReportSource(database, position),
    changedSince: (position, agencies) => changedCaseFacts(database, agencies, position),
  };
}
