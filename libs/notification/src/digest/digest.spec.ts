import {
  type DigestItem,
  digestLineCountMax,
  htmlOf,
  markdownOf,
  renderDigest,
  testDigest,
  textOf,
  within,
} from '../index';

const item = (serialNumber: string, changes: Partial<DigestItem> = {}): DigestItem => ({
  duty: '答复',
  level: 'yellow',
  dueOn: '2026-03-09',
  provisional: false,
  caseId: `case-${serialNumber}`,
  serialNumber,
  ...changes,
});
const on = '2026-03-04';
/** 2026-03-04 is a Wednesday; no holiday is near, so only weekends do not count. */
const workingDaysTo = (dueOn: string): number =>
  ({ '2026-03-05': 1, '2026-03-06': 2, '2026-03-09': 3, '2026-03-31': 19 })[dueOn] ?? 99;
const occasion = {
  agencyName: '阳光镇人民政府',
  on,
  workingDaysTo,
  publicUrl: 'https://ledger.example.cn',
};

describe('a digest', () => {
  const items = [
    item('2026-0003'),
    item('2026-0002', { level: 'red', dueOn: '2026-03-06' }),
    item('2026-0009', { level: 'overdue', dueOn: '2026-03-03' }),
    item('2026-0001', { level: 'overdue', dueOn: '2026-02-27', duty: '补正告知' }),
    item('2026-0004', { level: 'red', dueOn: '2026-03-04', provisional: true }),
    { duty: '报送年度报告', level: 'upcoming', dueOn: '2026-03-31', provisional: false } as const,
  ];

  it('counts by level in its title, the most pressing first', () => {
    expect(renderDigest(items, occasion).title).toBe(
      '【阳光台账】已逾期 2 项、即将到期 2 项、临近期限 1 项、预告 1 项（阳光镇人民政府）',
    );
  });

  it('says so when no working day is left before a date that is a day of rest', () => {
    // The report is due on Saturday 31 January 2026; it is Friday.
    const report = {
      duty: '年度报告',
      level: 'red',
      dueOn: '2026-01-31',
      provisional: false,
    } as const;
    const friday = { ...occasion, on: '2026-01-30', workingDaysTo: () => 0 };
    expect(renderDigest([report], friday).lines.map(({ text }) => text)).toEqual([
      '年度报告，期限 2026-01-31（周六），期限前已无工作日',
    ]);
  });

  it('lists what is overdue before what is near, each with number, duty, date and time left', () => {
    const { lines } = renderDigest(items, occasion);
    expect(lines.map(({ text }) => text)).toEqual([
      '2026-0001 补正告知，期限 2026-02-27（周五），已逾期 5 天',
      '2026-0009 答复，期限 2026-03-03（周二），已逾期 1 天',
      '2026-0004 答复，期限 2026-03-04（周三）（暂定），今天到期',
      '2026-0002 答复，期限 2026-03-06（周五），还有 2 个工作日',
      '2026-0003 答复，期限 2026-03-09（周一），还有 3 个工作日',
      '报送年度报告，期限 2026-03-31（周二），还有 19 个工作日',
    ]);
    expect(lines[0]?.href).toBe('https://ledger.example.cn/requests/case-2026-0001');
    expect(lines.at(-1)).not.toHaveProperty('href');
  });

  it('does without addresses where the system’s own is not stated', () => {
    const digest = renderDigest(items, { ...occasion, publicUrl: '' });
    expect(JSON.stringify(digest)).not.toContain('href');
    expect(textOf(digest)).not.toContain('http');
  });

  it('tells no field but those it is made of, whatever else an item carries', () => {
    const burdened = {
      ...item('2026-0001'),
      applicant: '张三丰',
      documentNumber: '110101199001011237',
      personal: { contact: '13800138000' },
      subject: '张三丰的申请',
      reference: '第三方李四',
    };
    const digest = renderDigest([burdened], occasion);
    for (const told of [
      textOf(digest),
      htmlOf(digest),
      markdownOf(digest),
      JSON.stringify(digest),
    ]) {
      expect(told).not.toMatch(/张三丰|李四|1101011990|13800138000/);
      expect(told).toContain('2026-0001');
    }
  });

  it('is one line per duty, whatever a name holds', () => {
    const digest = renderDigest([item('2026\r\nBcc: all@example.org\u202e')], {
      ...occasion,
      agencyName: '镇\r\n政府',
    });
    expect(digest.title).not.toMatch(/[\r\n]/);
    expect(digest.lines[0]?.text).toContain('2026 Bcc: all@example.org 答复');
  });
});

describe('the forms of a digest', () => {
  const hostile = renderDigest([item('<b>[x](http://evil.example)</b>&"')], occasion);

  it('as HTML hold nothing that was not meant', () => {
    const html = htmlOf(hostile);
    expect(html).toContain('&#60;b&#62;[x](http://evil.example)&#60;/b&#62;&#38;&#34;');
    expect(html).not.toContain('<b>');
  });

  it('as Markdown make no link but our own', () => {
    const links = [...markdownOf(hostile).matchAll(/\]\(([^)]*)\)/g)].map(([, to]) => to);
    expect(links).toEqual([
      'https://ledger.example.cn/requests/case-%3Cb%3E%5Bx%5D%28http%3A%2F%2Fevil.example%29%3C%2Fb%3E%26%22',
      'https://ledger.example.cn/reminders',
    ]);
  });

  it('as text number their lines and give addresses below', () => {
    expect(textOf(renderDigest([item('2026-0003')], occasion))).toBe(
      [
        '阳光镇人民政府截至 2026-03-04 的期限提醒，共 1 项：',
        '1. 【临近期限】2026-0003 答复，期限 2026-03-09（周一），还有 3 个工作日',
        '   https://ledger.example.cn/requests/case-2026-0003',
        '全部提醒：https://ledger.example.cn/reminders',
      ].join('\n'),
    );
  });

  it('leave out what is too much and say how much that is', () => {
    const many = renderDigest(
      Array.from({ length: digestLineCountMax + 7 }, (_, at) => item(`2026-${1000 + at}`)),
      occasion,
    );
    for (const told of [textOf(many), htmlOf(many), markdownOf(many)]) {
      expect(told).toContain('另有 7 项未列出');
      expect(told).not.toContain(`2026-${1000 + digestLineCountMax}`);
    }
    const short = within(2_000, many, markdownOf);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(2_000);
    expect(short).toContain('2026-1000');
    const shown = [...short.matchAll(/^> /gm)].length;
    expect(shown).toBeGreaterThan(3);
    expect(short).toContain(`另有 ${digestLineCountMax + 7 - shown} 项未列出`);
  });

  it('include a test message without any duty', () => {
    const text = textOf(testDigest('阳光镇人民政府', ''));
    expect(text).toBe('这是一条测试消息。收到它，说明期限提醒能够送到这里，无需办理任何事项。');
  });
});
