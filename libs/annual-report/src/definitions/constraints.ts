import { applicantTypes } from '@sunledger/disclosure-case';
import type { ApplicationRow, ConstraintDefinition, RemedyGroup } from './report-definition';

const isLeafResult = (row: ApplicationRow): boolean =>
  row.kind === 'input' && row.depth > 0 && row.id !== 'resultsTotal';

/** The rows whose sum is （七）总计. */
export const leafResultRows = (rows: readonly ApplicationRow[]): readonly string[] =>
  rows.filter(isLeafResult).map((row) => row.id);

const remedyTotal = (group: RemedyGroup, label: string): ConstraintDefinition => ({
  id: `s4.${group}.total`,
  table: 'remedies',
  forEach: 'row',
  severity: 'error',
  origin: 'implied',
  basis: `${label}：四种结果之和＝总计`,
  rule: {
    kind: 'sums',
    left: [`${group}.total`],
    relation: '==',
    right: [`${group}.upheld`, `${group}.corrected`, `${group}.otherResult`, `${group}.pending`],
  },
});

const applicationConstraints = (
  rows: readonly ApplicationRow[],
): readonly ConstraintDefinition[] => [
  {
    id: 's3.balance',
    table: 'applications',
    forEach: 'column',
    severity: 'error',
    origin: 'official',
    basis: '表头角注：第一项加第二项之和，等于第三项加第四项之和',
    rule: {
      kind: 'sums',
      left: ['newReceived', 'carriedIn'],
      relation: '==',
      right: ['resultsTotal', 'carriedOut'],
    },
  },
  {
    id: 's3.resultsTotal',
    table: 'applications',
    forEach: 'column',
    severity: 'error',
    origin: 'implied',
    basis: '（七）总计＝（一）至（六）各末级行之和',
    rule: { kind: 'sums', left: ['resultsTotal'], relation: '==', right: leafResultRows(rows) },
  },
  {
    id: 's3.rowTotal',
    table: 'applications',
    forEach: 'row',
    severity: 'error',
    origin: 'implied',
    basis: '总计列＝自然人＋五类法人或其他组织',
    rule: { kind: 'sums', left: ['total'], relation: '==', right: applicantTypes },
  },
  {
    id: 's3.nonNegative',
    table: 'applications',
    forEach: 'cell',
    severity: 'error',
    origin: 'implied',
    basis: '件数为非负整数',
    rule: { kind: 'nonNegativeInteger' },
  },
  {
    id: 's3.continuity',
    table: 'applications',
    forEach: 'column',
    severity: 'warning',
    origin: 'practice',
    basis:
      '跨年度衔接：上年结转应等于上一年度报告的“结转下年度继续办理”（各地年报比对系统的核对项）；' +
      '机构撤并、口径更正时允许有说明的差异',
    rule: { kind: 'continuity' },
  },
];

const narrativeConstraint = (
  id: string,
  severity: ConstraintDefinition['severity'],
  origin: ConstraintDefinition['origin'],
  basis: string,
  [left, relation, right]: readonly [string, '==' | '<=', string],
): ConstraintDefinition => ({
  id,
  table: 'narrative',
  forEach: 'report',
  severity,
  origin,
  basis,
  rule: { kind: 'sums', left: [left], relation, right: [right] },
});

/** What must hold in a report over these rows; ids and severities are those of the format data. */
export const reportConstraints = (
  rows: readonly ApplicationRow[],
): readonly ConstraintDefinition[] => [
  ...applicationConstraints(rows),
  remedyTotal('review', '行政复议'),
  remedyTotal('directSuit', '未经复议直接起诉'),
  remedyTotal('suitAfterReview', '复议后起诉'),
  {
    id: 's4.nonNegative',
    table: 'remedies',
    forEach: 'cell',
    severity: 'error',
    origin: 'implied',
    basis: '件数为非负整数',
    rule: { kind: 'nonNegativeInteger' },
  },
  narrativeConstraint('text.newReceived', 'warning', 'practice', '正文收到件数与表格一致', [
    'narrative.received',
    '==',
    'applications.newReceived.total',
  ]),
  narrativeConstraint('text.resultsTotal', 'warning', 'practice', '正文办结件数与（七）总计一致', [
    'narrative.closed',
    '==',
    'applications.resultsTotal.total',
  ]),
  narrativeConstraint('text.onTime', 'error', 'derived', '按时办结数不得大于办结数', [
    'narrative.closedOnTime',
    '<=',
    'applications.resultsTotal.total',
  ]),
];
