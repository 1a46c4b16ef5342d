import { csv, csvOf, faultsOf, readRequests, readRequestWith, soundRequest } from './testing';

const required = ['登记编号', '收到日期', '申请渠道', '申请人类型', '申请内容'];
const minimal = (serialNumber: string) => [serialNumber, '2023-03-06', '当面', '自然人', '预算'];

describe('a request ledger', () => {
  it('is read into typed rows', async () => {
    const { rows, faultCount, rowCount } = await readRequestWith({
      补正告知日期: '2023/3/8',
      补正收到日期: '2023年3月13日',
      征求意见发出日期: '2023-03-14',
      征求意见收到日期: '2023-03-21',
      延期告知日期: '2023-04-07',
      延期工作日数: '20',
      答复日期: '2023-04-28',
      处理结果: '部分公开',
      答复文号: '青政公开〔2023〕1号',
      备注: '已送达',
    });
    expect(faultCount).toBe(0);
    expect(rowCount).toBe(1);
    expect(rows).toEqual([
      {
        rowNumber: 2,
        serialNumber: '2023-0001',
        receivedOn: '2023-03-06',
        channel: 'inPerson',
        applicantType: 'naturalPerson',
        applicantName: '赵晓禾',
        documentNumber: '110101199001010000',
        contact: '010-60000000',
        requestText: '青石岭村2022年道路硬化工程的验收报告',
        correctionNotifiedOn: '2023-03-08',
        correctedOn: '2023-03-13',
        consultationSentOn: '2023-03-14',
        consultationAnsweredOn: '2023-03-21',
        extensionNotifiedOn: '2023-04-07',
        extensionWorkingDays: 20,
        repliedOn: '2023-04-28',
        disposalKind: 'partiallyDisclosed',
        documentNumberOfReply: '青政公开〔2023〕1号',
        remark: '已送达',
      },
    ]);
  });

  it('takes columns in any order, with or without a byte order mark', async () => {
    const reversed = [...required].reverse();
    const row = minimal('A-1').reverse();
    const plain = csv([reversed, row]);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]);
    for (const bytes of [plain, marked]) {
      const { rows } = await readRequests(bytes);
      expect(rows).toMatchObject([{ serialNumber: 'A-1', requestText: '预算' }]);
    }
  });

  it('accepts header names with the star of the documentation and stray spaces', async () => {
    const { rows } = await readRequests(
      csv([required.map((name) => ` ${name}* `), minimal('A-1')]),
    );
    expect(rows).toHaveLength(1);
  });

  it('names every missing and every duplicate column at once', async () => {
    const reading = await readRequests(
      csv([
        ['登记编号', '收到日期', '收到日期', '备注', '备注'],
        ['1', '', '', '', ''],
      ]),
    );
    expect(faultsOf(reading)).toEqual([
      'column-duplicate @1 收到日期',
      'column-missing @1 申请渠道',
      'column-missing @1 申请人类型',
      'column-missing @1 申请内容',
      'column-duplicate @1 备注',
    ]);
  });

  it('ignores an unknown column and names it', async () => {
    const { rows, warnings } = await readRequestWith({ 承办科室: '党政办' });
    expect(rows).toHaveLength(1);
    expect(warnings).toEqual([
      expect.objectContaining({ code: 'column-unknown', column: '承办科室' }),
    ]);
  });

  it('repeats no data when the header row is missing', async () => {
    const reading = await readRequests(csv([['赵晓禾', '110101199001010000']]));
    expect(faultsOf(reading)).toEqual(['header-missing @1']);
    expect(JSON.stringify(reading)).not.toMatch(/赵晓禾|110101199001010000/);
  });

  it('numbers rows as the spreadsheet does, blank lines counted and line breaks in cells not', async () => {
    const file = csv([
      required,
      ['A-1', '2023-03-06', '当面', '自然人', '第一行\r\n第二行'],
      ['', '', '', '', ''],
      [''],
      minimal('A-2'),
      ['A-3', '2023-02-30', '当面', '自然人', '预算'],
    ]);
    const reading = await readRequests(file);
    expect(faultsOf(reading)).toEqual(['date-unreal @6 收到日期']);
    expect(reading.rowCount).toBe(3);
  });

  it('keeps the request text as it was written, quotes and line breaks included', async () => {
    const text = '  关于"三公"经费，\r\n含明细\n ';
    const { rows } = await readRequestWith({ 申请内容: text });
    expect(rows[0]?.requestText).toBe(text);
  });

  it('understands unquoted quotes, as people type them', async () => {
    const line = '1,2023-03-06,当面,自然人,关于"三公"经费';
    const { rows } = await readRequests(Buffer.from(`${required.join(',')}\n${line}\n`));
    expect(rows[0]?.requestText).toBe('关于"三公"经费');
  });

  it('reports a cell beyond the header, as an unquoted comma makes one', async () => {
    const reading = await readRequests(csv([required, [...minimal('A-1'), '其余']]));
    expect(faultsOf(reading)).toEqual(['too-many-cells @2']);
  });

  it('warns of data under an empty header cell', async () => {
    const { rows, warnings } = await readRequests(
      csv([
        ['', ...required],
        ['x', ...minimal('A-1')],
      ]),
    );
    expect(rows).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'column-unnamed', rowNumbers: [2], count: 1 }]);
  });

  it('finds all faults of all rows and then gives no row at all', async () => {
    const reading = await readRequests(
      csvOf(
        soundRequest,
        { ...soundRequest, 登记编号: '', 收到日期: '三月六日', 申请渠道: '托梦' },
        { ...soundRequest, 登记编号: '2023-0003', 申请人类型: '单位', 申请内容: ' ' },
      ),
    );
    expect(reading.rows).toEqual([]);
    expect(faultsOf(reading)).toEqual([
      'value-missing @3 登记编号',
      'date-unreadable @3 收到日期',
      'word-unknown @3 申请渠道',
      'word-ambiguous @4 申请人类型',
      'value-missing @4 申请内容',
    ]);
    expect(reading.faults[2]).toMatchObject({
      value: '托梦',
      accepted: ['当面', '邮寄', '平信', '网络', '传真', '其他'],
      message: '第 3 行“申请渠道”（托梦）：不认识该词；可填：当面、邮寄、平信、网络、传真、其他。',
    });
  });

  it('lists the first 1,000 faults and counts the others', async () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => [
      `A-${index}`,
      '2023-03-06',
      '当面',
      '外星人',
      '预算',
    ]);
    const reading = await readRequests(csv([required, ...rows]));
    expect(reading.faults).toHaveLength(1_000);
    expect(reading.faultCount).toBe(1_200);
    expect(reading.rowCount).toBe(1_200);
  });

  it('never repeats what stands in a personal column', async () => {
    const long = '青石岭村'.repeat(10_000);
    const reading = await readRequestWith({ 申请内容: long, 申请人: long, 联系方式: long });
    expect(faultsOf(reading)).toEqual([
      'cell-too-long @2 申请人',
      'cell-too-long @2 联系方式',
      'cell-too-long @2 申请内容',
    ]);
    expect(JSON.stringify(reading)).not.toContain('青石岭村');
  });

  it('shortens a quoted value and takes out what could act on a terminal', async () => {
    const { faults } = await readRequestWith({ 收到日期: `\u001b[31m\u202e${'九'.repeat(500)}` });
    expect(faults[0]?.value).toMatch(/^\[31m +九{30,36}…$/);
  });

  it('names both rows that bear one number, also when the first is faulty', async () => {
    const reading = await readRequests(
      csv([
        required,
        ['A-1', '2023-13-06', '当面', '自然人', '预算'],
        minimal('A-2'),
        minimal('A-1'),
        minimal('Ａ-2'),
      ]),
    );
    expect(faultsOf(reading)).toEqual([
      'date-unreal @2 收到日期',
      'duplicate-serial-number @4 登记编号',
      'duplicate-serial-number @5 登记编号',
    ]);
    expect(reading.faults[1]).toMatchObject({ rowNumber: 4, otherRowNumber: 2 });
    expect(reading.faults[1]?.message).toContain('第 4 行');
    expect(reading.faults[1]?.message).toContain('第 2 行');
    expect(reading.faults[2]).toMatchObject({ rowNumber: 5, otherRowNumber: 3 });
  });

  it('takes a cell that looks like a formula as the text it is', async () => {
    const texts = ['=1+1', '+86 10 60000000', '-', '@张', "=cmd|' /C calc'!A0"];
    for (const text of texts) {
      const { rows } = await readRequestWith({ 联系方式: text });
      expect(rows[0]?.contact).toBe(text);
    }
  });

  it('takes strokes for empty cells where a date, a number or a word may be missing', async () => {
    const { rows } = await readRequestWith({
      延期告知日期: '/',
      延期工作日数: '无',
      答复日期: '—',
      处理结果: '-',
    });
    expect(rows[0]?.extensionNotifiedOn).toBeUndefined();
    expect(rows[0]?.disposalKind).toBeUndefined();
  });

  it('accepts an empty ledger and says so', async () => {
    const reading = await readRequests(csv([required]));
    expect(reading).toMatchObject({ rows: [], faults: [], warnings: [{ code: 'no-rows' }] });
  });

  it('warns of an identity number that Excel has rounded, without repeating it', async () => {
    const { warnings } = await readRequestWith({ 证件号码: '1.10101E+17' });
    expect(warnings).toMatchObject([
      { code: 'document-number-digits-lost', rowNumbers: [2], count: 1 },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('1.10101');
  });

  it('lists evidence that a ledger does not carry as one warning for all rows', async () => {
    const answered = { 答复日期: '2023-03-20', 处理结果: '信息不存在' };
    const { rows, warnings } = await readRequests(
      csvOf(
        { ...soundRequest, ...answered },
        { ...soundRequest, ...answered, 登记编号: '2023-0002', 延期告知日期: '2023-03-17' },
      ),
    );
    expect(rows).toHaveLength(2);
    expect(warnings.map(({ code, rowNumbers, count }) => [code, rowNumbers, count])).toEqual([
      ['search-record-not-in-ledger', [2, 3], 2],
      ['extension-approver-not-in-ledger', [3], 1],
      ['extension-days-not-in-ledger', [3], 1],
    ]);
  });

  it('puts a 个体工商户 where the policy of the office says', async () => {
    const cells = { 申请人类型: '个体工商户' };
    const common = { preMay2019Regime: 'lawAtReceipt' } as const;
    const asBusiness = await readRequestWith(cells, {
      ...common,
      soleProprietorColumn: 'business',
    });
    const asPerson = await readRequestWith(cells, {
      ...common,
      soleProprietorColumn: 'naturalPerson',
    });
    expect(asBusiness.rows[0]?.applicantType).toBe('business');
    expect(asPerson.rows[0]?.applicantType).toBe('naturalPerson');
  });
});
