import type { ReportSource } from '@sunledger/annual-report';
import type { Office } from '@sunledger/disclosure-office';
import type { CaseListPage, CaseListQuestion } from '@sunledger/projections';

/** What the API asks of the read models, always including what was just logged. */

/** One agency as a list shows it. */
export interface AgencyRow {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
}

/** Waits until the read models have everything that was logged so far; answers with its position. */
export async function caughtUp(
  { parts: { store, readModels } }: Office,
  timeoutMs?: number,
): Promise<number> {
  const { position } = await store.head();
  await readModels.runner.waitFor(position, timeoutMs);
  return position;
}

/** Every agency there is. */
export async function agencyRows(office: Office): Promise<readonly AgencyRow[]> {
  await caughtUp(office);
  const agencies = await office.parts.readModels.agencies.list();
  return agencies.map(({ code, name, parent }) => ({ code, name, parent }));
}

/** An agency, with those below it where they are to be added up. */
export const agencyCodes = async (
  { parts: { readModels } }: Office,
  agency: string,
  rollup: boolean,
): Promise<readonly string[]> => (rollup ? readModels.agencies.subtree(agency) : [agency]);

/** A page of the case list. */
export async function findCases(office: Office, question: CaseListQuestion): Promise<CaseListPage> {
  await caughtUp(office);
  return office.parts.readModels.caseList.find(question);
}

/** The facts of reports as known at an instant; as known now without one. */
export async function reportSourceAt(
  office: Office,
  knownAt: string | undefined,
): Promise<ReportSource> {
  const { store, readModels } = office.parts;
  const position = knownAt === undefined ? await caughtUp(office) : await store.positionAt(knownAt);
  await readModels.runner.waitFor(position);
  return readModels.reportSource(position);
}
