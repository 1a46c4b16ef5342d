import type { IsoDate } from '@sunledger/working-days';

import { Accounts } from './accounts/accounts';
import { createAgencies } from './agencies';
import { CaseHistories, type CaseName } from './case-histories';
import { createCalendars } from './calendars';
import { caseIdOfRow, derivedId } from './identity';
import { importRemedies } from './ledger-import/import-remedies';
import { importRequests, type ImportRequest } from './ledger-import/import-requests';
import { remedyLedgerRows, requestLedgerRows } from './ledger-export';
import type { CommandContext, OfficeParts } from './parts';
import { erasePersonalData, readPersonalData } from './personal-data';
import { Registers } from './registers';
import { createRemedies } from './remedies';
import {
  agenciesToDeliver,
  deliverReminders,
  type DeliveryRound,
} from './reminder-delivery/deliver-reminders';
import type { Sender } from './reminder-delivery/settlement';
import { createReminders } from './reminders/reminders';
import { Reports } from './reports';
import { Requests } from './requests';
import { closeYear } from './year-close';

/** The whole office: every command and question, over whatever stores the wiring chose. */
export function createOffice(parts: OfficeParts) {
  const { policy } = parts;
  const calendars = createCalendars(parts);
  const registers = new Registers(parts);
  const requests = new Requests(parts, calendars, registers);
  const remedies = createRemedies(parts, calendars);
  const agencies = createAgencies(parts, calendars);
  const reports = new Reports(parts, calendars);
  const reminders = createReminders(parts, calendars, reports);

  const accounts = new Accounts(parts, calendars);
  const delivery = { parts, calendars, reminders };

  const cases = new CaseHistories(parts, calendars);

  return {
    parts,
    policy,
    calendars,
    requests,
    remedies,
    agencies,
    reports,
    reminders,
    accounts,
    /** One round of delivery for one agency; see `deliverReminders`. */
    deliverReminders: (round: DeliveryRound, sender: Sender) =>
      deliverReminders(delivery, round, sender),
    /** Whose issued reminders have not reached everybody; for a queue that was wiped. */
    agenciesToDeliver: () => agenciesToDeliver(delivery),
    findCase: (named: CaseName) => cases.find(named),
    replay: (named: CaseName, at?: IsoDate) => cases.replay(named, at),
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
