/** What a figure has to reach: a share of its yardstick, or a limit of its own. */
export type Target =
  | { readonly ratioAtLeast: number }
  | { readonly ratioAtMost: number }
  | { readonly atMost: number }
  | { readonly none: true };

export type Unit = '/s' | 'ms' | 's' | 'MiB';

/** One row of the table: a figure beside its yardstick of the same run. */
export interface Outcome {
  readonly row: string;
  readonly figure: string;
  readonly unit: Unit;
  readonly measured: number;
  readonly yardstick?: { readonly name: string; readonly measured: number };
  readonly target: Target;
  readonly note?: string;
  /** Further figures of the same measurement, by name. */
  readonly details?: Readonly<Record<string, number>>;
}

export const ratioOf = ({ measured, yardstick }: Outcome): number | undefined =>
  yardstick === undefined ? undefined : measured / yardstick.measured;

/** True or false where there is a target, undefined where the figure is only stated. */
export function isMet(outcome: Outcome): boolean | undefined {
  const { target, measured } = outcome;
  if ('none' in target) return undefined;
  if ('atMost' in target) return measured <= target.atMost;
  const ratio = ratioOf(outcome) ?? Number.NaN;
  return 'ratioAtLeast' in target ? ratio >= target.ratioAtLeast : ratio <= target.ratioAtMost;
}

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

export const tableHeader: readonly string[] = [
  'figure',
  'measured',
  'yardstick',
  'ratio',
  'target',
  'verdict',
];

/** The cells of one row, as text. */
export function tableRow(outcome: Outcome): readonly string[] {
  const { figure, measured, unit, yardstick } = outcome;
  const ratio = ratioOf(outcome);
  return [
    figure,
    withUnit(measured, unit),
    yardstick === undefined ? '–' : `${withUnit(yardstick.measured, unit)} (${yardstick.name})`,
    ratio === undefined ? '–' : `${ratio.toFixed(2)} ×`,
    targetInWords(outcome),
    metInWords(outcome),
  ];
}

/** A Markdown table, the same on the screen and in the reference page. */
export function markdownTable(outcomes: readonly Outcome[]): string {
  const rows = [tableHeader, tableHeader.map(() => '---'), ...outcomes.map(tableRow)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
