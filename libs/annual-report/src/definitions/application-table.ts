import type { ApplicationRow, ApplicationTable, HeaderCell } from './report-definition';

const wide = (
  id: string,
  label: string,
  kind: ApplicationRow['kind'] = 'input',
): ApplicationRow => ({
  id,
  label,
  parent: null,
  kind,
  depth: 0,
  labelRowSpan: 1,
  labelColSpan: 3,
});

const result = (
  id: string,
  label: string,
  legalBasis?: string,
  kind: ApplicationRow['kind'] = 'input',
): ApplicationRow => ({
  id,
  label,
  parent: 'results',
  kind,
  depth: 1,
  ...(legalBasis === undefined ? {} : { legalBasis }),
  labelRowSpan: 1,
  labelColSpan: 2,
});

const group = (id: string, label: string, labelRowSpan: number): ApplicationRow => ({
  id,
  label,
  parent: id === 'results' ? null : 'results',
  kind: 'group',
  depth: id === 'results' ? 0 : 1,
  labelRowSpan,
  labelColSpan: 1,
});

const item = (parent: string, id: string, label: string, legalBasis?: string): ApplicationRow => ({
  id,
  label,
  parent,
  kind: 'input',
  depth: 2,
  ...(legalBasis === undefined ? {} : { legalBasis }),
  labelRowSpan: 1,
  labelColSpan: 1,
});

const receivedRows = [
  wide('newReceived', '一、本年新收政府信息公开申请数量'),
  wide('carriedIn', '二、上年结转政府信息公开申请数量'),
];

/** Items （一） to （五） of the results are worded alike in both formats. */
const sharedResultRows = [
  result('disclosed', '（一）予以公开', '条例第三十六条第一项、第二项'),
  result(
    'partiallyDisclosed',
    '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
    '条例第三十七条',
  ),
  group('refused', '（三）不予公开', 8),
  item('refused', 'refusedStateSecret', '1.属于国家秘密', '条例第十四条'),
  item('refused', 'refusedLawProhibited', '2.其他法律行政法规禁止公开', '条例第十四条'),
  item('refused', 'refusedSafetyStability', '3.危及“三安全一稳定”', '条例第十四条'),
  item('refused', 'refusedThirdParty', '4.保护第三方合法权益', '条例第十五条、第三十二条'),
  item('refused', 'refusedInternalAffairs', '5.属于三类内部事务信息', '条例第十六条第一款'),
  item('refused', 'refusedProcess', '6.属于四类过程性信息', '条例第十六条第二款'),
  item('refused', 'refusedEnforcementFile', '7.属于行政执法案卷', '条例第十六条第二款'),
  item('refused', 'refusedAdminQuery', '8.属于行政查询事项', '条例第三十六条第七项'),
  group('unable', '（四）无法提供', 3),
  item('unable', 'unableNotHeld', '1.本机关不掌握相关政府信息', '条例第三十六条第四项、第五项'),
  item('unable', 'unableNeedsCreation', '2.没有现成信息需要另行制作', '条例第三十八条'),
  item('unable', 'unableUnclearAfterCorrection', '3.补正后申请内容仍不明确', '条例第三十条'),
  group('notProcessed', '（五）不予处理', 5),
  item('notProcessed', 'notProcessedPetition', '1.信访举报投诉类申请', '条例第三十九条第一款'),
  item('notProcessed', 'notProcessedRepeat', '2.重复申请', '条例第三十六条第六项'),
  item('notProcessed', 'notProcessedPublication', '3.要求提供公开出版物', '条例第三十九条第二款'),
  item('notProcessed', 'notProcessedExcessive', '4.无正当理由大量反复申请', '条例第三十五条'),
  item('notProcessed', 'notProcessedReconfirm', '5.要求行政机关确认或重新出具已获取信息'),
];

const closingRows = [
  result('resultsTotal', '（七）总计', undefined, 'computed'),
  wide('carriedOut', '四、结转下年度继续办理'),
];

/** 2019: （六）其他处理 is one row, so the results span 20 rows. */
export const applicationRows2019: readonly ApplicationRow[] = [
  ...receivedRows,
  group('results', '三、本年度办理结果', 20),
  ...sharedResultRows,
  result('other', '（六）其他处理'),
  ...closingRows,
];

/** 2021: （六）其他处理 splits into three items, so the results span 22 rows. */
export const applicationRows2021: readonly ApplicationRow[] = [
  ...receivedRows,
  group('results', '三、本年度办理结果', 22),
  ...sharedResultRows,
  group('other', '（六）其他处理', 3),
  item(
    'other',
    'otherCorrectionLapsed',
    '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
    '条例第三十条',
  ),
  item(
    'other',
    'otherFeeLapsed',
    '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
    '国办函〔2020〕109号',
  ),
  item('other', 'otherMisc', '3.其他'),
  ...closingRows,
];

const cell = (label: string, columnId: string, rowSpan = 1): HeaderCell => ({
  label,
  columnId,
  rowSpan,
  colSpan: 1,
});

/** The head of section 三, the same in both formats, over the rows of one of them. */
export const applicationTable = (rows: readonly ApplicationRow[]): ApplicationTable => ({
  columns: [
    { id: 'naturalPerson', label: '自然人', group: null },
    { id: 'business', label: '商业企业', group: '法人或其他组织' },
    { id: 'research', label: '科研机构', group: '法人或其他组织' },
    { id: 'publicBenefit', label: '社会公益组织', group: '法人或其他组织' },
    { id: 'legalService', label: '法律服务机构', group: '法人或其他组织' },
    { id: 'otherOrg', label: '其他', group: '法人或其他组织' },
    { id: 'total', label: '总计', group: null },
  ],
  cornerNote: '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
  cornerRowSpan: 3,
  cornerColSpan: 3,
  header: [
    [{ label: '申请人情况', rowSpan: 1, colSpan: 7 }],
    [
      cell('自然人', 'naturalPerson', 2),
      { label: '法人或其他组织', groupId: 'organization', rowSpan: 1, colSpan: 5 },
      cell('总计', 'total', 2),
    ],
    [
      cell('商业企业', 'business'),
      cell('科研机构', 'research'),
      cell('社会公益组织', 'publicBenefit'),
      cell('法律服务机构', 'legalService'),
      cell('其他', 'otherOrg'),
    ],
  ],
  rows,
});
