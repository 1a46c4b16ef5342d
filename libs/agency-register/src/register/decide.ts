import { type Static, type TObject, Type } from '@sinclair/typebox';
import { type Decider, refuse, type Refusal } from '@sunledger/decider';
import { formatSerialNumber } from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import type { IsoDate } from '@sunledger/working-days';

import { type CommandDefinition, decideBy, type GeneralRefusal, generalRefusals } from '../command';
import { AgencyCode, CaseId, OnDate } from '../event-definition';
import { type RegisterEvent, registerEventSchemas, ReportYear, SerialNumber } from './events';
import {
  carriedOverCases,
  emptyRegister,
  evolveRegister,
  isClosed,
  type RegisterState,
} from './register';
import { isSerialNumberPattern, ordinalOf, type SerialNumberParts } from './serial-number-pattern';

/** Every reason for which a command about a register is turned down. */
export const registerRefusals = {
  ...generalRefusals,
  'serial-number-taken': '登记编号 {serialNumber} 已用于另一件申请（{caseId}），请换一个。',
  'case-already-numbered': '该申请（{caseId}）已有登记编号 {serialNumber}。',
  'serial-pattern-unusable': '登记编号样式“{pattern}”无法使用：应含一个 {serial}，请检查设置。',
  'date-before-year': '日期 {on} 早于 {year} 年，不能登记在该年度的登记簿。',
  'year-not-over': '{year} 年度尚未结束，{year}-12-31 之后才能办理结转（今天 {today}）。',
} as const;
export type RegisterRefusal = keyof typeof registerRefusals;

export interface RegisterFacts {
  /** Today in Asia/Shanghai. */
  readonly today: IsoDate;
  readonly policy: Pick<Policy, 'serialNumberPattern'>;
}

type Answer = readonly RegisterEvent[] | Refusal<RegisterRefusal>;

const command = <Schema extends TObject>(
  definition: CommandDefinition<
    RegisterState,
    RegisterFacts,
    RegisterEvent,
    RegisterRefusal,
    Schema
  >,
) => definition;

const AssignSerialNumber = Type.Object({
  on: OnDate,
  agency: AgencyCode,
  year: ReportYear,
  caseId: CaseId,
  /** The number the office gave; without it the next of the pattern is given. */
  serialNumber: Type.Optional(SerialNumber),
});

const CloseYear = Type.Object({
  /** The day of closing, not the last day of the year. */
  on: OnDate,
  year: ReportYear,
  closedBy: registerEventSchemas.YearClosed.properties.closedBy,
  /** The requests that were open when the year ended. */
  openCases: Type.Array(CaseId),
});

/** Every command about one register. */
export const registerCommands = {
  AssignSerialNumber: command({
    label: '给予登记编号',
    schema: AssignSerialNumber,
    decide: assignSerialNumber,
  }),
  CloseYear: command({ label: '年度结转', schema: CloseYear, decide: closeYear }),
} as const;

function assignSerialNumber(
  { on, agency, year, caseId, serialNumber }: Static<typeof AssignSerialNumber>,
  state: RegisterState,
  { policy: { serialNumberPattern: pattern } }: RegisterFacts,
): Answer {
  if (on < `${year}-01-01`) return refuse('date-before-year', { on, year });
  const earlier = state.serialNumbers.numberOf(caseId);
  if (earlier !== undefined) {
    return refuse('case-already-numbered', { caseId, serialNumber: earlier });
  }
  if (serialNumber === undefined) {
    if (!isSerialNumberPattern(pattern)) return refuse('serial-pattern-unusable', { pattern });
    const data = { ...nextNumber(state, pattern, { agency, year }), caseId };
    return [{ type: 'SerialNumberAssigned', occurredOn: on, data }];
  }
  const holder = state.serialNumbers.caseOf(serialNumber);
  if (holder !== undefined) return refuse('serial-number-taken', { serialNumber, caseId: holder });
  const ordinal = ordinalOf(pattern, { agency, year }, serialNumber);
  const data = { serialNumber, caseId, ...(ordinal === undefined ? {} : { ordinal }) };
  return [{ type: 'SerialNumberAssigned', occurredOn: on, data }];
}

/** The next number of the pattern that nobody has. */
function nextNumber(
  { serialNumbers, highestOrdinal }: RegisterState,
  pattern: string,
  parts: SerialNumberParts,
): { readonly serialNumber: string; readonly ordinal: number } {
  const first = highestOrdinal + 1;
  // Numbers given under another pattern may stand in the way; each can do so once.
  for (let ordinal = first; ordinal <= first + serialNumbers.count; ordinal += 1) {
    const serialNumber = formatSerialNumber(pattern, { ...parts, serial: ordinal });
    if (serialNumbers.caseOf(serialNumber) === undefined) return { serialNumber, ordinal };
  }
  throw new Error('more numbers stand in the way than were given out');
}

/**
 * Closing again is no fault: it carries over what was logged since, and is nothing when there is
 * nothing new. The figures do not depend on it; it records the act.
 */
function closeYear(
  { on, year, closedBy, openCases }: Static<typeof CloseYear>,
  state: RegisterState,
  { today }: RegisterFacts,
): Answer {
  if (on <= `${year}-12-31`) return refuse('year-not-over', { year, today });
  const known = carriedOverCases(state);
  const carriedOver = [...new Set(openCases)].filter((caseId) => !known.has(caseId)).sort();
  if (isClosed(state) && carriedOver.length === 0) return [];
  const data = { year, ...(closedBy === undefined ? {} : { closedBy }), carriedOver };
  return [{ type: 'YearClosed', occurredOn: on, data }];
}

export type RegisterCommandType = keyof typeof registerCommands;
/** A command about one register. */
export type RegisterCommand = {
  [Name in RegisterCommandType]: Static<(typeof registerCommands)[Name]['schema']> & {
    readonly type: Name;
  };
}[RegisterCommandType];

/** What one command does to one register: events, none, or a refusal with its code and facts. */
export const decideRegister: (
  command: RegisterCommand,
  state: RegisterState,
  facts: RegisterFacts,
) => readonly RegisterEvent[] | Refusal<RegisterRefusal | GeneralRefusal> = decideBy<
  RegisterState,
  RegisterFacts,
  RegisterEvent,
  RegisterRefusal
>(registerCommands);

/** The aggregate of one agency's register of one year. */
export const register: Decider<
  RegisterState,
  RegisterCommand,
  RegisterEvent,
  RegisterFacts,
  RegisterRefusal
> = { initial: emptyRegister, decide: decideRegister, evolve: evolveRegister };
