import { registerRefusalSentence } from '@sunledger/agency-register';
import { type CaseRefusal, caseRefusals, caseRefusalSentence } from '@sunledger/disclosure-case';
import { reminderRefusals } from '@sunledger/reminder';
import { type RemedyRefusal, remedyRefusals, remedyRefusalSentence } from '@sunledger/remedy';
import { contactRefusals, testMessageRefusals } from './accounts/refusals';

/** Refusals that no aggregate gives, only the office as a whole. */
export const officeRefusals: Readonly<Record<string, string>> = {
  'agency-unknown': '没有代码为 {agency} 的机关，请先用 agency add 登记。',
  'case-unknown': '没有找到案件 {caseId}。',
  'case-ambiguous': '有多件申请的登记编号是 {name}，请同时指明机关（{agencies}）。',
  'serial-number-contended': '登记编号正被大量同时登记占用，请稍后再试。',
  'report-format-unknown': '{year} 年度没有全国统一的年度报告格式（自 2019 年度起才有）。',
  'as-of-before-year': '截止日期 {asOf} 早于 {year} 年度开始之日 {firstDay}。',
  'report-not-frozen': '年度报告尚未定稿，请先定稿。',
  'report-frozen': '年度报告已定稿：尚未报送的，请先撤回定稿再改；已报送或公布的，请用“更正报告”。',
  'report-does-not-balance': '年度报告勾稽关系不成立，不能定稿；请先核对所列案件。',
  'warning-not-accepted': '年度报告有未说明的提示，请逐项说明原因后再定稿。',
  'freeze-too-early': '年度数字须在次年 1 月 1 日（{earliest}）起才能定稿。',
  'report-not-approved': '年度报告尚未批准，请先登记批准。',
  'report-already-approved':
    '年度报告已批准：尚未报送的，请先撤回定稿再改；已报送或公布的，请用“更正报告”。',
  'report-already-submitted': '年度报告已报送，不能再报送或撤回定稿；要修改的，请用“更正报告”。',
  'report-already-published': '年度报告已公布，不能再公布或撤回定稿；要修改的，请用“更正报告”。',
  'report-not-submitted': '年度报告尚未报送或公布，请撤回定稿后修改，不用“更正报告”。',
  'report-of-another': '给出的报告（{given}）不属于所指机关和年度（{expected}）。',
  'date-before-last-step': '日期 {on} 早于上一步骤的日期 {lastOn}，请核对。',
  'text-missing': '以下各项不能为空：{missing}。',
  'nothing-entered': '没有填写任何数字。',
  'unknown-cell': '该年度的年报格式没有所填的单元格（行 {row}，列 {column}）。',
  'impossible-figure':
    '所填数字 {value} 不能填入该单元格（行 {row}，列 {column}）：件数应为不小于零的整数。',
  'section-two-differs': '要定稿的报告与第二部分已填报的数字不一致，请重新生成后再定稿。',
  'remedy-unknown': '没有编号为 {remedyId} 的复议或诉讼。',
  ...reminderRefusals,
  ...contactRefusals,
  ...testMessageRefusals,
  'nothing-to-work-from': '请至少给出收到日期、收函日期或答复送达日期之一。',
};

/** The sentence for any refusal of the office, its facts filled in. */
export function refusalSentence(code: string, facts: Readonly<Record<string, unknown>>): string {
  if (code in officeRefusals) return filled(officeRefusals[code] ?? code, facts);
  if (code in caseRefusals) return caseRefusalSentence(code as CaseRefusal, facts);
  if (code in remedyRefusals) return remedyRefusalSentence(code as RemedyRefusal, facts);
  return registerRefusalSentence(code, facts) ?? `不能办理（${code}）：${JSON.stringify(facts)}`;
}

const filled = (sentence: string, facts: Readonly<Record<string, unknown>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => said(facts[name]));

const said = (fact: unknown): string => {
  if (fact === undefined || fact === null) return '（未知）';
  return typeof fact === 'string' ? fact : JSON.stringify(fact);
};
