import {
  type HeaderCell,
  remedyColumns,
  type RemedyGroup,
  type RemedyTable,
} from './report-definition';

const columnLabels = {
  upheld: '结果维持',
  corrected: '结果纠正',
  otherResult: '其他结果',
  pending: '尚未审结',
  total: '总计',
} as const;

const columnsOf = (group: RemedyGroup, rowSpan: number): HeaderCell[] =>
  remedyColumns.map((column) => ({
    label: columnLabels[column],
    columnId: `${group}.${column}`,
    rowSpan,
    colSpan: 1,
  }));

const heading = (label: string, groupId: string, colSpan: number): HeaderCell => ({
  label,
  groupId,
  rowSpan: 1,
  colSpan,
});

/** Section 四: fifteen figures in one row, the same in both formats. */
export const remedyTable: RemedyTable = {
  groupLabels: {
    review: '行政复议',
    litigation: '行政诉讼',
    directSuit: '未经复议直接起诉',
    suitAfterReview: '复议后起诉',
  },
  columnLabels,
  header: [
    [heading('行政复议', 'review', 5), heading('行政诉讼', 'litigation', 10)],
    [
      ...columnsOf('review', 2),
      heading('未经复议直接起诉', 'directSuit', 5),
      heading('复议后起诉', 'suitAfterReview', 5),
    ],
    [...columnsOf('directSuit', 1), ...columnsOf('suitAfterReview', 1)],
  ],
};
