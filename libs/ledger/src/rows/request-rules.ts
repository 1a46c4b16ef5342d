import type { IsoDate } from '@sunledger/working-days';
import type { LedgerFaultCode } from '../faults';
import type { LedgerPolicy } from './ledger-policy';
import type { RequestRecord } from './ledger-row';
import type { RowCells } from './row-cells';

/** A row whose cells were read one by one and not yet against each other. */
export type RequestDraft = {
  readonly [Field in keyof Required<RequestRecord>]: RequestRecord[Field] | undefined;
};

/** The first regulation came into force on this day (2007 条例 art 38); nobody could apply before. */
const FIRST_REGULATION_FROM: IsoDate = '2008-05-01';
/** The revised regulation came into force on this day; it made 15 + 15 working days 20 + 20. */
const REVISED_REGULATION_FROM: IsoDate = '2019-05-15';
/** 国办函〔2020〕109号 applies to requests received from this day on. */
const FEES_FROM: IsoDate = '2021-01-01';

interface DatedStep {
  readonly column: string;
  readonly on: IsoDate | undefined;
}

const dated = (draft: RequestDraft) => ({
  correctionNotified: { column: '补正告知日期', on: draft.correctionNotifiedOn },
  corrected: { column: '补正收到日期', on: draft.correctedOn },
  consultationSent: { column: '征求意见发出日期', on: draft.consultationSentOn },
  consultationAnswered: { column: '征求意见收到日期', on: draft.consultationAnsweredOn },
  extensionNotified: { column: '延期告知日期', on: draft.extensionNotifiedOn },
});

const isBefore = (step: IsoDate | undefined, bound: IsoDate | undefined): boolean =>
  step !== undefined && bound !== undefined && step < bound;

const receiptRules = (draft: RequestDraft, cells: RowCells): void => {
  const { receivedOn, repliedOn } = draft;
  if (isBefore(receivedOn, FIRST_REGULATION_FROM)) {
    cells.fault('收到日期', {
      code: 'received-before-regulation',
      message: `早于 ${FIRST_REGULATION_FROM}，当时条例尚未施行。`,
    });
    return;
  }
  for (const { column, on } of Object.values(dated(draft))) {
    if (isBefore(on, receivedOn)) {
      cells.fault(column, { code: 'date-before-receipt', message: `早于收到日期 ${receivedOn}。` });
    }
  }
  if (isBefore(repliedOn, receivedOn)) {
    cells.fault('答复日期', {
      code: 'reply-before-receipt',
      message: `早于收到日期 ${receivedOn}。`,
    });
  }
};

/** A second step cannot stand without the first, nor before it. */
const stepRules = (
  first: DatedStep,
  second: DatedStep,
  codes: { without: LedgerFaultCode; before: LedgerFaultCode },
  cells: RowCells,
): void => {
  if (second.on === undefined) return;
  if (cells.isEmpty(first.column, first.on)) {
    cells.fault(second.column, { code: codes.without, message: `“${first.column}”却是空的。` });
  } else if (isBefore(second.on, first.on)) {
    cells.fault(second.column, {
      code: codes.before,
      message: `早于“${first.column}”${first.on}。`,
    });
  }
};

const extensionRules = (draft: RequestDraft, cells: RowCells, policy: LedgerPolicy): void => {
  const { extensionNotifiedOn, extensionWorkingDays, receivedOn } = draft;
  if (extensionWorkingDays === undefined) return;
  if (cells.isEmpty('延期告知日期', extensionNotifiedOn)) {
    cells.fault('延期工作日数', {
      code: 'extension-days-without-date',
      message: '“延期告知日期”却是空的。',
    });
  }
  // 2019 条例 art 33: at most 20 working days; 2008 条例 art 24: at most 15.
  const underFirstRegulation =
    policy.preMay2019Regime === 'lawAtReceipt' && isBefore(receivedOn, REVISED_REGULATION_FROM);
  const most = underFirstRegulation ? 15 : 20;
  if (extensionWorkingDays < 1 || extensionWorkingDays > most) {
    cells.fault('延期工作日数', {
      code: 'extension-days-out-of-range',
      message: `应为 1 至 ${most} 个工作日${underFirstRegulation ? `（${REVISED_REGULATION_FROM} 前收到）` : ''}。`,
    });
  }
};

const replyRules = (draft: RequestDraft, cells: RowCells): void => {
  const { repliedOn, disposalKind, receivedOn } = draft;
  if (disposalKind !== undefined && cells.isEmpty('答复日期', repliedOn)) {
    cells.fault('处理结果', {
      code: 'result-without-reply-date',
      message: '填了处理结果，“答复日期”却是空的。',
    });
  }
  if (repliedOn !== undefined && cells.isEmpty('处理结果', disposalKind)) {
    cells.fault('答复日期', {
      code: 'reply-date-without-result',
      message: '填了答复日期，却没有处理结果。',
    });
  }
  const { correctionNotified, corrected, consultationSent, extensionNotified } = dated(draft);
  // An opinion may still come in after the reply: silence does not bind the agency (art 32).
  for (const { column, on } of [
    correctionNotified,
    corrected,
    consultationSent,
    extensionNotified,
  ]) {
    if (isBefore(repliedOn, on)) {
      cells.fault(column, { code: 'date-after-reply', message: `晚于答复日期 ${repliedOn}。` });
    }
  }
  if (disposalKind === 'feeLapsed' && isBefore(receivedOn, FEES_FROM)) {
    cells.fault('处理结果', {
      code: 'fee-lapse-before-2021',
      message: `${FEES_FROM} 前收到的申请不收信息处理费，不会逾期未缴费。`,
    });
  }
};

/**
 * Notes what cannot have happened. Only cells that could be read are compared, so that one mistyped
 * date is one fault. Lateness is not judged here: a late reply did happen.
 */
export const requestImpossibilities = (
  draft: RequestDraft,
  cells: RowCells,
  policy: LedgerPolicy,
): void => {
  receiptRules(draft, cells);
  const steps = dated(draft);
  stepRules(
    steps.correctionNotified,
    steps.corrected,
    { without: 'correction-without-notice', before: 'correction-before-notice' },
    cells,
  );
  stepRules(
    steps.consultationSent,
    steps.consultationAnswered,
    { without: 'answer-without-consultation', before: 'answer-before-consultation' },
    cells,
  );
  extensionRules(draft, cells, policy);
  replyRules(draft, cells);
};
