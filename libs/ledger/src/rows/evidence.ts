import type { DisposalKind } from '@sunledger/disclosure-case';
import type { LedgerWarningCode, WarningLog } from '../faults';
import type { RequestRow } from './ledger-row';

type Evidence = readonly [code: LedgerWarningCode, message: string];

/** What the law wants on file for a kind of disposal and a ledger has no column for. */
const evidenceByKind: Partial<Record<DisposalKind, Evidence>> = {
  informationNotExist: [
    'search-record-not-in-ledger',
    '信息不存在应有检索记录（条例第三十六条第四项），台账不含此项。',
  ],
  notProcessedRepeat: [
    'earlier-case-not-in-ledger',
    '重复申请应指明先前已答复的申请（条例第三十六条第六项），台账不含此项。',
  ],
  notProcessedExcessive: [
    'reasons-request-not-in-ledger',
    '大量反复申请应先要求说明理由（条例第三十五条），台账不含此项。',
  ],
  partiallyDisclosed: [
    'separated-parts-not-in-ledger',
    '部分公开应记明公开与不公开的内容（条例第三十七条），台账不含此项。',
  ],
  feeLapsed: [
    'fee-notice-not-in-ledger',
    '逾期未缴费应有收费通知（国办函〔2020〕109号），台账不含此项。',
  ],
};

/** Lists, as warnings, the evidence that a sound row leaves open. */
export const noteMissingEvidence = (row: RequestRow, warnings: WarningLog): void => {
  const warn = ([code, message]: Evidence): void => warnings.add({ code, message }, row.rowNumber);
  const { disposalKind } = row;
  const evidence = disposalKind === undefined ? undefined : evidenceByKind[disposalKind];
  if (evidence !== undefined) warn(evidence);
  if (disposalKind === 'refusedThirdParty' && row.consultationSentOn === undefined) {
    warn([
      'third-party-letter-not-in-ledger',
      '以第三方合法权益为由不予公开，却没有征求意见的日期（条例第三十二条）。',
    ]);
  }
  const needsNotice =
    disposalKind === 'correctionLapsed' || disposalKind === 'unableUnclearAfterCorrection';
  if (needsNotice && row.correctionNotifiedOn === undefined) {
    warn([
      'correction-notice-not-in-ledger',
      '逾期不补正或补正后仍不明确，却没有补正告知日期（条例第三十条）。',
    ]);
  }
  if (row.extensionNotifiedOn === undefined) return;
  warn([
    'extension-approver-not-in-ledger',
    '延期须经政府信息公开工作机构负责人同意（条例第三十三条），台账不含批准人。',
  ]);
  if (row.extensionWorkingDays === undefined) {
    warn(['extension-days-not-in-ledger', '有延期告知日期而没有延期工作日数。']);
  }
};
