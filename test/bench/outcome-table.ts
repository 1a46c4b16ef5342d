import {
  isMet,
  isUnmeasured,
  type Outcome,
  ratioOf,
  type Row,
  type Unit,
  type Unmeasured,
} from './outcome';

const inWords = (value: number): string =>
  value >= 1_000
    ? Math.round(value).toLocaleString('en-US')
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value.toFixed(3);

const withUnit = (value: number, unit: Unit): string =>
  unit === '/s' ? `${inWords(value)}/s` : `${inWords(value)} ${unit}`;

function targetInWords({ target, unit }: Outcome): string {
  if ('none' in target) return '–';
  if ('atMost' in target) return `≤ ${target.atMost} ${unit}`;
  return 'ratioAtLeast' in target ? `≥ ${target.ratioAtLeast} ×` : `≤ ${target.ratioAtMost} ×`;
}

const metInWords = (outcome: Outcome): string => {
  const met = isMet(outcome);
  return met === undefined ? 'stated' : met ? 'met' : 'MISSED';
};

const spreadInWords = ({ spread }: Outcome): string =>
  spread === undefined ? '–' : `${inWords(spread.p50)} / ${withUnit(spread.p95, 'ms')}`;

const columns: readonly [name: string, cell: (outcome: Outcome) => string][] = [
  ['figure', ({ figure }) => figure],
  ['store', ({ store }) => store],
  ['measured', ({ measured, unit }) => withUnit(measured, unit)],
  ['p50 / p95', spreadInWords],
  [
    'yardstick',
    ({ yardstick, unit }) =>
      yardstick === undefined ? '–' : `${withUnit(yardstick.measured, unit)} (${yardstick.name})`,
  ],
  [
    'ratio',
    (outcome) => {
      const ratio = ratioOf(outcome);
      return ratio === undefined ? '–' : `${ratio.toFixed(2)} ×`;
    },
  ],
  ['target', targetInWords],
  ['verdict', metInWords],
];

const cellsOfUnmeasured = ({ figure, store }: Unmeasured): readonly string[] =>
  columns.map((_, at) => [figure, store, 'not measured'][at] ?? '–');

const cellsOf = (row: Row): readonly string[] =>
  isUnmeasured(row) ? cellsOfUnmeasured(row) : columns.map(([, cell]) => cell(row));

/** A Markdown table, the same on the screen and in the reference page. */
export function markdownTable(rows: readonly Row[]): string {
  const lines = [columns.map(([name]) => name), columns.map(() => '---'), ...rows.map(cellsOf)];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** What was reached instead of the target; undefined for a row that has met its own or has none. */
export function missedInWords(outcome: Outcome): string | undefined {
  if (isMet(outcome) !== false) return undefined;
  const { measured, unit, target } = outcome;
  const ratio = ratioOf(outcome);
  const byRatio = !('atMost' in target) && ratio !== undefined;
  const reached = byRatio ? `${ratio.toFixed(2)} ×` : withUnit(measured, unit);
  return `${reached}, target ${targetInWords(outcome)}`;
}
