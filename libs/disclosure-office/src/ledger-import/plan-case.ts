import { isRefusal } from '@sunledger/decider';
import {
  caseRefusalSentence,
  decide,
  foldCase,
  type LoggedRequestEvent,
} from '@sunledger/disclosure-case';
import { type Append, type NewEvent, noStream, type StoredEvent } from '@sunledger/event-store';
import type { RequestRow } from '@sunledger/ledger';
import type { CalendarView, IsoDate } from '@sunledger/working-days';

import { newEvents, warningsOf } from '../command-handler';
import { derivedId, requestStream } from '../identity';
import type { CommandContext, OfficeParts } from '../parts';
import type { PersonalFields } from '../personal-fields';
import { lookupOf, requestEvents } from '../requests';
import type { ImportFault } from './import-report';
import { personalOfRow, type RowStep, stepsOfRow } from './row-steps';

/** What a row adds to the log, or why it cannot stand. */
export interface CasePlan {
  readonly caseId: string;
  readonly append: Append | null;
  readonly isNew: boolean;
  readonly warnings: readonly string[];
  readonly faults: readonly ImportFault[];
}

export interface RowTarget {
  readonly row: RequestRow;
  readonly caseId: string;
  readonly agency: string;
  readonly logged: readonly StoredEvent[];
  readonly calendar: CalendarView;
  readonly today: IsoDate;
}

/**
 * Plans one row against the case's log. Steps already logged are left alone when they say the
 * same; a row that has grown since the last import adds its new steps; a row that contradicts
 * what is on record is a fault, never an overwrite.
 */
export async function planCase(
  parts: OfficeParts,
  target: RowTarget,
  context: CommandContext,
): Promise<CasePlan> {
  const { row, caseId, agency, logged, calendar, today } = target;
  const personal = personalOfRow(row);
  // Planned with an empty seal: a refused file leaves no key behind (see `sealedAppend`).
  const sealed = {
    sealed: { sealed: '', fields: Object.keys(personal) },
    lookup: lookupOf(parts, personal),
  };
  const known: LoggedRequestEvent[] = [...requestEvents(logged)];
  const added: NewEvent[] = [];
  const warnings = new Set<string>();
  const faults: ImportFault[] = [];

  for (const step of stepsOfRow(row, agency, sealed, parts.policy)) {
    const id = derivedId(caseId, 'ledger', step.name, 0);
    const onRecord = known.find((event) => event.id === id);
    if (onRecord !== undefined) {
      const column = await contradictedColumn(parts, caseId, step, onRecord, personal);
      // One cell may stand behind several facts; the clerk mends it once.
      const isNews = faults.every((fault) => fault.column !== column);
      if (column !== undefined && isNews) faults.push(conflictFault(row, column));
      continue;
    }
    const facts = { calendar, today, policy: parts.policy, attested: true, logged: known };
    const decided = decide(step.command, foldCase(known), facts);
    if (isRefusal(decided)) {
      faults.push({
        code: decided.refused,
        rowNumber: row.rowNumber,
        column: step.column,
        message: `第 ${row.rowNumber} 行“${step.column}”：${caseRefusalSentence(decided.refused, decided.facts)}`,
      });
      break;
    }
    for (const code of warningsOf(decided)) warnings.add(code);
    const events = newEvents(parts, decided, context, (at) =>
      derivedId(caseId, 'ledger', step.name, at),
    );
    added.push(...events);
    known.push(...decided.map((event, at) => ({ ...event, id: events[at]?.id ?? '' })));
  }
  return {
    caseId,
    isNew: logged.length === 0,
    append:
      added.length === 0
        ? null
        : {
            stream: requestStream(caseId),
            events: added,
            expectedRevision: logged.at(-1)?.revision ?? noStream,
          },
    warnings: [...warnings],
    faults,
  };
}

/** The planned facts with their personal data sealed by the key of the case. */
export async function sealedAppend(
  { vault }: OfficeParts,
  caseId: string,
  row: RequestRow,
  append: Append,
): Promise<Append> {
  const events = await Promise.all(
    append.events.map(async (event) =>
      'personal' in event.data
        ? {
            ...event,
            data: { ...event.data, personal: await vault.seal(caseId, personalOfRow(row)) },
          }
        : event,
    ),
  );
  return { ...append, events };
}

const conflictFault = (row: RequestRow, column: string): ImportFault => ({
  code: 'row-contradicts-record',
  rowNumber: row.rowNumber,
  column,
  message: `第 ${row.rowNumber} 行“${column}”与系统中已登记的内容不一致；导入不会覆盖记录，请核对台账，或在系统中以“更正事实”处理。`,
});

/** The column in which a step says something else than the fact on record from the same row. */
async function contradictedColumn(
  { vault }: OfficeParts,
  caseId: string,
  { command, column }: RowStep,
  onRecord: LoggedRequestEvent,
  personal: PersonalFields,
): Promise<string | undefined> {
  if (onRecord.occurredOn !== command.on) return dateColumns[command.type] ?? column;
  if (command.type === 'RegisterApplication') {
    if (onRecord.type !== 'ApplicationRegistered') return column;
    if (onRecord.data.channel !== command.channel) return '申请渠道';
    if (onRecord.data.applicantType !== command.applicantType) return '申请人类型';
    return otherPersonalColumn(vault, caseId, onRecord, personal);
  }
  if (command.type === 'ApproveExtension') {
    const same =
      onRecord.type === 'ExtensionApproved' && onRecord.data.workingDays === command.workingDays;
    return same ? undefined : '延期工作日数';
  }
  if (command.type === 'SignReply') {
    if (onRecord.type !== 'ReplySigned') return column;
    if (onRecord.data.disposalKind !== command.disposalKind) return '处理结果';
    return onRecord.data.documentNumber === command.documentNumber ? undefined : '答复文号';
  }
  // The other steps say no more than their date.
  return undefined;
}

/** Steps that stand in one column and are dated by another. */
const dateColumns: Readonly<Partial<Record<RowStep['command']['type'], string>>> = {
  SignReply: '答复日期',
  WithdrawApplication: '答复日期',
  LapseCorrection: '答复日期',
  LapseFee: '答复日期',
};

const personalColumns = [
  ['name', '申请人'],
  ['documentNumber', '证件号码'],
  ['contact', '联系方式'],
  ['requestText', '申请内容'],
] as const;

async function otherPersonalColumn(
  vault: OfficeParts['vault'],
  caseId: string,
  onRecord: LoggedRequestEvent & { readonly type: 'ApplicationRegistered' },
  personal: PersonalFields,
): Promise<string | undefined> {
  if (onRecord.data.personal === undefined) return undefined;
  const opened = await vault.open(caseId, onRecord.data.personal.sealed);
  // After erasure nobody can tell any more; the row adds nothing either way.
  if (opened === 'erased') return undefined;
  return personalColumns.find(([key]) => opened[key] !== personal[key])?.[1];
}
