import type { IsoDate } from '@sunledger/working-days';

import type { RemedyResult } from './decisions';
import type { RemedyCommand } from './decide';
import type { RemedyKind } from './remedy';

/** A row of the 复议诉讼台账: 类型, 受理日期, 审结日期, 结果. */
export interface RemedyLedgerRow {
  readonly kind: RemedyKind;
  readonly acceptedOn: IsoDate;
  /** Present exactly when `result` is; without both, 尚未审结. */
  readonly endedOn?: IsoDate;
  readonly result?: RemedyResult;
}

const filedDateNote = '台账未载明提起日期，以受理（立案）日期登记。';

/**
 * The commands that say what a row says, to be decided one after the other with `attested`. A
 * ledger does not tell when the remedy was filed: the day of acceptance stands for it.
 */
export function commandsForLedgerRow(
  { kind, acceptedOn, endedOn, result }: RemedyLedgerRow,
  { remedyId, caseId }: { readonly remedyId: string; readonly caseId: string },
): readonly RemedyCommand[] {
  const filing = { on: acceptedOn, remedyId, caseId, note: filedDateNote };
  const end = endedOn === undefined ? undefined : { on: endedOn, ...(result && { result }) };
  if (kind === 'review') {
    return [
      { type: 'FileReview', ...filing },
      { type: 'AcceptReview', on: acceptedOn },
      ...(end === undefined ? [] : [{ type: 'DecideReview', ...end } as const]),
    ];
  }
  return [
    { type: 'FileSuit', ...filing, afterReview: kind === 'suitAfterReview' },
    { type: 'DocketSuit', on: acceptedOn },
    ...(end === undefined ? [] : [{ type: 'DecideSuit', ...end } as const]),
  ];
}
