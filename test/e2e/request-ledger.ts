import { addDays, type IsoDate } from '@sunledger/working-days';

/** A row of a request ledger by column name, as an office would type it. */
export type LedgerCells = Readonly<Record<string, string>>;

/** One generated request: what the office did, and the row of section 三 that it counts in. */
export interface LedgerCase {
  readonly serialNumber: string;
  readonly receivedOn: IsoDate;
  readonly applicant: (typeof applicants)[number];
  readonly disposal: Disposal | null;
  readonly repliedOn: IsoDate | null;
  readonly cells: LedgerCells;
}

interface Disposal {
  readonly kind: string;
  readonly word: string;
  readonly row2019: string;
  readonly row2021: string;
}

const disposal = (kind: string, word: string, row2019: string, row2021 = row2019): Disposal => ({
  kind,
  word,
  row2019,
  row2021,
});

/** Every way a request can end, with the printed row of either format that counts it. */
const disposals: readonly Disposal[] = [
  disposal('alreadyPublic', '已主动公开', 'disclosed'),
  disposal('disclosedProvided', '予以公开（提供）', 'disclosed'),
  disposal('disclosedScheduled', '告知方式、途径和时间', 'disclosed'),
  disposal('partiallyDisclosed', '部分公开', 'partiallyDisclosed'),
  disposal('refusedStateSecret', '属于国家秘密', 'refusedStateSecret'),
  disposal('refusedLawProhibited', '其他法律行政法规禁止公开', 'refusedLawProhibited'),
  disposal('refusedSafetyStability', '危及“三安全一稳定”', 'refusedSafetyStability'),
  disposal('refusedThirdParty', '保护第三方合法权益', 'refusedThirdParty'),
  disposal('refusedInternalAffairs', '属于三类内部事务信息', 'refusedInternalAffairs'),
  disposal('refusedProcess', '属于四类过程性信息', 'refusedProcess'),
  disposal('refusedEnforcementFile', '属于行政执法案卷', 'refusedEnforcementFile'),
  disposal('refusedAdminQuery', '属于行政查询事项', 'refusedAdminQuery'),
  disposal('informationNotExist', '信息不存在', 'unableNotHeld'),
  disposal('notThisAgency', '不属于本机关负责公开', 'unableNotHeld'),
  disposal('unableNeedsCreation', '没有现成信息需要另行制作', 'unableNeedsCreation'),
  disposal(
    'unableUnclearAfterCorrection',
    '补正后申请内容仍不明确',
    'unableUnclearAfterCorrection',
  ),
  disposal('notProcessedPetition', '信访举报投诉类申请', 'notProcessedPetition'),
  disposal('notProcessedRepeat', '重复申请', 'notProcessedRepeat'),
  disposal('notProcessedPublication', '要求提供公开出版物', 'notProcessedPublication'),
  disposal('notProcessedExcessive', '无正当理由大量反复申请', 'notProcessedExcessive'),
  disposal('notProcessedReconfirm', '要求确认或重新出具', 'notProcessedReconfirm'),
  disposal('notGovernmentInformation', '不属于政府信息', 'other', 'otherMisc'),
  disposal('inStateArchives', '已移交国家档案馆', 'other', 'otherMisc'),
  disposal('otherMisc', '其他处理', 'other', 'otherMisc'),
  disposal('correctionLapsed', '逾期不补正', 'other', 'otherCorrectionLapsed'),
  disposal('withdrawn', '申请人撤回', 'other', 'otherMisc'),
  disposal('feeLapsed', '逾期未缴费', 'other', 'otherFeeLapsed'),
];

const applicants = [
  { column: 'naturalPerson', word: '自然人' },
  { column: 'naturalPerson', word: '公民' },
  { column: 'business', word: '商业企业' },
  { column: 'research', word: '科研机构' },
  { column: 'publicBenefit', word: '社会公益组织' },
  { column: 'legalService', word: '律师事务所' },
  { column: 'otherOrg', word: '其他' },
] as const;

export const applicantColumns = [
  'naturalPerson',
  'business',
  'research',
  'publicBenefit',
  'legalService',
  'otherOrg',
] as const;

const channelWords = ['当面', '邮寄', '平信', '网络', '传真', '其他'];

