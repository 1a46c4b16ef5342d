import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import {
  archive,
  faultsOf,
  readRequests,
  sheetRow,
  soundRequest,
  workbookEntries,
} from '../testing';

const names = Object.keys(soundRequest);
const cells = Object.values(soundRequest);
const withCell = (name: string, xml: string) =>
  cells.map((cell, index) => (names[index] === name ? xml : cell));
const asWorkbook = { fileName: '申请台账.xlsx' };

/** Reads a workbook of the header in row 1 and the given cells in row 2. */
const readRow = (row: readonly string[], workbookProperties = '') =>
  readRequests(
    archive(workbookEntries(sheetRow(1, names) + sheetRow(2, row), { workbookProperties })),
    asWorkbook,
  );

describe('a workbook', () => {
  it('written by a spreadsheet program is read like a CSV file', async () => {
    const day = (text: string) => ({
      value: new Date(`${text}T00:00:00Z`),
      type: Date,
      format: 'yyyy"年"m"月"d"日"',
    });
    const data: SheetData = [
      ['登记编号', '收到日期', '申请渠道', '申请人类型', '申请内容', '答复日期', '处理结果'],
      [
        17,
        day('2023-03-06'),
        '当面',
        '自然人',
        '  道路硬化，\n含“验收”',
        { value: new Date('2023-03-31T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' },
        '重复申请',
      ],
    ];
    const bytes = await writeXlsxFile(data).toBuffer();
    const reading = await readRequests(bytes, asWorkbook);
    expect(faultsOf(reading)).toEqual([]);
    expect(reading.rows).toEqual([
      {
        rowNumber: 2,
        serialNumber: '17',
        receivedOn: '2023-03-06',
        channel: 'inPerson',
        applicantType: 'naturalPerson',
        requestText: '  道路硬化，\n含“验收”',
        repliedOn: '2023-03-31',
        disposalKind: 'notProcessedRepeat',
      },
    ]);
  });

  it('has only its first sheet read', async () => {
    const header = ['登记编号', '收到日期', '申请渠道', '申请人类型', '申请内容'];
    const bytes = await writeXlsxFile([
      { data: [header, ['A-1', '2023-03-06', '当面', '自然人', '预算']], sheet: '台账' },
      { data: [['别的'], ['数据']], sheet: '说明' },
    ]).toBuffer();
    const { rows } = await readRequests(bytes, asWorkbook);
    expect(rows.map(({ serialNumber }) => serialNumber)).toEqual(['A-1']);
  });

  // Serial 43831 is 2020-01-01 in the 1900 system; the 1904 system counts 1,462 days less.
  it.each([
    ['a date cell', '<c r="@" s="1"><v>43831</v></c>', ''],
    ['a date cell late in the evening', '<c r="@" s="1"><v>43831.9999</v></c>', ''],
    ['a bare serial number', '<c r="@"><v>43831</v></c>', ''],
    ['an ISO date cell', '<c r="@" t="d"><v>2020-01-01T00:00:00+08:00</v></c>', ''],
    ['a date cell of the 1904 system', '<c r="@" s="1"><v>42369</v></c>', 'date1904="1"'],
    ['the same in the other spelling', '<c r="@" s="1"><v>42369</v></c>', 'date1904="true"'],
    ['a bare serial of the 1904 system', '<c r="@"><v>42369</v></c>', 'date1904="1"'],
    ['text', '2020年1月1日', ''],
  ])('gives the day of %s', async (_case, xml, properties) => {
    const reading = await readRow(withCell('收到日期', xml), properties);
    expect(faultsOf(reading)).toEqual([]);
    expect(reading.rows[0]?.receivedOn).toBe('2020-01-01');
  });

  it('gives the saved result of a formula and never works one out', async () => {
    const saved = '<c r="@" t="str"><f>CONCATENATE("赵","小河")</f><v>赵晓禾</v></c>';
    const reading = await readRow(withCell('申请人', saved));
    expect(reading.rows[0]?.applicantName).toBe('赵晓禾');
  });

  it('takes a formula that came out empty for an empty cell', async () => {
    const empty = '<c r="@" t="str"><f>IF(A2="","",A2)</f><v></v></c>';
    const reading = await readRow(withCell('申请人', empty));
    expect(faultsOf(reading)).toEqual([]);
    expect(reading.rows[0]).not.toHaveProperty('applicantName');
  });

  it('is refused cell by cell where a formula has no saved result or an error', async () => {
    const row = cells.map((cell, index) =>
      names[index] === '收到日期'
        ? '<c r="@"><f>TODAY()</f></c>'
        : names[index] === '联系方式'
          ? '<c r="@" t="e"><f>VLOOKUP(1,B:B,1)</f><v>#N/A</v></c>'
          : cell,
    );
    expect(faultsOf(await readRow(row))).toEqual([
      'cell-formula-without-value @2 收到日期',
      'cell-error-value @2 联系方式',
    ]);
  });

  it('names faults by the row numbers of the sheet, empty rows counted', async () => {
    const rows = sheetRow(3, names) + sheetRow(7, withCell('申请渠道', '托梦'));
    const reading = await readRequests(archive(workbookEntries(rows)), asWorkbook);
    expect(faultsOf(reading)).toEqual(['word-unknown @7 申请渠道']);
  });

  it('says so when Excel has made a date of the serial number', async () => {
    const reading = await readRow(withCell('登记编号', '<c r="@" s="1"><v>44927</v></c>'));
    expect(faultsOf(reading)).toEqual(['serial-number-turned-into-date @2 登记编号']);
  });

  it('warns of an identity number kept as a number', async () => {
    const number = '<c r="@"><v>1.1010119900101E+17</v></c>';
    const { warnings } = await readRow(withCell('证件号码', number));
    expect(warnings).toMatchObject([{ code: 'document-number-digits-lost', rowNumbers: [2] }]);
  });

  it('keeps a telephone number kept as a number in full', async () => {
    const reading = await readRow(withCell('联系方式', '<c r="@"><v>13800138000</v></c>'));
    expect(reading.rows[0]?.contact).toBe('13800138000');
  });

  it('may carry a namespace prefix on every tag', async () => {
    const entries = workbookEntries(sheetRow(1, names) + sheetRow(2, cells)).map((entry) =>
      entry.path.includes('worksheets')
        ? {
            ...entry,
            content: String(entry.content)
              .replace(/<(\/?)(\w)/g, '<$1x:$2')
              .replace('xmlns=', 'xmlns:x='),
          }
        : entry,
    );
    const reading = await readRequests(archive(entries), asWorkbook);
    expect(reading.rows).toHaveLength(1);
  });
});
