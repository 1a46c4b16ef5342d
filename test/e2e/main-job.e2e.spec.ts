import { join } from 'node:path';

import { dataDirectory, sunledger } from './command-line';
import { csvFile } from './ledger-file';
import { contentOf, differingFigures, headOf, reportOf } from './office-directory';
import { publishedNarrative, publishedTables } from './township-report';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

const township = 'taishitun';
const report = (...options: readonly string[]) => reportOf(township, 2019, ...options);

/** An instant later than anything logged so far, and earlier than anything logged from now on. */
async function instantBetween(): Promise<string> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  await pause();
  const instant = new Date().toISOString();
  await pause();
  return instant;
}

describe('the main job: the demonstration township and its report of 2019', () => {
  const { directory, data, remove } = dataDirectory();
  beforeAll(async () => {
    const demo = await sunledger('demo', '--json');
    expect(demo).toEqual({
      code: 0,
      err: '',
      out: JSON.stringify({ agency: { code: township, name: '北京市密云区太师屯镇' } }),
    });
  });
  afterAll(remove);

  it('equals the published report in every cell of every table', async () => {
    const { agency, year, format, asOf, tables, narrative } = await report();
    expect(tables).toEqual(publishedTables);
    expect(narrative).toMatchObject(publishedNarrative);
    expect(narrative.byDisposal).toEqual(publishedNarrative.byDisposal);
    expect({ agency: agency.code, year, format, asOf }).toEqual({
      agency: township,
      year: 2019,
      format: 2019,
      asOf: '2019-12-31',
    });
  });

  it('holds every constraint, without a warning', async () => {
    const { checks } = await report();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        ...['s3.balance', 's3.resultsTotal', 's3.rowTotal', 's3.nonNegative', 's3.continuity'],
        ...['s4.review.total', 's4.directSuit.total', 's4.suitAfterReview.total'],
        ...['text.newReceived', 'text.resultsTotal', 'text.onTime', 's2.notEntered'],
      ]),
    );
  });

  it('adds nothing when it is loaded a second time', async () => {
    const before = await headOf(data);
    expect((await sunledger('demo')).code).toBe(0);
    expect(await headOf(data)).toEqual(before);
  });

  // Received 01-15, 03-04, 04-08, 05-20 (answered 06-20) in the first half of the year.
  it.each([
    ['2019-06-10', { newReceived: 4, disclosed: 1, unableNotHeld: 2, carriedOut: 1 }],
    ['2019-06-30', { newReceived: 4, disclosed: 1, unableNotHeld: 3, carriedOut: 0 }],
  ])('as of %s counts what had happened by then', async (date, expected) => {
    const { tables, asOf } = await report('--as-of', date);
    expect(asOf).toBe(date);
    for (const [row, figure] of Object.entries(expected)) {
      expect([row, tables.applications[row]?.total]).toEqual([row, figure]);
    }
  });

  it('prints the official tables with corner note and group labels as Markdown', async () => {
    const { out } = await sunledger('report', '--agency', township, '--year', '2019');
    expect(out).toContain('北京市密云区太师屯镇2019年政府信息公开工作年度报告');
    expect(out).toContain('本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和');
    expect(out).toContain('法人或其他组织·商业企业');
    expect(out).toMatch(/一、本年新收政府信息公开申请数量 \| 7 \| 0 \| 0 \| 0 \| 0 \| 0 \| 7 \|/);
    expect(out).toMatch(/本机关不掌握相关政府信息 \| 6 \| 0 \| 0 \| 0 \| 0 \| 0 \| 6 \|/);
    expect(out).toMatch(/规范性文件 \| 20 \| 3 \| 11 \|/);
  });

  it('prints the merged header of section 三 as HTML', async () => {
    const options = ['--agency', township, '--year', '2019', '--format', 'html'];
    const { out } = await sunledger('report', ...options);
    expect(out).toContain('<th scope="col" rowspan="3" colspan="3">（本列数据的勾稽关系为：');
    expect(out).toContain('<th scope="colgroup" colspan="7">申请人情况</th>');
    expect(out).toContain('<th scope="col" rowspan="2">自然人</th>');
    expect(out).toContain('<th scope="colgroup" colspan="5">法人或其他组织</th>');
    expect(out).toContain('<td>20</td><td>3</td><td>11</td>');
  });

  it('shows a late entry as its own difference between two states of knowledge', async () => {
    const before = await instantBetween();
    const known = await sunledger('report', ...reportAt(before));
    const late = {
      登记编号: '补登-1',
      收到日期: '2019-10-08',
      申请渠道: '邮寄',
      申请人类型: '商业企业',
      申请内容: '补登的一件申请',
      答复日期: '2019-10-28',
      处理结果: '部分公开',
    };
    const file = csvFile(join(directory, 'late.csv'), [late]);
    expect((await sunledger('import', file, '--agency', township)).code).toBe(0);
    const after = await instantBetween();

    expect(await sunledger('report', ...reportAt(before))).toEqual(known);
    const [earlier, later] = [
      await report('--known-at', before),
      await report('--known-at', after),
    ];
    expect(differingFigures(earlier.tables, later.tables)).toEqual({
      'applications.newReceived.business': 1,
      'applications.newReceived.total': 1,
      'applications.partiallyDisclosed.business': 1,
      'applications.partiallyDisclosed.total': 1,
      'applications.resultsTotal.business': 1,
      'applications.resultsTotal.total': 1,
    });
    expect(differingFigures(earlier.narrative, later.narrative)).toEqual({
      received: 1,
      closed: 1,
      closedOnTime: 1,
      'byDisposal.partiallyDisclosed': 1,
      'byChannel.signedMail': 1,
    });
    expect(earlier.tables).toEqual(publishedTables);
    expect(contentOf(later)).toEqual(contentOf(await report()));
  });
});

const reportAt = (instant: string): readonly string[] => [
  ...['--agency', township, '--year', '2019', '--json', '--known-at', instant],
];
