/** A complete request row by column name; a test changes the cells it is about. */
export const soundRequest: Readonly<Record<string, string>> = {
  登记编号: '2023-0001',
  收到日期: '2023-03-06',
  申请渠道: '当面',
  申请人类型: '自然人',
  申请人: '赵晓禾',
  证件号码: '110101199001010000',
  联系方式: '010-60000000',
  申请内容: '青石岭村2022年道路硬化工程的验收报告',
};

const cellOf = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export const csv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(rows.map((row) => row.map(cellOf).join(',')).join('\r\n'));

/** A CSV file with one row for each set of cells, the header being every column named. */
export const csvOf = (...rows: readonly Readonly<Record<string, string>>[]): Buffer => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return csv([names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]);
};
