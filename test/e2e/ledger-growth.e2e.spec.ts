import { join } from 'node:path';

import type { ImportReport } from '@sunledger/disclosure-office';

import { dataDirectory, freshDirectory, json, sunledger } from './command-line';
import { csvFile, xlsxFile } from './ledger-file';
import { contentOf, headOf, reportOf } from './office-directory';
import {
  expectedApplications,
  generatedCases,
  type LedgerCells,
  stillOpen,
  withoutZeros,
} from './request-ledger';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

const rowsOf = (cases: readonly { readonly cells: LedgerCells }[]) =>
  cases.map(({ cells }) => cells);
const importing = (file: string, agency: string, ...options: readonly string[]) =>
  json<ImportReport>('import', file, '--agency', agency, '--json', ...options);

describe('a ledger that is kept through the year', () => {
  const { directory, data, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  const year = 2022;
  const finished = generatedCases(300, { firstYear: year, years: 1 });
  // In autumn every third request is still without its reply.
  const inAutumn = finished.map((case_, at) => (at % 3 === 0 ? stillOpen(case_) : case_));
  beforeAll(async () => {
    for (const code of ['town', 'twin', 'other']) {
      await json('agency', 'add', code, '--name', code, '--json');
    }
  });
  afterAll(remove);

  it('continues its cases when replies are added', async () => {
    const replied = finished.filter(({ repliedOn }, at) => at % 3 === 0 && repliedOn !== null);
    await importing(csvFile(path('autumn.csv'), rowsOf(inAutumn)), 'town');
    expect(withoutZeros((await reportOf('town', year)).tables.applications)).toEqual(
      expectedApplications(inAutumn, year),
    );
    const grown = await importing(csvFile(path('winter.csv'), rowsOf(finished), true), 'town');
    expect(grown).toMatchObject({
      added: 0,
      continued: replied.length,
      unchanged: finished.length - replied.length,
    });
    for (const one of [year, year + 1]) {
      expect(withoutZeros((await reportOf('town', one)).tables.applications)).toEqual(
        expectedApplications(finished, one),
      );
    }
  });

  it.each([
    ['another day of receipt', '收到日期', '2022-06-30'],
    ['another applicant type', '申请人类型', '科研机构'],
    ['another channel', '申请渠道', '传真'],
    ['another name', '申请人', '另一位申请人'],
    ['another text', '申请内容', '另一件事'],
    ['another result', '处理结果', '属于国家秘密'],
    ['another day of reply', '答复日期', '2022-12-30'],
    ['another document number', '答复文号', '〔2022〕另1号'],
  ])('is refused when it states %s than the record', async (_case, column, value) => {
    const before = await headOf(data);
    const at = 1;
    const rows = rowsOf(finished).map((row, index) =>
      index === at ? { ...row, [column]: value } : row,
    );
    const file = csvFile(path(`${column}.csv`), rows);
    const { code, err } = await sunledger('import', file, '--agency', 'town');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`第 ${at + 2} 行`) });
    expect(err).toMatch(/未办理（ledger-refused）：共 \d 处错误，未写入任何内容/);
    expect(await headOf(data)).toEqual(before);
  });

  it('is the same as a workbook with date cells', async () => {
    const file = await xlsxFile(path('winter.xlsx'), rowsOf(finished));
    expect(await importing(file, 'twin')).toMatchObject({ imported: true, added: 300 });
    expect(contentOf(await reportOf('twin', year))).toEqual(
      contentOf(await reportOf('town', year)),
    );
    expect(await importing(file, 'town')).toMatchObject({ added: 0, continued: 0, events: 0 });
  });

  it('of remedies fills section 四 and grows with their results', async () => {
    // Accepted 2022 and ended 2023: pending in the report of 2022, decided in that of 2023.
    const [review, suit] = finished.filter(({ repliedOn }) => repliedOn?.startsWith('2022-0'));
    const rows: LedgerCells[] = [
      { 登记编号: review?.serialNumber ?? '', 类型: '行政复议', 受理日期: '2022/11/7' },
      {
        登记编号: suit?.serialNumber ?? '',
        类型: '未经复议直接起诉',
        受理日期: '2022年10月10日',
        审结日期: '2022-12-09',
        结果: '维持',
      },
    ];
    const file = csvFile(path('remedies.csv'), rows);
    const first = await importing(file, 'town', '--kind', 'remedies');
    expect(first).toMatchObject({ imported: true, added: 2 });
    const of2022 = (await reportOf('town', year)).tables.remedies;
    expect(of2022.review).toMatchObject({ pending: 1, total: 1 });
    expect(of2022.directSuit).toMatchObject({ upheld: 1, total: 1 });

    const ended = rows.map((row) =>
      row['类型'] === '行政复议' ? { ...row, 审结日期: '2023-01-16', 结果: '纠正' } : row,
    );
    const grown = csvFile(path('remedies-2023.csv'), ended);
    expect(await importing(grown, 'town', '--kind', 'remedies')).toMatchObject({
      added: 0,
      continued: 1,
      unchanged: 1,
    });
    expect((await reportOf('town', year)).tables.remedies).toEqual(of2022);
    const of2023 = (await reportOf('town', year + 1)).tables.remedies;
    expect(of2023.review).toMatchObject({ corrected: 1, pending: 0, total: 1 });
    expect(of2023.directSuit).toMatchObject({ total: 0 });

    const head = await headOf(data);
    const stray = [{ 登记编号: '没有', 类型: '行政复议', 受理日期: '2022-11-07' }];
    const strayFile = csvFile(path('stray.csv'), stray);
    const refused = await sunledger('import', strayFile, '--agency', 'town', '--kind', 'remedies');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('第 2 行“登记编号”') });
    expect(await headOf(data)).toEqual(head);
  });

  it('of remedies goes with the requests into another data directory', async () => {
    const exported = [path('requests-out.csv'), path('remedies-out.csv')] as const;
    for (const [at, kind] of ['requests', 'remedies'].entries()) {
      const file = exported[at] ?? '';
      await sunledger('export', file, '--ledger', kind, '--agency', 'town');
    }
    const original = await reportOf('town', year);
    const elsewhere = await freshDirectory();
    try {
      await json('agency', 'add', 'town', '--name', 'town', '--json');
      await importing(exported[0], 'town');
      await importing(exported[1], 'town', '--kind', 'remedies');
      expect(contentOf(await reportOf('town', year))).toEqual(contentOf(original));
    } finally {
      await elsewhere.remove();
    }
  });
});
