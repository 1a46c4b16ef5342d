import { Command } from '@nestjs/cqrs';
import { refuse, type Refusal } from '@sunledger/decider';
import type { CommandContext, ImportReport } from '@sunledger/disclosure-office';
import type { RemedyRecord, RequestRecord } from '@sunledger/ledger';

import { commandHandler } from '../cqrs-handlers';

export type LedgerKind = 'requests' | 'remedies';

/** A ledger as it was sent. */
export interface SentLedger {
  readonly agency: string;
  readonly kind: LedgerKind;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly dryRun: boolean;
}

/** Imports a ledger: all of it or, with reasons, nothing. */
export class ImportLedger extends Command<ImportReport | Refusal> {
  constructor(
    readonly ledger: SentLedger,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** The rows of a ledger, read as they are written. */
export type LedgerRows =
  | { readonly kind: 'requests'; readonly rows: AsyncIterable<RequestRecord> }
  | { readonly kind: 'remedies'; readonly rows: AsyncIterable<RemedyRecord> };

/** Opens a ledger for export; giving out personal data is logged, so it is a command. */
export class ExportLedger extends Command<LedgerRows | Refusal> {
  constructor(
    readonly agency: string,
    readonly kind: LedgerKind,
    readonly withPersonalData: boolean,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export const ledgerHandlers = [
  commandHandler(ImportLedger, async (office, { ledger, context }) => {
    const { agency, kind, fileName, bytes, dryRun } = ledger;
    if (!(await office.knowsAgency(agency))) return refuse('agency-unknown', { agency });
    const request = { agency, source: { fileName, bytes }, dryRun };
    const imported = { ...context, source: 'ledger' };
    return kind === 'requests'
      ? office.importRequests(request, imported)
      : office.importRemedies(request, imported);
  }),
  commandHandler(
    ExportLedger,
    async (office, { agency, kind, withPersonalData, context }): Promise<LedgerRows | Refusal> => {
      if (!(await office.knowsAgency(agency))) return refuse('agency-unknown', { agency });
      return kind === 'requests'
        ? { kind, rows: office.requestLedgerRows(agency, withPersonalData, context) }
        : { kind, rows: office.remedyLedgerRows(agency) };
    },
  ),
];
