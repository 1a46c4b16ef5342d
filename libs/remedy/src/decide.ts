import type { Static } from '@sinclair/typebox';
import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import { type Decider, refuse, type Refusal } from '@sunledger/decider';
import { daysBetween, isIsoDate } from '@sunledger/working-days';

import type { RemedyCommandDefinition, RemedyDecision, RemedyFacts } from './commands/command';
import { correctionCommands } from './commands/correct';
import { reviewCommands } from './commands/review';
import { suitCommands } from './commands/suit';
import type { RemedyEvent } from './events';
import type { RemedyRefusal } from './refusals';
import { evolve, noRemedy, type Remedy } from './remedy';

/** Every command about one remedy: its name, Chinese label and schema. */
export const remedyCommands = {
  ...reviewCommands,
  ...suitCommands,
  ...correctionCommands,
} as const;

export type RemedyCommandType = keyof typeof remedyCommands;

/** A command about one remedy. `on` is the legal date of what happened. */
export type RemedyCommand = {
  [Name in RemedyCommandType]: Static<(typeof remedyCommands)[Name]['schema']> & {
    readonly type: Name;
    /** Why it is logged long after it happened. */
    readonly lateReason?: string;
  };
}[RemedyCommandType];

const checks = new Map<string, TypeCheck<RemedyCommandDefinition['schema']>>();

function checkOf(type: RemedyCommandType, { schema }: RemedyCommandDefinition) {
  const known = checks.get(type);
  if (known !== undefined) return known;
  const compiled = TypeCompiler.Compile(schema);
  checks.set(type, compiled);
  return compiled;
}

/** What one command does to one remedy: an event, or a refusal with its code and facts. */
export function decide(command: RemedyCommand, state: Remedy, facts: RemedyFacts): RemedyDecision {
  // The table pairs each name with its own schema and decision; the union cannot express that.
  const definition = remedyCommands[command.type] as unknown as RemedyCommandDefinition | undefined;
  if (definition === undefined) {
    return refuse('command-invalid', { fault: `未知的办理事项 ${String(command.type)}` });
  }
  const { type: _type, lateReason: _lateReason, ...content } = command;
  return generalRefusal(command, definition, facts) ?? definition.decide(content, state, facts);
}

/** What holds for every command: a well-formed one, at a possible date. */
function generalRefusal(
  command: RemedyCommand,
  definition: RemedyCommandDefinition,
  { today, policy, attested = false }: RemedyFacts,
): Refusal<RemedyRefusal> | undefined {
  const { on, lateReason } = command;
  const fault = checkOf(command.type, definition).Errors(command).First();
  if (fault !== undefined) {
    return refuse('command-invalid', { fault: `${fault.path.slice(1)} ${fault.message}` });
  }
  if (!isIsoDate(on)) return refuse('date-unreal', { on });
  if (on > today) return refuse('date-in-future', { on, today });
  const days = daysBetween(on, today);
  return days > policy.backdatingReasonAfterDays && lateReason === undefined && !attested
    ? refuse('late-logging-needs-reason', { on, days })
    : undefined;
}

/** The remedy aggregate: one 行政复议 or 行政诉讼 about one request. */
export const remedy: Decider<Remedy, RemedyCommand, RemedyEvent, RemedyFacts, RemedyRefusal> = {
  initial: noRemedy,
  decide,
  evolve,
};
