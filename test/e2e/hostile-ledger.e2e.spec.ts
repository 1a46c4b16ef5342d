import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ledgerLimits } from '@sunledger/ledger';
import { archive, csvOf, sheetRow, workbookEntries } from '@sunledger/ledger/testing';
import type { ImportReport } from '@sunledger/disclosure-office';

import { dataDirectory, freshDirectory, json, sunledger } from './command-line';
import { csvFile } from './ledger-file';
import { filesBelow, headOf } from './office-directory';
import { generatedCases, type LedgerCells } from './request-ledger';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

const rows: readonly LedgerCells[] = generatedCases(2000).map(({ cells }) => cells);
const changed = (changes: Readonly<Record<number, LedgerCells>>) =>
  rows.map((row, at) => ({ ...row, ...changes[at] }));

/** A sound row that names no optional column. */
const sound = {
  登记编号: 'A-1',
  收到日期: '2023-03-06',
  申请渠道: '当面',
  申请人类型: '自然人',
  申请内容: '预算',
};

describe('a ledger that cannot be imported', () => {
  const { directory, data, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  let untouched: Awaited<ReturnType<typeof headOf>>;
  beforeAll(async () => {
    await json('agency', 'add', 'town', '--name', '某镇', '--json');
    untouched = await headOf(data);
  });
  afterEach(async () => {
    expect(await headOf(data)).toEqual(untouched);
  });
  afterAll(remove);

  /** Imports a file that must be refused; answers with what stands on stderr. */
  async function refused(name: string, bytes: Buffer): Promise<string> {
    writeFileSync(path(name), bytes);
    const { code, err } = await sunledger('import', path(name), '--agency', 'town');
    expect(code).toBe(1);
    expect(err).toContain('未写入任何内容');
    return err;
  }

  it('names every bad row with its column and reason, and takes in none of the good ones', async () => {
    const bad = changed({
      4: { 答复日期: '2018-01-05', 处理结果: '部分公开' },
      99: { 收到日期: '2019-02-30' },
      500: { 处理结果: '不知道', 答复日期: '2024-12-30' },
      777: { 登记编号: rows[776]?.['登记编号'] ?? '' },
      1000: { 申请渠道: '口信' },
      1200: { 申请内容: '' },
      1999: { 收到日期: '2999-01-01' },
    });
    const file = csvFile(path('bad.csv'), bad);
    const { code, out, err } = await sunledger('import', file, '--agency', 'town', '--json');
    expect(code).toBe(1);
    const report = JSON.parse(out) as ImportReport;
    expect(report).toMatchObject({ imported: false, added: 0, events: 0 });
    const named = report.faults.map(({ rowNumber, column }) => `${rowNumber} ${column}`);
    expect([...new Set(named)]).toEqual(
      expect.arrayContaining([
        ...['6 答复日期', '101 收到日期', '502 处理结果', '779 登记编号'],
        ...['1002 申请渠道', '1202 申请内容', '2001 收到日期'],
      ]),
    );
    for (const { rowNumber, column, message } of report.faults) {
      expect(message).toContain(`第 ${rowNumber} 行`);
      expect(message).toContain(`“${column}”`);
    }
    expect(err).toContain(`共 ${report.faultCount} 处错误，未写入任何内容`);
  });

  it('names a course of events that cannot have happened', async () => {
    // Sound cell by cell; only the history as a whole is impossible: two replies to one request.
    const report = await refused(
      'impossible.csv',
      csvOf(
        { ...sound, 补正收到日期: '2023-03-20' },
        { ...sound, 登记编号: 'A-2', 延期告知日期: '2023-03-20', 延期工作日数: '21' },
        { ...sound, 登记编号: 'A-3', 答复日期: '2023-03-20' },
        { ...sound, 登记编号: 'A-4', 征求意见收到日期: '2023-03-20' },
      ),
    );
    for (const place of ['第 2 行', '第 3 行', '第 4 行', '第 5 行']) {
      expect(report).toContain(place);
    }
  });

  it('refuses an encoding that is not UTF-8', async () => {
    // 登记编号 in GBK, as an old Excel saves it.
    const gbk = Buffer.concat([Buffer.from([0xb5, 0xc7, 0xbc, 0xc7, 0xb1, 0xe0, 0xba, 0xc5])]);
    expect(await refused('gbk.csv', Buffer.concat([gbk, Buffer.from('\r\nA-1')]))).toContain(
      'UTF-8',
    );
  });

  it('refuses a workbook that unpacks without end', async () => {
    const bomb = archive([
      ...workbookEntries(sheetRow(1, Object.keys(sound))),
      { path: 'xl/bomb.xml', content: Buffer.alloc(ledgerLimits.unpackedBytesMax / 4) },
    ]);
    expect(bomb.length).toBeLessThan(ledgerLimits.fileBytesMax);
    const before = process.memoryUsage().rss;
    expect(await refused('bomb.xlsx', bomb)).toMatch(/第 1 行|压缩|工作簿/);
    expect(process.memoryUsage().rss - before).toBeLessThan(ledgerLimits.unpackedBytesMax);
  });

  it('refuses a workbook that lies about its size', async () => {
    const padded = Buffer.alloc(32 * 1024 * 1024, ' ');
    const entries = workbookEntries(sheetRow(1, Object.keys(sound))).map((entry) =>
      entry.path.endsWith('sheet1.xml')
        ? { ...entry, content: Buffer.concat([Buffer.from(entry.content), padded]) }
        : entry,
    );
    const liar = archive(entries.map((entry) => ({ ...entry, declaredSize: 100 })));
    await refused('liar.xlsx', liar);
  });

  it('refuses a formula without a value', async () => {
    const cells = Object.values(sound);
    cells[1] = '<c r="@"><f>TODAY()</f></c>';
    const sheet = workbookEntries(sheetRow(1, Object.keys(sound)) + sheetRow(2, cells));
    const err = await refused('formula.xlsx', archive(sheet));
    expect(err).toContain('第 2 行');
    expect(err).toContain('收到日期');
  });

  it('refuses more rows than the office can have', async () => {
    const one = Object.values(sound).join(',');
    const header = Object.keys(sound).join(',');
    const many = `${header}\n${`${one}\n`.repeat(ledgerLimits.rowCountMax + 1)}`;
    await refused('many.csv', Buffer.from(many));
  });

  it.each([
    ['no header', Buffer.from('\r\n\r\n')],
    ['nothing', Buffer.alloc(0)],
    ['a quote that never closes', Buffer.from('登记编号,收到日期\n"A-1,2023-03-06')],
    ['a missing column', csvOf({ 登记编号: 'A-1', 收到日期: '2023-03-06' })],
    ['a column twice', Buffer.from('登记编号,登记编号\nA-1,A-2')],
    ['bytes of nowhere', Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x00])],
  ])('refuses a file with %s', async (name, bytes) => {
    await refused(`${name}.csv`, bytes);
  });

  it('leaves no key and no trace of the refused personal data', async () => {
    const person = { 申请人: '不应留存的人', 证件号码: '110101199001010099' };
    await refused('person.csv', csvOf({ ...sound, ...person, 申请渠道: '口信' }));
    const kept = filesBelow(data).filter(
      ({ bytes }) => bytes.includes('不应留存的人') || bytes.includes('110101199001010099'),
    );
    expect(kept.map(({ path: file }) => file)).toEqual([]);
  });

  it('keeps a formula typed as text as the text it is', async () => {
    const own = await freshDirectory();
    try {
      await json('agency', 'add', 'town', '--name', '某镇', '--json');
      const formula = '=HYPERLINK("http://example.com";"点我")';
      const file = csvFile(join(own.directory, 'formula.csv'), [{ ...sound, 申请内容: formula }]);
      await json('import', file, '--agency', 'town', '--json');
      const out = join(own.directory, 'out.csv');
      const options = ['--ledger', 'requests', '--agency', 'town', '--with-personal-data'];
      expect((await sunledger('export', out, ...options)).code).toBe(0);
      // No cell of the written ledger starts a formula when a spreadsheet opens it.
      const text = readFileSync(out, 'utf8');
      expect(text).toContain('HYPERLINK');
      expect(text).not.toMatch(/(^|,|")=HYPERLINK/m);
      const again = await json('import', out, '--agency', 'town', '--json');
      expect(again).toMatchObject({ unchanged: 1, events: 0 });
    } finally {
      await own.remove();
    }
  });
});
