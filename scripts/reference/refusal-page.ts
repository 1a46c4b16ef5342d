import {
  accountRefusals,
  agencyRefusals,
  calendarRefusals,
  registerRefusals,
} from '@sunledger/agency-register';
import { reportFilingRefusals } from '@sunledger/annual-report';
import { caseRefusals } from '@sunledger/disclosure-case';
import { officeRefusals } from '@sunledger/disclosure-office';
import { remedyRefusals, remedyWarnings } from '@sunledger/remedy';

import { code, page, type ReferencePage, table } from './page';

type Sentences = Readonly<Record<string, string>>;

/** Every refusal with the sentence a clerk reads. */
export function refusalPage(): ReferencePage {
  return page('refusals.zh-CN.md', '不能办理的原因', [
    '命令不能办理时，命令行打印“未办理（代码）：说明”，HTTP 接口在 `code` 中给出代码、在 `detail` 中给出说明。',
    '代码不会更改。花括号中的内容由具体案件填入。',
    ...section('申请', caseRefusals),
    ...section('复议、诉讼', remedyRefusals),
    ...section('机关', agencyRefusals),
    ...section('账户与提醒', accountRefusals),
    ...section('登记簿与年末结转', registerRefusals),
    ...section('放假调休安排', calendarRefusals),
    ...section('年度报告的定稿与公布', filingSentences()),
    ...section('其他', othersOf(officeRefusals)),
    ...section('提示（照常登记，但记为存疑）', remedyWarnings),
  ]);
}

const section = (title: string, sentences: Sentences): readonly string[] => [
  '',
  `## ${title}`,
  '',
  ...table(
    ['代码', '说明'],
    Object.entries(sentences).map(([name, sentence]) => [code(name), sentence]),
  ),
];

/** A filing's refusal is worded by the office, or means the same as for a request. */
const filingSentences = (): Sentences =>
  Object.fromEntries(
    reportFilingRefusals.map((name) => [name, sentenceOf(name, officeRefusals, caseRefusals)]),
  );

function sentenceOf(name: string, ...tables: readonly Sentences[]): string {
  const sentence = tables.map((sentences) => sentences[name]).find((found) => found !== undefined);
  if (sentence === undefined) throw new Error(`the refusal ${name} has no sentence`);
  return sentence;
}

const othersOf = (sentences: Sentences): Sentences =>
  Object.fromEntries(
    Object.entries(sentences).filter(([name]) =>
      reportFilingRefusals.every((ofFiling) => ofFiling !== name),
    ),
  );
