import { activeDisclosureOf } from '../active-disclosure';
import type { AnnualReport } from '../annual-report';
import { report2019 } from '../definitions/report-2019';
import { report2021 } from '../definitions/report-2021';
import { caseFact, derived, requestFor, seedActiveDisclosure, seedCases } from '../testing';
import { renderHtml } from './html';
import { renderMarkdown } from './markdown';
import { chineseDate, printFigure } from './report-text';

const agency = { code: 'A', name: '北京市密云区太师屯镇' };
const seedReport = (): Promise<AnnualReport> =>
  derived({
    ...requestFor(2019, seedCases),
    agency,
    activeDisclosure: activeDisclosureOf(report2019, seedActiveDisclosure),
  });

const sentence =
  '2019年度本机关收到政府信息公开申请7件，上年结转0件；办结7件，其中按时办结7件；' +
  '结转下年度继续办理0件。';

/** The cells of one printed table row, tags removed. */
const cellsOf = (row: string): readonly string[] =>
  [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, text]) => text ?? '');
const rowsOf = (html: string, caption: string): readonly string[] => {
  const start = html.indexOf(`<caption>${caption}</caption>`);
  return html.slice(start, html.indexOf('</table>', start)).match(/<tr>.*?<\/tr>/gs) ?? [];
};

/** How many columns each row fills once merged cells are laid out; a ragged table shows here. */
function widths(rows: readonly string[]): readonly number[] {
  const filled: number[] = rows.map(() => 0);
  rows.forEach((row, index) => {
    for (const [, attributes = ''] of row.matchAll(/<t[hd]([^>]*)>/g)) {
      const of = (name: string) =>
        Number(new RegExp(`${name}="(\\d+)"`).exec(attributes)?.[1] ?? 1);
      for (let below = 0; below < of('rowspan'); below += 1) {
        filled[index + below] = (filled[index + below] ?? 0) + of('colspan');
      }
    }
  });
  return filled;
}

