import type { Static } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { type Decider, isRefusal, refuse, type Refusal } from '@sunledger/decider';
import { daysBetween, isIsoDate, minDate } from '@sunledger/working-days';

import { type DisclosureCase, noCase } from './case';
import { afterwardsCommands } from './commands/afterwards';
import type { CaseFacts, CommandDefinition, Decision } from './commands/command';
import { consultationCommands } from './commands/consultation';
import { correctionCommands } from './commands/correction';
import { feeCommands } from './commands/fee';
import { intakeCommands } from './commands/intake';
import { replyCommands } from './commands/reply';
import { termCommands } from './commands/term';
import type { RequestEvent } from './events';
import { evolve } from './evolve';
import type { CaseRefusal } from './refusals';
import { caseStatusLabels, statusOf } from './status';

/** Every command about one request: its name, Chinese label, permitted statuses and schema. */
export const requestCommands = {
  ...intakeCommands,
  ...correctionCommands,
  ...termCommands,
  ...consultationCommands,
  ...feeCommands,
  ...replyCommands,
  ...afterwardsCommands,
} as const;

export type RequestCommandType = keyof typeof requestCommands;

/** A command about one request. `on` is the legal date of what happened. */
export type RequestCommand = {
  [Name in RequestCommandType]: Static<(typeof requestCommands)[Name]['schema']> & {
    readonly type: Name;
    /** Why it is logged long after it happened. */
    readonly lateReason?: string;
  };
}[RequestCommandType];

const checks = new Map<string, TypeCheck<CommandDefinition['schema']>>();

function checkOf(type: RequestCommandType, { schema }: CommandDefinition) {
  const known = checks.get(type);
  if (known !== undefined) return known;
  const compiled = TypeCompiler.Compile(schema);
  checks.set(type, compiled);
  return compiled;
}

/** What one command does to one case: events, or a refusal with its code and facts. */
export function decide(command: RequestCommand, state: DisclosureCase, facts: CaseFacts): Decision {
  // The table pairs each name with its own schema and decision; the union cannot express that.
  const definition = requestCommands[command.type] as unknown as CommandDefinition | undefined;
  if (definition === undefined) {
    return refuse('command-invalid', { fault: `未知的办理事项 ${String(command.type)}` });
  }
  const refusal = generalRefusal(command, definition, state, facts);
  if (refusal !== undefined) return refusal;
  const decision = decided(command, definition, state, facts);
  return isRefusal(decision) ? decision : (lateRefusal(command, decision, facts) ?? decision);
}

function decided(
  command: RequestCommand,
  definition: CommandDefinition,
  state: DisclosureCase,
  facts: CaseFacts,
): Decision {
  // Only what the schema names reaches the log: whatever else was sent might be personal data.
  const named = Object.entries(command).filter(([name]) => name in definition.schema.properties);
  // The general check has held the command against the same schema.
  const content: Record<string, unknown> = Object.fromEntries(named);
  return definition.decide(content, state, facts);
}

/** What holds for every command: a well-formed one, at a possible date, in a fitting status. */
function generalRefusal(
  command: RequestCommand,
  definition: CommandDefinition,
  state: DisclosureCase,
  facts: CaseFacts,
): Refusal<CaseRefusal> | undefined {
  const { on, type } = command;
  const check = checkOf(type, definition);
  // The compiled check is many times faster than listing faults that are seldom there.
  const fault = check.Check(command) ? undefined : check.Errors(command).First();
  if (fault !== undefined) {
    return refuse('command-invalid', { fault: `${fault.path.slice(1)} ${fault.message}` });
  }
  const dates = Object.entries(command).filter(
    ([name, value]) => /(^on|On)$/.test(name) && typeof value === 'string',
  );
  const unreal = dates.find(([, date]) => !isIsoDate(String(date)));
  if (unreal !== undefined) return refuse('date-unreal', { on: unreal[1] });
  return (
    statusRefusal(command, definition, state, facts) ??
    dateRefusal(on, command, definition, state, facts)
  );
}

function statusRefusal(
  { type }: RequestCommand,
  definition: CommandDefinition,
  state: DisclosureCase,
  { policy }: CaseFacts,
): Refusal<CaseRefusal> | undefined {
  const status = statusOf(state, policy);
  if (definition.permittedIn.includes(status)) return undefined;
  if (status === 'voided') return refuse('case-voided', { voidedOn: state.voided?.on });
  if (status === 'unknown' || status === 'arrived') return refuse('case-not-registered');
  if (type === 'RegisterApplication') {
    return refuse('already-registered', { serialNumber: state.registration?.serialNumber });
  }
  return refuse('not-permitted-in-status', {
    status,
    command: type,
    statusLabel: caseStatusLabels[status],
    commandLabel: definition.label,
    permittedIn: definition.permittedIn,
  });
}

function dateRefusal(
  on: string,
  { type }: RequestCommand,
  definition: CommandDefinition,
  state: DisclosureCase,
  { today }: CaseFacts,
): Refusal<CaseRefusal> | undefined {
  const { receivedOn } = state;
  if (on > today) return refuse('date-in-future', { on, today });
  if (receivedOn !== undefined && on < receivedOn && definition.mayPrecedeReceipt !== true) {
    return refuse('date-before-receipt', { on, receivedOn });
  }
  const year = Math.max(...state.carriedOverFrom);
  if (on <= `${year}-12-31` && type !== 'CarryOver' && definition.mayFallInClosedYear !== true) {
    return refuse('year-closed', { year, on });
  }
  return undefined;
}

/**
 * A fact logged long after it happened needs a reason. The legal date decides: a registration
 * entered today may state a receipt of last month.
 */
function lateRefusal(
  { type, lateReason }: RequestCommand,
  events: readonly RequestEvent[],
  { today, policy, attested = false }: CaseFacts,
): Refusal<CaseRefusal> | undefined {
  if (lateReason !== undefined || attested || type === 'CarryOver') return undefined;
  const on = events.map(({ occurredOn }) => occurredOn).reduce(minDate, today);
  const days = daysBetween(on, today);
  return days > policy.backdatingReasonAfterDays
    ? refuse('late-logging-needs-reason', { on, days })
    : undefined;
}

/** The request aggregate: 政府信息公开申请, from arrival to archive. */
export const disclosureCase: Decider<
  DisclosureCase,
  RequestCommand,
  RequestEvent,
  CaseFacts,
  CaseRefusal
> = { initial: noCase, decide, evolve };
