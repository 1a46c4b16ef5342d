import { isRefusal } from '@sunledger/decider';
import { disposalKinds } from '@sunledger/disclosure-case';
import { definitionForYear, reportDefinitions } from './definition-for-year';
import { report2019 } from './report-2019';
import { report2021 } from './report-2021';

describe('the format of a report year', () => {
  it.each([
    [2019, report2019],
    [2020, report2019],
    [2021, report2021],
    [2030, report2021],
  ])('%i has its own format for ever', (year, definition) => {
    expect(definitionForYear(year)).toBe(definition);
  });

  it.each([2018, 2008, 2019.5, Number.NaN])('refuses %d, which had no unified format', (year) => {
    const answer = definitionForYear(year);
    expect(isRefusal(answer) && answer.refused).toBe('report-format-unknown');
  });
});

/** As printed in the published report of 太师屯镇 for 2019, section 三, first to last. */
const labelsOf2019 = [
  '一、本年新收政府信息公开申请数量',
  '二、上年结转政府信息公开申请数量',
  '三、本年度办理结果',
  '（一）予以公开',
  '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  '（三）不予公开',
  '1.属于国家秘密',
  '2.其他法律行政法规禁止公开',
  '3.危及“三安全一稳定”',
  '4.保护第三方合法权益',
  '5.属于三类内部事务信息',
  '6.属于四类过程性信息',
  '7.属于行政执法案卷',
  '8.属于行政查询事项',
  '（四）无法提供',
  '1.本机关不掌握相关政府信息',
  '2.没有现成信息需要另行制作',
  '3.补正后申请内容仍不明确',
  '（五）不予处理',
  '1.信访举报投诉类申请',
  '2.重复申请',
  '3.要求提供公开出版物',
  '4.无正当理由大量反复申请',
  '5.要求行政机关确认或重新出具已获取信息',
  '（六）其他处理',
  '（七）总计',
  '四、结转下年度继续办理',
];

describe('section 三', () => {
  it('prints the rows of 2019 as published', () => {
    expect(report2019.applications.rows.map(({ label }) => label)).toEqual(labelsOf2019);
  });

  it('splits （六）其他处理 into three items from 2021 on', () => {
    expect(report2021.applications.rows.map(({ label }) => label)).toEqual([
      ...labelsOf2019.slice(0, 25),
      '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
      '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
      '3.其他',
      ...labelsOf2019.slice(25),
    ]);
  });

  it.each(reportDefinitions)('spans its merged labels over exactly their rows: $id', (format) => {
    const { rows } = format.applications;
    const leavesUnder = (id: string): number =>
      rows
        .filter(({ parent }) => parent === id)
        .reduce((sum, row) => sum + (row.kind === 'group' ? leavesUnder(row.id) : 1), 0);
    for (const row of rows.filter(({ kind }) => kind === 'group')) {
      expect([row.id, row.labelRowSpan]).toEqual([row.id, leavesUnder(row.id)]);
    }
  });

  it.each(reportDefinitions)('gives each way of closing one leaf row: $id', (format) => {
    const leaves = format.applications.rows
      .filter(({ kind, parent }) => kind === 'input' && parent !== null)
      .map(({ id }) => id);
    for (const kind of disposalKinds) expect(leaves).toContain(format.disposalRows[kind]);
  });
});