describe('the HTML report', () => {
  it('has the official title and the six parts in order', async () => {
    const html = renderHtml(await seedReport(), report2019);
    expect(html).toContain('<h1>北京市密云区太师屯镇2019年政府信息公开工作年度报告</h1>');
    expect([...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual([
      '一、总体情况',
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '四、政府信息公开行政复议、行政诉讼情况',
      '五、政府信息公开工作存在的主要问题及改进情况',
      '六、其他需要报告的事项',
      '检查结果',
    ]);
  });

  it.each([
    [report2019, 2019, 20, 26],
    [report2021, 2021, 22, 28],
  ])('merges the cells of section 三 as published: $0.id', async (definition, year, span, rows) => {
    const html = renderHtml(await derived(requestFor(year, [])), definition);
    expect(html).toContain(`<th scope="rowgroup" rowspan="${span}">三、本年度办理结果</th>`);
    expect(html).toContain('rowspan="8">（三）不予公开</th>');
    expect(html).toContain(
      'rowspan="3" colspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
    );
    expect(html).toContain('<th scope="colgroup" colspan="5">法人或其他组织</th>');
    const table = rowsOf(html, '三、收到和处理政府信息公开申请情况');
    // Three rows of header, then one per row with figures; ten columns everywhere.
    expect(widths(table)).toEqual(Array.from({ length: rows }, () => 10));
  });

  it('prints the published figures, zeros included', async () => {
    const html = renderHtml(await seedReport(), report2019);
    const table = rowsOf(html, '三、收到和处理政府信息公开申请情况').map(cellsOf);
    expect(table[3]).toEqual([
      '一、本年新收政府信息公开申请数量',
      ...['7', '0', '0', '0', '0', '0', '7'],
    ]);
    expect(table.find((cells) => cells.includes('1.本机关不掌握相关政府信息'))).toEqual([
      '（四）无法提供',
      '1.本机关不掌握相关政府信息',
      ...['6', '0', '0', '0', '0', '0', '6'],
    ]);
    expect(rowsOf(html, '第二十条第（一）项').map(cellsOf)).toEqual([
      ['信息内容', '本年新制作数量', '本年新公开数量', '对外公开总数量'],
      ['规章', '0', '0', '0'],
      ['规范性文件', '20', '3', '11'],
    ]);
    expect(rowsOf(html, '第二十条第（九）项').map(cellsOf)).toEqual([
      ['信息内容', '采购项目数量', '采购总金额（万元，保留四位小数）'],
      ['政府集中采购', '0', '0'],
    ]);
  });

  it('prints section 四 as one row of fifteen figures under fifteen columns', async () => {
    const html = renderHtml(await seedReport(), report2019);
    const table = rowsOf(html, '四、政府信息公开行政复议、行政诉讼情况');
    expect(widths(table)).toEqual([15, 15, 15, 15]);
    expect(cellsOf(table[3] ?? '')).toEqual(Array.from({ length: 15 }, () => '0'));
  });

  it('is a complete document in Chinese that prints section 三 across the page', async () => {
    const html = renderHtml(await seedReport(), report2019);
    expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(html).toContain('@page wide { size: A4 landscape;');
    expect(html).toContain('<section aria-labelledby="s3" class="wide">');
    expect(html.match(/<th(?!ead| scope=)/g)).toBeNull();
    expect(html.trimEnd().endsWith('</html>')).toBe(true);
  });

  it('escapes whatever people typed', async () => {
    const report = await derived({
      ...requestFor(2019, []),
      agency: { code: 'A', name: '<script>alert("1")</script>$&' },
    });
    const html = renderHtml(report, report2019, {
      prose: { s1: `<img src=x onerror='x'>`, s5: 'a & b' },
    });
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;$&amp;2019年');
    expect(html).toContain('<p>&lt;img src=x onerror=&#39;x&#39;&gt;</p>');
    expect(html).toContain('<p>a &amp; b</p>');
  });

  it('says what the figures rest on', async () => {
    expect(renderHtml(await seedReport(), report2019)).toContain(
      '<footer>统计截止：2019-12-31　知悉时点：2030-01-01 08:00:00（北京时间）　日志位置：42</footer>',
    );
  });
});

describe('the Markdown report', () => {
  it('prints the prose figures before the entered text, and says what is missing', async () => {
    const markdown = renderMarkdown(await seedReport(), report2019, {
      prose: { s1: '第一段\n\n第二段' },
    });
    expect(markdown).toContain(
      `## 一、总体情况\n\n${sentence}\n\n新收申请按渠道：当面7件。\n\n` +
        '办结申请按处理结果：已主动公开，告知获取途径1件；信息不存在6件。\n\n第一段\n\n第二段\n\n## 二、',
    );
    expect(markdown).toContain('## 六、其他需要报告的事项\n\n（尚未填写）');
  });

  it('repeats the labels above a row and prints the corner note', async () => {
    const markdown = renderMarkdown(await seedReport(), report2019);
    expect(markdown).toContain(
      '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n\n' +
        '| 申请人情况 | 自然人 | 法人或其他组织·商业企业 |',
    );
    expect(markdown).toContain(
      '| 三、本年度办理结果／（四）无法提供／1.本机关不掌握相关政府信息 | 6 | 0 | 0 | 0 | 0 | 0 | 6 |',
    );
    expect(markdown).toContain('| 行政诉讼／复议后起诉 | 0 | 0 | 0 | 0 | 0 |');
  });

  it('lists the checks with the cases behind them', async () => {
    const bad = caseFact('bad', { closedOn: '2019-04-01', disposalKind: null });
    const report = await derived(requestFor(2019, [bad]));
    const caseLabel = (caseId: string) => `登记编号 ${caseId}`;
    const markdown = renderMarkdown(report, report2019, { caseLabel });
    expect(markdown).toMatch(/- 不通过 s3\.balance：.*；涉及申请：登记编号 bad\n/);
    expect(markdown).toContain('- 通过 s3.rowTotal\n');
    expect(markdown).toContain('- 提示 s2.notEntered：');
  });

  it('keeps typed signs from becoming mark-up', async () => {
    const report = await derived(requestFor(2019, []));
    const markdown = renderMarkdown(report, report2019, { prose: { s5: '<b>|*粗*' } });
    expect(markdown).toContain('\\<b\\>\\|\\*粗\\*');
  });
});

describe('the generated sentence', () => {
  it('states the days of a running year and names who speaks', async () => {
    const request = { ...requestFor(2021, [caseFact('one', { receivedOn: '2021-06-30' })]) };
    const report = await derived({ ...request, asOf: '2021-06-30' });
    expect(renderMarkdown(report, report2021, { speaker: '全区' })).toContain(
      '2021年1月1日至2021年6月30日全区收到政府信息公开申请1件，上年结转0件；' +
        '办结0件，其中按时办结0件；尚在办理1件。',
    );
  });

  it('mentions fees where there were any', async () => {
    const fee = caseFact('fee', {
      receivedOn: '2021-03-01',
      feeAssessedOn: '2021-03-10',
      feeAssessedYuan: 300,
    });
    expect(renderMarkdown(await derived(requestFor(2021, [fee])), report2021)).toContain(
      '通知缴纳信息处理费1件300元；实收0件0元。',
    );
  });
});

describe('printed values', () => {
  it.each([
    [{ type: 'decimal', scale: 4 } as const, 25.1, '25.1000'],
    [{ type: 'decimal', scale: 4 } as const, 0, '0'],
    [{ type: 'decimal' } as const, 0.000001, '0.000001'],
    [{ type: 'decimal' } as const, 120, '120'],
    [{ type: 'signedInteger' } as const, -2, '-2'],
  ])('%j %d prints %s', (column, value, printed) => {
    expect(printFigure({ id: 'x', label: 'x', ...column }, value)).toBe(printed);
  });

  it('writes dates the Chinese way, without leading zeros', () => {
    expect(chineseDate('2019-03-04')).toBe('2019年3月4日');
  });
});
