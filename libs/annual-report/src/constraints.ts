import type { ReportFigures } from './annual-report';
import { figureRows } from './cells';
import {
  type ApplicationColumn,
  type ConstraintDefinition,
  remedyColumns,
  remedyGroups,
  type ReportDefinition,
} from './definitions/report-definition';
import { applicationColumns, figureAt } from './figures';

/** One place where a constraint does not hold. */
export interface Violation {
  /** The column, row or cell it was evaluated for, e.g. `naturalPerson` or `review.total`. */
  readonly at: string;
  /** Chinese, with the figures on both sides. */
  readonly message: string;
}

export interface ConstraintOutcome {
  readonly constraint: ConstraintDefinition;
  readonly violations: readonly Violation[];
}

/** The fourth line of last year's report, per column. */
export type CarriedOutFigures = Readonly<Record<ApplicationColumn, number>>;

/** A missing figure is no number and fails every comparison. */
const valueAt = (figures: ReportFigures, path: string): number =>
  figureAt(figures, path) ?? Number.NaN;

const printed = (value: number): string => (Number.isNaN(value) ? '缺' : String(value));

/** The labels printed in the table, for messages. */
function labelOf(definition: ReportDefinition, at: string): string {
  const { applications, remedies } = definition;
  const column = applications.columns.find(({ id }) => id === at);
  if (column !== undefined) return column.label;
  const row = applications.rows.find(({ id }) => id === at);
  if (row !== undefined) return row.label;
  const [group, kind] = at.split('.');
  const groupId = remedyGroups.find((id) => id === group);
  const columnId = remedyColumns.find((id) => id === kind);
  if (groupId !== undefined && columnId !== undefined) {
    return `${remedies.groupLabels[groupId]}·${remedies.columnLabels[columnId]}`;
  }
  if (group !== undefined && kind !== undefined) {
    return `${labelOf(definition, group)}·${labelOf(definition, kind)}`;
  }
  return at;
}

/** The full path of a term of a sum, evaluated for one column, row or the report. */
export function termPath(constraint: ConstraintDefinition, at: string, term: string): string {
  if (constraint.table === 'narrative') return term;
  if (constraint.table === 'remedies') return `remedies.${term}`;
  return constraint.forEach === 'column'
    ? `applications.${term}.${at}`
    : `applications.${at}.${term}`;
}

/** The columns, rows or the one place for which a constraint is evaluated. */
function placesOf(definition: ReportDefinition, constraint: ConstraintDefinition): string[] {
  const rows = figureRows(definition).map(({ id }) => id);
  if (constraint.rule.kind === 'sums' && constraint.table === 'remedies') {
    return constraint.rule.left.slice(0, 1);
  }
  if (constraint.table === 'remedies') {
    return remedyGroups.flatMap((group) => remedyColumns.map((column) => `${group}.${column}`));
  }
  switch (constraint.forEach) {
    case 'column':
      return [...applicationColumns];
    case 'row':
      return rows;
    case 'cell':
      return rows.flatMap((row) => applicationColumns.map((column) => `${row}.${column}`));
    case 'report':
      return ['正文'];
  }
}

function sumsViolation(
  definition: ReportDefinition,
  constraint: ConstraintDefinition,
  rule: Extract<ConstraintDefinition['rule'], { kind: 'sums' }>,
  figures: ReportFigures,
  at: string,
): Violation | null {
  const side = (terms: readonly string[]) =>
    terms.map((term) => valueAt(figures, termPath(constraint, at, term)));
  const [left, right] = [side(rule.left), side(rule.right)];
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const holds = rule.relation === '==' ? total(left) === total(right) : total(left) <= total(right);
  if (holds) return null;
  const sign = rule.relation === '==' ? '≠' : '>';
  const text = (values: readonly number[]) => values.map(printed).join('＋');
  return { at, message: `${labelOf(definition, at)}：${text(left)} ${sign} ${text(right)}` };
}

function violationAt(
  definition: ReportDefinition,
  constraint: ConstraintDefinition,
  figures: ReportFigures,
  previous: CarriedOutFigures | null,
  at: string,
): Violation | null {
  const { rule } = constraint;
  switch (rule.kind) {
    case 'sums':
      return sumsViolation(definition, constraint, rule, figures, at);
    case 'nonNegativeInteger': {
      const value = valueAt(figures, `${constraint.table}.${at}`);
      if (Number.isInteger(value) && value >= 0) return null;
      return { at, message: `${labelOf(definition, at)}：${printed(value)} 不是非负整数` };
    }
    case 'continuity': {
      const column = applicationColumns.find((id) => id === at);
      if (previous === null || column === undefined) return null;
      const carriedIn = valueAt(figures, `applications.carriedIn.${column}`);
      if (carriedIn === previous[column]) return null;
      const label = labelOf(definition, column);
      return {
        at,
        message: `${label}：本年“上年结转” ${printed(carriedIn)} ≠ 上年“结转下年度” ${previous[column]}`,
      };
    }
  }
}

/**
 * Evaluates every constraint of the format on the figures alone, however they came about.
 * @param previous last year's 结转下年度 per column; null when there is none to compare with.
 */
export const evaluateConstraints = (
  definition: ReportDefinition,
  figures: ReportFigures,
  previous: CarriedOutFigures | null,
): readonly ConstraintOutcome[] =>
  definition.constraints.map((constraint) => ({
    constraint,
    violations: placesOf(definition, constraint)
      .map((at) => violationAt(definition, constraint, figures, previous, at))
      .filter((violation) => violation !== null),
  }));
