import { defaultPolicy } from '@sunledger/policy';
import { disposalWords } from '../words/disposal-words';
import { remedyKindWords, remedyResultWords } from '../words/remedy-words';
import { applicantTypeWords, channelWords } from '../words/request-words';
import type { WordTable } from '../words/word-table';
import type { LedgerKind, RemedyRecord, RequestRecord } from './ledger-row';

/** One documented column of a ledger; readers, writers and the reference page follow this table. */
export interface LedgerColumn<Field extends string = string> {
  /** As it stands in the header row. */
  readonly name: string;
  readonly field: Field;
  readonly required: boolean;
  /** Identifies a person or may do so: its values are never repeated in a message. */
  readonly personal: boolean;
  readonly reads: 'text' | 'date' | 'workingDays' | 'word';
  /** In Chinese, for the clerk. */
  readonly meaning: string;
  /** Every accepted word and what it stands for, where the column takes words. */
  readonly words?: readonly (readonly [word: string, value: string])[];
}

type RequestField = keyof RequestRecord;
type RemedyField = keyof RemedyRecord;

const column = <Field extends string>(
  name: string,
  field: Field,
  reads: LedgerColumn['reads'],
  meaning: string,
  marks: { required?: boolean; personal?: boolean; words?: WordTable<string> } = {},
): LedgerColumn<Field> => ({
  name,
  field,
  required: marks.required ?? false,
  personal: marks.personal ?? false,
  reads,
  meaning,
  ...(marks.words === undefined ? {} : { words: marks.words.words }),
});

const required = true;
const personal = true;

const requestColumns: readonly LedgerColumn<RequestField>[] = [
  column('登记编号', 'serialNumber', 'text', '本机关的登记编号，文件内不得重复。', { required }),
  column('收到日期', 'receivedOn', 'date', '按条例第三十一条确定的收到申请之日。', { required }),
  column('申请渠道', 'channel', 'word', '申请到达本机关的方式。', {
    required,
    words: channelWords,
  }),
  column('申请人类型', 'applicantType', 'word', '决定年报第三部分计入哪一列。', {
    required,
    words: applicantTypeWords(defaultPolicy.soleProprietorColumn),
  }),
  column('申请人', 'applicantName', 'text', '姓名或单位名称，加密保存。', { personal }),
  column('证件号码', 'documentNumber', 'text', '身份证明号码，加密保存；单元格须为文本。', {
    personal,
  }),
  column('联系方式', 'contact', 'text', '电话、地址或邮箱，加密保存。', { personal }),
  column('申请内容', 'requestText', 'text', '申请原文，原样加密保存。', { required, personal }),
  column('补正告知日期', 'correctionNotifiedOn', 'date', '发出补正通知之日（条例第三十条）。'),
  column('补正收到日期', 'correctedOn', 'date', '收到补正申请之日，答复期限自此起算。'),
  column(
    '征求意见发出日期',
    'consultationSentOn',
    'date',
    '发出征求意见函之日（第三十二、三十四条）。',
  ),
  column('征求意见收到日期', 'consultationAnsweredOn', 'date', '收到意见之日。'),
  column('延期告知日期', 'extensionNotifiedOn', 'date', '告知申请人延期之日（第三十三条）。'),
  column(
    '延期工作日数',
    'extensionWorkingDays',
    'workingDays',
    '延长的工作日数，1 至 20；2019-05-15 前收到的申请为 1 至 15。',
  ),
  column('答复日期', 'repliedOn', 'date', '答复（或终止办理）之日，与处理结果同填或同空。'),
  column('处理结果', 'disposalKind', 'word', '与答复日期同填或同空；可填年报表格中的末级行名称。', {
    words: disposalWords,
  }),
  column('答复文号', 'documentNumberOfReply', 'text', '答复文书的文号。'),
  column('备注', 'remark', 'text', '不进入统计的说明。'),
];

const remedyColumns: readonly LedgerColumn<RemedyField>[] = [
  column('登记编号', 'serialNumber', 'text', '所涉申请的登记编号。', { required }),
  column('类型', 'kind', 'word', '决定年报第四部分计入哪一组。', {
    required,
    words: remedyKindWords,
  }),
  column('受理日期', 'acceptedOn', 'date', '复议机关受理或法院立案之日。', { required }),
  column('审结日期', 'endedOn', 'date', '与结果同填或同空；两者皆空为尚未审结。'),
  column('结果', 'result', 'word', '与审结日期同填或同空。', { words: remedyResultWords }),
];

/** The columns of both ledgers in the order in which they are written. */
export const ledgerColumns = { requests: requestColumns, remedies: remedyColumns } as const;

const byName = (columns: readonly LedgerColumn[]): ReadonlyMap<string, LedgerColumn> =>
  new Map(columns.map((known) => [known.name, known]));

const columnsByName = {
  requests: byName(requestColumns),
  remedies: byName(remedyColumns),
} as const;

export const columnNamed = (kind: LedgerKind, name: string): LedgerColumn | undefined =>
  columnsByName[kind].get(name);

export const columnsOf = (kind: LedgerKind): readonly LedgerColumn[] => ledgerColumns[kind];
