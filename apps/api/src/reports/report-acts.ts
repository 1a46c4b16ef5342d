import { Command, Query } from '@nestjs/cqrs';
import {
  type CaseFact,
  type Listing,
  type Page,
  type RemedyColumn,
  remedyColumns,
  type RemedyFact,
  type RemedyGroup,
  remedyGroups,
  remedySelectorOf,
  type ReportDifferences,
  type ReportFiling,
  type ReportFilingCommand,
  reportPeriod,
} from '@sunledger/annual-report';
import { isRefusal, type Refusal } from '@sunledger/decider';
import {
  type CommandContext,
  type Office,
  type Outcome,
  type ReportAnswer,
  type ReportQuestion,
  reportStream,
  type RollupFault,
} from '@sunledger/disclosure-office';

import { commandHandler, queryHandler } from '../cqrs-handlers';
import { agencyCodes, reportSourceAt } from '../read-side';

type AcceptedWarnings = readonly { readonly id: string; readonly reason: string }[];

/** Where a report stands, with the revision of its history. */
export type FilingDetail = ReportFiling & { readonly revision: number };

/** One step of a report's filing. */
export class FileReport extends Command<Outcome> {
  constructor(
    readonly agency: string,
    readonly year: number,
    readonly command: ReportFilingCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Derives the report as it stands and freezes it. */
export class FreezeReport extends Command<Outcome> {
  constructor(
    readonly agency: string,
    readonly year: number,
    readonly acceptedWarnings: AcceptedWarnings,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Corrects a report that has left the office, with the difference since its freeze. */
export class CorrectReport extends Command<Outcome> {
  constructor(
    readonly agency: string,
    readonly year: number,
    readonly words: {
      readonly reason: string;
      readonly approvedBy: string;
      readonly acceptedWarnings?: AcceptedWarnings;
    },
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class DeriveReport extends Query<ReportAnswer> {
  constructor(readonly question: ReportQuestion) {
    super();
  }
}

/** The cases (section 三) or remedies (section 四) behind one cell. */
export class ListCellCases extends Query<Listing<CaseFact | RemedyFact> | Refusal> {
  constructor(
    readonly question: ReportQuestion,
    readonly cell: { readonly row: string; readonly column: string },
    readonly page: Page,
  ) {
    super();
  }
}

export class GetFiling extends Query<FilingDetail> {
  constructor(
    readonly agency: string,
    readonly year: number,
  ) {
    super();
  }
}

export class CompareWithFreeze extends Query<ReportDifferences | Refusal> {
  constructor(
    readonly agency: string,
    readonly year: number,
  ) {
    super();
  }
}

export class ListRollupFaults extends Query<readonly RollupFault[]> {
  constructor(
    readonly agency: string,
    readonly year: number,
  ) {
    super();
  }
}

async function remediesInCell(
  office: Office,
  question: ReportQuestion,
  cell: { readonly group: RemedyGroup; readonly column: RemedyColumn },
  page: Page,
): Promise<Listing<RemedyFact> | Refusal> {
  const { agency, year, knownAt, rollup = false } = question;
  const source = await reportSourceAt(office, knownAt);
  const agencies = await agencyCodes(office, agency, rollup);
  const period = reportPeriod(agencies, year, question.asOf ?? `${year}-12-31`);
  if (isRefusal(period)) return period;
  return source.listRemedies(remedySelectorOf(cell, period, office.policy), page);
}

function casesInCell(
  office: Office,
  { question, cell, page }: ListCellCases,
): Promise<Listing<CaseFact | RemedyFact> | Refusal> {
  const group = remedyGroups.find((one) => one === cell.row);
  const column = remedyColumns.find((one) => one === cell.column);
  return group === undefined || column === undefined
    ? office.reports.casesInCell(question, cell, page)
    : remediesInCell(office, question, { group, column }, page);
}

async function filingOf(office: Office, { agency, year }: GetFiling): Promise<FilingDetail> {
  const last = await office.parts.store.readStream(reportStream(agency, year), {
    direction: 'backwards',
    max: 1,
  });
  const filing = await office.reports.filing(agency, year);
  return { ...filing, revision: last[0]?.revision ?? -1 };
}

export const reportHandlers = [
  commandHandler(FileReport, (office, { agency, year, command, context }) =>
    office.reports.file(agency, year, command, context),
  ),
  commandHandler(FreezeReport, (office, { agency, year, acceptedWarnings, context }) =>
    office.reports.freeze(agency, year, acceptedWarnings, context),
  ),
  commandHandler(CorrectReport, (office, { agency, year, words, context }) =>
    office.reports.correct(agency, year, words, context),
  ),
  queryHandler(DeriveReport, (office, { question }) => office.reports.derive(question)),
  queryHandler(ListCellCases, casesInCell),
  queryHandler(GetFiling, filingOf),
  queryHandler(CompareWithFreeze, (office, { agency, year }) =>
    office.reports.changesSinceFreeze(agency, year),
  ),
  queryHandler(ListRollupFaults, (office, { agency, year }) =>
    office.reports.rollupFaults(agency, year),
  ),
];
