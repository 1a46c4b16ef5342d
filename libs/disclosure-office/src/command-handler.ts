import { isRefusal, type Refusal } from '@sunledger/decider';
import {
  type Append,
  EventIdReused,
  type NewEvent,
  noStream,
  RevisionConflict,
  type StoredEvent,
} from '@sunledger/event-store';

import { eventIdOfCommand } from './identity';
import type { CommandContext, OfficeParts } from './parts';

/** An event as a decision gives it. */
export interface DecidedEvent {
  readonly type: string;
  readonly occurredOn: string;
  readonly data: unknown;
  readonly warnings?: readonly string[];
}

/** The command was carried out, now or when it was first sent. */
export interface Done {
  readonly done: true;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly warnings: readonly string[];
  /** True when the same command had been carried out before. */
  readonly duplicate: boolean;
}

/** Somebody else was faster: what came in between. */
export interface Conflict {
  readonly conflict: true;
  readonly stream: string;
  readonly expectedRevision: number;
  readonly actualRevision: number;
  readonly missed: readonly StoredEvent[];
}

export type Outcome<Code extends string = string> = Done | Conflict | Refusal<Code>;

export const isDone = (outcome: Outcome): outcome is Done => 'done' in outcome;
export const isConflict = (outcome: Outcome): outcome is Conflict => 'conflict' in outcome;

/** How often a command is decided anew when another writer was faster. */
const decisionAttemptsMax = 5;

/** Turns decided events into events for the log, with ids derived from the command's. */
export const newEvents = (
  { catalogue }: Pick<OfficeParts, 'catalogue'>,
  decided: readonly DecidedEvent[],
  context: CommandContext,
  idOf: (at: number) => string = (at) => eventIdOfCommand(context.commandId, at),
  lateReason?: string,
): readonly NewEvent[] =>
  decided.map(({ type, occurredOn, data, warnings }, at) => ({
    id: idOf(at),
    type,
    schemaVersion: catalogue.versionOf(type),
    occurredOn,
    // Going through JSON drops absent optional fields, which the schemas do not allow as values.
    data: JSON.parse(JSON.stringify(data)) as object,
    meta: {
      actor: context.actor,
      commandId: context.commandId,
      ...(context.contentDigest === undefined ? {} : { contentDigest: context.contentDigest }),
      ...(context.role === undefined ? {} : { role: context.role }),
      ...(context.source === undefined ? {} : { source: context.source }),
      ...(context.evidence === undefined ? {} : { evidence: context.evidence }),
      ...(warnings === undefined ? {} : { warnings }),
      ...(lateReason === undefined ? {} : { lateReason }),
    },
  }));

export interface CommandTarget<Code extends string> {
  readonly stream: string;
  /** Decides on the stream as it is; called again when somebody else was faster. */
  readonly decide: (
    logged: readonly StoredEvent[],
  ) => Promise<readonly DecidedEvent[] | Refusal<Code>>;
  readonly lateReason?: string;
}

/**
 * The one way in which a command becomes facts, for every aggregate: read, decide, append at the
 * revision decided on. A command sent again answers as it did; a stale `expectedRevision` is
 * answered with what has changed.
 */
export async function handleCommand<Code extends string>(
  parts: OfficeParts,
  target: CommandTarget<Code>,
  context: CommandContext,
): Promise<Outcome<Code>> {
  const { stream } = target;
  for (let attempt = 1; ; attempt += 1) {
    const logged = await parts.store.readStream(stream);
    const earlier = alreadyDone(logged, context);
    if (earlier !== undefined) return earlier;
    const stale = staleView(logged, stream, context);
    if (stale !== undefined) return stale;

    const decided = await target.decide(logged);
    if (isRefusal(decided)) return decided;
    const events = newEvents(parts, decided, context, undefined, target.lateReason);
    const append: Append = {
      stream,
      events,
      expectedRevision: logged.at(-1)?.revision ?? noStream,
    };
    if (events.length === 0) return nothingToDo(logged, stream);
    try {
      const { revision, position, duplicate } = await parts.store.append(append);
      return { done: true, stream, revision, position, duplicate, warnings: warningsOf(decided) };
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      if (context.expectedRevision !== undefined || attempt >= decisionAttemptsMax) {
        const { expectedRevision, actualRevision, missed } = error;
        return { conflict: true, stream, expectedRevision, actualRevision, missed };
      }
    }
  }
}

export const warningsOf = (decided: readonly DecidedEvent[]): readonly string[] => [
  ...new Set(decided.flatMap(({ warnings = [] }) => warnings)),
];

const nothingToDo = (logged: readonly StoredEvent[], stream: string): Done => ({
  done: true,
  stream,
  revision: logged.at(-1)?.revision ?? noStream,
  position: logged.at(-1)?.position ?? 0,
  warnings: [],
  duplicate: true,
});

/**
 * The answer to a command whose facts are in the log already.
 * @throws EventIdReused when its id stands for a command of other content.
 */
export function alreadyDone(
  logged: readonly StoredEvent[],
  { commandId, contentDigest }: CommandContext,
): Done | undefined {
  const firstId = eventIdOfCommand(commandId, 0);
  const first = logged.find(({ id }) => id === firstId);
  if (first === undefined) return undefined;
  const digestThen = first.meta.contentDigest;
  if (contentDigest !== undefined && digestThen !== undefined && digestThen !== contentDigest) {
    throw new EventIdReused(first.id, first.stream);
  }
  const last = logged.findLast(({ meta }) => meta.commandId === commandId) ?? first;
  const { stream, revision, position } = last;
  const warnings = last.meta.warnings ?? [];
  return { done: true, stream, revision, position, warnings, duplicate: true };
}

function staleView(
  logged: readonly StoredEvent[],
  stream: string,
  { expectedRevision }: CommandContext,
): Conflict | undefined {
  const actualRevision = logged.at(-1)?.revision ?? noStream;
  if (expectedRevision === undefined || expectedRevision === actualRevision) return undefined;
  const missed = logged.filter(({ revision }) => revision > expectedRevision);
  return { conflict: true, stream, expectedRevision, actualRevision, missed };
}