/** The three ways in which a clerk writes a day. */
export function written(on: IsoDate, manner: number): string {
  const [year = '', month = '', day = ''] = on.split('-');
  if (manner % 3 === 0) return on;
  if (manner % 3 === 1) return `${year}/${Number(month)}/${Number(day)}`;
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/** Days after receipt on which the office did something; primes keep the courses apart. */
function courseOf(at: number, receivedOn: IsoDate, ends: Disposal): LedgerCells {
  const on = (days: number) => written(addDays(receivedOn, days), at);
  const needsCorrection =
    ends.kind === 'correctionLapsed' || ends.kind === 'unableUnclearAfterCorrection';
  const corrected = at % 7 === 0 && ends.kind !== 'correctionLapsed';
  return {
    ...(needsCorrection || corrected ? { 补正告知日期: on(4) } : {}),
    ...(corrected || ends.kind === 'unableUnclearAfterCorrection' ? { 补正收到日期: on(9) } : {}),
    ...(at % 11 === 0 ? { 征求意见发出日期: on(10), 征求意见收到日期: on(17) } : {}),
    ...(at % 5 === 0 ? { 延期告知日期: on(18), 延期工作日数: String(1 + (at % 15)) } : {}),
  };
}

function ledgerCase(at: number, firstYear: number, years: number): LedgerCase {
  const year = firstYear + (at % years);
  const receivedOn = addDays(`${year}-01-02`, (at * 31) % 363);
  const serialNumber = `${year}-${String(at).padStart(5, '0')}`;
  // Nobody owed a fee before 2021, so the last kind waits for that year.
  const kinds = year < 2021 ? disposals.length - 1 : disposals.length;
  // Divided first: the year and the kind would otherwise go hand in hand.
  const ends = disposals[Math.floor(at / years) % kinds] ?? null;
  const applicant = applicants[Math.floor(at / 3) % applicants.length] ?? applicants[0];
  const open = at % 23 === 0;
  const repliedOn = open ? null : addDays(receivedOn, 19 + (at % 29));
  return {
    serialNumber,
    receivedOn,
    applicant,
    disposal: open ? null : ends,
    repliedOn,
    cells: {
      登记编号: serialNumber,
      收到日期: written(receivedOn, at),
      申请渠道: channelWords[at % channelWords.length] ?? '其他',
      申请人类型: applicant.word,
      申请人: `申请人${at}`,
      证件号码: `1101${String(at).padStart(14, '0')}`,
      联系方式: `010-${String(60_000_000 + at)}`,
      申请内容: `第 ${at} 号申请的内容，“引号”，逗号,\n和换行`,
      ...(ends === null ? {} : courseOf(at, receivedOn, ends)),
      ...(repliedOn === null || ends === null
        ? {}
        : {
            答复日期: written(repliedOn, at + 1),
            处理结果: ends.word,
            答复文号: `〔${year}〕${at}号`,
          }),
    },
  };
}

/** Requests of several years with every disposal kind, some still open; the same every time. */
export const generatedCases = (
  count: number,
  { firstYear = 2019, years = 6, from = 0 } = {},
): readonly LedgerCase[] =>
  Array.from({ length: count }, (_, at) => ledgerCase(from + at, firstYear, years));

/** The same case before its reply: what the ledger said earlier in the year. */
export const stillOpen = (case_: LedgerCase): LedgerCase => {
  const { 答复日期: _on, 处理结果: _word, 答复文号: _number, ...cells } = case_.cells;
  return { ...case_, disposal: null, repliedOn: null, cells };
};

/**
 * Section 三 of a year, counted here from what was generated: a request is new in the year of its
 * receipt, ends on its reply, and is carried over every 31 December on which it is open.
 */
export function expectedApplications(
  cases: readonly LedgerCase[],
  year: number,
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const rows: Record<string, Record<string, number>> = {};
  const count = (row: string, column: string) => {
    const figures = (rows[row] ??= {});
    figures[column] = (figures[column] ?? 0) + 1;
    figures['total'] = (figures['total'] ?? 0) + 1;
  };
  for (const { receivedOn, repliedOn, disposal: ends, applicant } of cases) {
    const [first, last] = [`${year}-01-01`, `${year}-12-31`];
    if (receivedOn > last || (repliedOn !== null && repliedOn < first)) continue;
    count(receivedOn < first ? 'carriedIn' : 'newReceived', applicant.column);
    if (repliedOn === null || repliedOn > last) count('carriedOut', applicant.column);
    else if (ends !== null) {
      count(year < 2021 ? ends.row2019 : ends.row2021, applicant.column);
      count('resultsTotal', applicant.column);
    }
  }
  return rows;
}

/** The rows of a printed table without its zeros, to be compared with counted ones. */
export const withoutZeros = (
  table: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Readonly<Record<string, Readonly<Record<string, number>>>> =>
  Object.fromEntries(
    Object.entries(table)
      .map(([row, figures]) => [
        row,
        Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== 0)),
      ])
      .filter(([, figures]) => Object.keys(figures ?? {}).length > 0),
  ) as Readonly<Record<string, Readonly<Record<string, number>>>>;
