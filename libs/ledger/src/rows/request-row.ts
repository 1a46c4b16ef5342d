import { disposalWords } from '../words/disposal-words';
import { applicantTypeWords, channelWords } from '../words/request-words';
import type { LedgerPolicy } from './ledger-policy';
import type { RequestRow } from './ledger-row';
import { requestImpossibilities, type RequestDraft } from './request-rules';
import type { RowCells } from './row-cells';

const withoutUndefined = <Row extends object>(row: Row): Row =>
  // Only keys that hold undefined are dropped, and optional fields admit their absence.
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row;

const readDraft = (cells: RowCells, policy: LedgerPolicy): RequestDraft => {
  const disposal = cells.word('处理结果', disposalWords);
  return {
    serialNumber: cells.serialNumber('登记编号'),
    receivedOn: cells.date('收到日期'),
    channel: cells.word('申请渠道', channelWords),
    applicantType: cells.word('申请人类型', applicantTypeWords(policy.soleProprietorColumn)),
    applicantName: cells.text('申请人'),
    documentNumber: cells.documentNumber('证件号码'),
    contact: cells.text('联系方式'),
    requestText: cells.verbatim('申请内容'),
    correctionNotifiedOn: cells.date('补正告知日期'),
    correctedOn: cells.date('补正收到日期'),
    consultationSentOn: cells.date('征求意见发出日期'),
    consultationAnsweredOn: cells.date('征求意见收到日期'),
    extensionNotifiedOn: cells.date('延期告知日期'),
    extensionWorkingDays: cells.workingDays('延期工作日数'),
    repliedOn: cells.date('答复日期'),
    disposalKind: disposal === 'pending' ? undefined : disposal,
    documentNumberOfReply: cells.text('答复文号'),
    remark: cells.verbatim('备注'),
  };
};

/**
 * Reads one row of the request ledger and notes every fault in it.
 * @returns undefined when the row has a fault
 */
export const readRequestRow = (cells: RowCells, policy: LedgerPolicy): RequestRow | undefined => {
  const draft = readDraft(cells, policy);
  requestImpossibilities(draft, cells, policy);
  const { serialNumber, receivedOn, channel, applicantType, requestText } = draft;
  if (
    !cells.isSound ||
    serialNumber === undefined ||
    receivedOn === undefined ||
    channel === undefined ||
    applicantType === undefined ||
    requestText === undefined
  ) {
    return undefined;
  }
  return withoutUndefined({
    ...draft,
    rowNumber: cells.rowNumber,
    serialNumber,
    receivedOn,
    channel,
    applicantType,
    requestText,
  });
};
