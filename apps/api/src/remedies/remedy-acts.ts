import { Command, Query } from '@nestjs/cqrs';
import { refuse, type Refusal } from '@sunledger/decider';
import {
  type CommandContext,
  type Office,
  type Outcome,
  remedyStream,
} from '@sunledger/disclosure-office';
import type { StoredEvent } from '@sunledger/event-store';
import {
  foldRemedy,
  type LoggedRemedyEvent,
  type Remedy,
  type RemedyCommand,
  remedyKindLabels,
  type RemedyStatus,
  remedyStatusOf,
} from '@sunledger/remedy';

import { commandHandler, queryHandler } from '../cqrs-handlers';
import { factSentence } from '../http/fact-sentence';

/** The catalogue has checked each event against the schema of its type. */
const remedyEvents = (logged: readonly StoredEvent[]): readonly LoggedRemedyEvent[] =>
  logged as unknown as readonly LoggedRemedyEvent[];

/** A 行政复议 or 行政诉讼 as it stands, with its history. */
export interface RemedyDetail extends Remedy {
  readonly remedyId: string;
  readonly caseId: string;
  readonly kindLabel: string;
  readonly status: RemedyStatus;
  readonly revision: number;
  readonly history: readonly {
    readonly eventId: string;
    readonly revision: number;
    readonly type: string;
    readonly sentence: string;
    readonly occurredOn: string;
    readonly recordedAt: string;
    readonly actor: string;
  }[];
}

/** Files a remedy against a request. */
export class FileRemedy extends Command<Outcome> {
  constructor(
    readonly remedyId: string,
    readonly caseId: string,
    readonly command: RemedyCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Carries out one command about a remedy that was filed. */
export class GiveRemedyCommand extends Command<Outcome> {
  constructor(
    readonly remedyId: string,
    readonly command: RemedyCommand,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetRemedy extends Query<RemedyDetail | Refusal> {
  constructor(readonly remedyId: string) {
    super();
  }
}

async function remedyDetail({ parts }: Office, remedyId: string): Promise<RemedyDetail | Refusal> {
  const logged = await parts.store.readStream(remedyStream(remedyId));
  const state = foldRemedy(remedyEvents(logged));
  const { filing } = state;
  const revision = logged.at(-1)?.revision;
  if (filing === undefined || revision === undefined) {
    return refuse('remedy-unknown', { remedyId });
  }
  return {
    ...state,
    remedyId,
    caseId: filing.caseId,
    kindLabel: remedyKindLabels[filing.kind],
    status: remedyStatusOf(state),
    revision,
    history: logged.map((event) => ({
      eventId: event.id,
      revision: event.revision,
      type: event.type,
      sentence: factSentence(event),
      occurredOn: event.occurredOn,
      recordedAt: event.recordedAt,
      actor: event.meta.actor,
    })),
  };
}

async function give(
  office: Office,
  { remedyId, command, context }: GiveRemedyCommand,
): Promise<Outcome> {
  const logged = await office.parts.store.readStream(remedyStream(remedyId));
  const { filing } = foldRemedy(remedyEvents(logged));
  return filing === undefined
    ? refuse('remedy-unknown', { remedyId })
    : office.remedies.handle(remedyId, filing.caseId, command, context);
}

export const remedyHandlers = [
  commandHandler(FileRemedy, (office, { remedyId, caseId, command, context }) =>
    office.remedies.handle(remedyId, caseId, command, context),
  ),
  commandHandler(GiveRemedyCommand, give),
  queryHandler(GetRemedy, (office, { remedyId }) => remedyDetail(office, remedyId)),
];
