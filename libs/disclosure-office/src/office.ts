import { foldCase, knownHistory } from '@sunledger/disclosure-case';
import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import type { IsoDate } from '@sunledger/working-days';

import { createAgencies } from './agencies';
import { createCalendars } from './calendars';
import { caseIdOfRow, derivedId, requestStream } from './identity';
import { importRemedies } from './ledger-import/import-remedies';
import { importRequests, type ImportRequest } from './ledger-import/import-requests';
import { remedyLedgerRows, requestLedgerRows } from './ledger-export';
import type { CommandContext, OfficeParts } from './parts';
import { erasePersonalData, readPersonalData } from './personal-data';
import { Registers } from './registers';
import { createRemedies } from './remedies';
import { replayCase, type ReplayStep } from './replay';
import { Reports } from './reports';
import { requestEvents, Requests } from './requests';
import { closeYear } from './year-close';

/** A case as somebody names it: its id, or its serial number within an agency. */
export interface CaseName {
  readonly name: string;
  readonly agency?: string;
}

/** The whole office: every command and question, over whatever stores the wiring chose. */
export function createOffice(parts: OfficeParts) {
  const { store, readModels, policy } = parts;
  const calendars = createCalendars(parts);
  const registers = new Registers(parts);
  const requests = new Requests(parts, calendars, registers);
  const remedies = createRemedies(parts, calendars);
  const agencies = createAgencies(parts, calendars);
  const reports = new Reports(parts, calendars);

  /** The id of a case from what a person calls it. */
  const findCase = async ({
    name,
    agency,
  }: CaseName): Promise<string | Refusal<'case-unknown' | 'case-ambiguous'>> => {
    if ((await store.readStream(requestStream(name), { max: 1 })).length > 0) return name;
    const { position } = await store.head();
    await readModels.runner.waitFor(position);
    const found = await readModels.serialNumbers.find(name, agency);
    const [first, ...others] = found;
    if (first === undefined) return refuse('case-unknown', { caseId: name });
    if (others.length > 0) {
      return refuse('case-ambiguous', {
        name,
        agencies: found.map((one: { agency: string }) => one.agency),
      });
    }
    return first.caseId;
  };

  /** The history of a case step by step, with the due date after each and why. */
  const replay = async (
    case_: CaseName,
    at?: IsoDate,
  ): Promise<{ caseId: string; serialNumber: string; steps: readonly ReplayStep[] } | Refusal> => {
    const caseId = await findCase(case_);
    if (isRefusal(caseId)) return caseId;
    const logged = requestEvents(await store.readStream(requestStream(caseId)));
    const state = foldCase(logged);
    const today = calendars.today();
    const views = new Map<IsoDate, Awaited<ReturnType<typeof calendars.viewFor>>>();
    for (const { occurredOn } of knownHistory(logged)) {
      views.set(occurredOn, await calendars.viewFor(state.agency, occurredOn));
    }
    const latest = await calendars.viewFor(state.agency, today);
    const steps = replayCase(
      logged as unknown as Parameters<typeof replayCase>[0],
      (date) => views.get(date) ?? latest,
      policy,
      at,
    );
    return { caseId, serialNumber: state.registration?.serialNumber ?? '', steps };
  };

  return {
    parts,
    policy,
    calendars,
    requests,
    remedies,
    agencies,
    reports,
    findCase,
    replay,
    caseIdOfRow,
    commandId: (...from: readonly (string | number)[]) => derivedId('command', ...from),
    knowsAgency: (code: string) => registers.knowsAgency(code),
    closeYear: (agency: string, year: number, context: CommandContext) =>
      closeYear(parts, calendars, registers, { agency, year }, context),
    importRequests: (request: ImportRequest, context: CommandContext) =>
      importRequests(parts, calendars, registers, request, context),
    importRemedies: (request: ImportRequest, context: CommandContext) =>
      importRemedies(parts, calendars, remedies, request, context),
    newId: parts.newId,
    requestLedgerRows: (agency: string, personal: boolean, context: CommandContext) =>
      requestLedgerRows(parts, agency, personal, context),
    remedyLedgerRows: (agency: string) => remedyLedgerRows(parts, agency),
    readPersonalData: (caseId: string, purpose: string, context: CommandContext) =>
      readPersonalData(parts, caseId, purpose, context),
    erasePersonalData: (
      caseId: string,
      words: { readonly on: IsoDate; readonly reason: string; readonly approvedBy: string },
      context: CommandContext,
    ) => erasePersonalData(parts, requests, caseId, words, context),
  };
}

export type Office = ReturnType<typeof createOffice>;
