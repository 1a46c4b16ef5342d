import { ledgerColumns, type LedgerColumn, ledgerLimits } from '@sunledger/ledger';

import { code, page, type ReferencePage, table } from './page';

const readsWords = {
  text: '文字',
  date: '日期',
  workingDays: '工作日数',
  word: '固定用语',
} as const satisfies Record<LedgerColumn['reads'], string>;

/** 台账的列: every column of both ledgers, and every word a column takes. */
export function ledgerPage(): ReferencePage {
  return page('ledger-columns.zh-CN.md', '台账的列', [
    'UTF-8 的 .csv（有无 BOM 均可），或 .xlsx 的第一张工作表。第一行是表头，各列次序不限，不认识的列略过并提示。',
    '日期可写作 `2019-03-04`、`2019/3/4`、`2019年3月4日`，或 Excel 日期。',
    `一个文件至多 ${ledgerLimits.rowCountMax.toLocaleString('en-US')} 行。`,
    '',
    '## 申请台账（`--kind requests`，缺省）',
    '',
    ...columnTable(ledgerColumns.requests),
    ...wordTables(ledgerColumns.requests),
    '',
    '## 复议、诉讼台账（`--kind remedies`）',
    '',
    ...columnTable(ledgerColumns.remedies),
    ...wordTables(ledgerColumns.remedies),
  ]);
}

const columnTable = (columns: readonly LedgerColumn[]): readonly string[] =>
  table(
    ['列', '必填', '填写', '说明'],
    columns.map(({ name, required, reads, meaning }) => [
      name,
      required ? '是' : '',
      readsWords[reads],
      meaning,
    ]),
  );

const wordTables = (columns: readonly LedgerColumn[]): readonly string[] =>
  columns.flatMap(({ name, words }) =>
    words === undefined
      ? []
      : ['', `### ${name}可填的用语`, '', ...table(['记为', '可填'], gathered(words))],
  );

/** Words by what they stand for, in the order of the table. */
function gathered(
  words: readonly (readonly [word: string, value: string])[],
): readonly (readonly string[])[] {
  const byValue = new Map<string, string[]>();
  for (const [word, value] of words) {
    byValue.set(value, [...(byValue.get(value) ?? []), word]);
  }
  return [...byValue].map(([value, known]) => [code(value), known.join('、')]);
}
