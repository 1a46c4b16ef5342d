import { Command, Query } from '@nestjs/cqrs';
import {
  type AgencyCommand,
  type AgencyEvent,
  agencyTree,
  foldAgency,
} from '@sunledger/agency-register';
import { refuse, type Refusal } from '@sunledger/decider';
import {
  agencyStream,
  type CommandContext,
  type Office,
  type Outcome,
  type YearClose,
} from '@sunledger/disclosure-office';

import { commandHandler, queryHandler } from '../cqrs-handlers';
import { type AgencyRow, agencyRows } from '../read-side';

/** An agency as it stands, with the revision of its history. */
export type AgencyDetail = NonNullable<ReturnType<typeof foldAgency>> & {
  readonly revision: number;
};

/** An agency with those below it. */
export interface AgencyBranch extends AgencyRow {
  readonly children: readonly AgencyBranch[];
}

export class GiveAgencyCommand extends Command<Outcome> {
  constructor(
    readonly code: string,
    readonly command: AgencyCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Carries what is still open into the next year. */
export class CloseYear extends Command<YearClose | Refusal> {
  constructor(
    readonly agency: string,
    readonly year: number,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class ListAgencies extends Query<readonly AgencyRow[]> {}
export class GetAgencyTree extends Query<readonly AgencyBranch[]> {}

export class GetAgency extends Query<AgencyDetail | Refusal> {
  constructor(readonly code: string) {
    super();
  }
}

/** The agencies as a tree; in a circle of two simultaneous moves each is listed once. */
export function branchesOf(rows: readonly AgencyRow[]): readonly AgencyBranch[] {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const tree = agencyTree(rows);
  const branch = (code: string): readonly AgencyBranch[] => {
    const row = byCode.get(code);
    return row === undefined ? [] : [{ ...row, children: tree.children(code).flatMap(branch) }];
  };
  return tree.roots.flatMap(branch);
}

async function agencyDetail({ parts }: Office, code: string): Promise<AgencyDetail | Refusal> {
  const logged = await parts.store.readStream(agencyStream(code));
  // The catalogue has checked each event against the schema of its type.
  const agency = foldAgency(logged as unknown as readonly AgencyEvent[]);
  const revision = logged.at(-1)?.revision;
  return agency === null || revision === undefined
    ? refuse('agency-unknown', { agency: code })
    : { ...agency, revision };
}

export const agencyHandlers = [
  commandHandler(GiveAgencyCommand, (office, { code, command, context }) =>
    office.agencies.handle(code, command, context),
  ),
  commandHandler(CloseYear, (office, { agency, year, context }) =>
    office.closeYear(agency, year, context),
  ),
  queryHandler(ListAgencies, agencyRows),
  queryHandler(GetAgencyTree, async (office) => branchesOf(await agencyRows(office))),
  queryHandler(GetAgency, (office, { code }) => agencyDetail(office, code)),
];
