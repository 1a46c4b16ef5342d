import {
  channels,
  type LoggedRequestEvent,
  replyDisposalKinds,
  type RequestCommand,
} from '@sunledger/disclosure-case';
import { addDays } from '@sunledger/working-days';

import type { Moment } from './moment';

const at = <Value>(values: readonly Value[], pick: number): Value | undefined =>
  values[pick % values.length];

type Changes = Readonly<Record<string, unknown>>;

/** What may have been mistyped in the data of a fact, beside its date. */
function changesOf(
  { type }: LoggedRequestEvent,
  pick: number,
  agencies: readonly string[],
): Changes | undefined {
  const amountYuan = 100 + (pick % 300);
  const mistyped: Partial<Record<LoggedRequestEvent['type'], readonly Changes[]>> = {
    ApplicationRegistered: [
      { channel: at(channels, pick) },
      { applicantType: at(['business', 'research', 'legalService'], pick) },
      { agency: at(agencies, pick) },
      { proceeding: at(['recordCorrection', 'disclosure'], pick) },
    ],
    ReplySigned: [{ disposalKind: at(replyDisposalKinds, pick) }],
    ReplyDispatched: [{ method: at(['postal', 'byHand', 'electronic'], pick) }],
    FeePaid: [{ amountYuan }],
    FeeAssessed: [{ amountYuan }],
    ExtensionApproved: [{ workingDays: 1 + (pick % 20) }],
    CorrectionNoticeDispatched: [{ late: pick % 2 === 0 }],
  };
  return at(mistyped[type] ?? [], Math.floor(pick / 7));
}

/** 更正事实: another date, other data, or the fact never happened. */
export function correctedFact(moment: Moment): RequestCommand | undefined {
  const { course, on, pick, agencies, correctable } = moment;
  const known = course.events.filter(correctable);
  const target = at(known, pick);
  if (target === undefined) return undefined;
  const words = { targetEventId: target.id, reason: '录入错误', approvedBy: '负责人' };
  const command = { type: 'CorrectFact', on, ...words } as const;
  const sort = Math.floor(pick / known.length) % 4;
  if (sort === 0 || target.type === 'FactCorrected') return { ...command, annulled: true };
  const changes = sort === 1 ? undefined : changesOf(target, pick, agencies);
  if (changes !== undefined) return { ...command, changes };
  return { ...command, occurredOn: addDays(target.occurredOn, (pick % 41) - 20) };
}
