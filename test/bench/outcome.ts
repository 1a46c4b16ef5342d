import type { Store } from './stores/place';

/** What a figure has to reach: a share of its yardstick, or a limit of its own. */
export type Target =
  | { readonly ratioAtLeast: number }
  | { readonly ratioAtMost: number }
  | { readonly atMost: number }
  | { readonly none: true };

export type Unit = '/s' | 'ms' | 's' | 'MiB';

/** What a row is about. */
export interface Figure {
  readonly row: string;
  readonly figure: string;
  /** Where what is measured keeps its read models; where it has none, where it keeps its log. */
  readonly store: Store;
}

/** One row of the table: a figure beside its yardstick of the same run. */
export interface Outcome extends Figure {
  readonly unit: Unit;
  readonly measured: number;
  /** Of single samples, where a figure has many, in ms. */
  readonly spread?: { readonly p50: number; readonly p95: number };
  readonly yardstick?: { readonly name: string; readonly measured: number };
  readonly target: Target;
  readonly note?: string;
  /** Further figures of the same measurement, by name. */
  readonly details?: Readonly<Record<string, number>>;
}

/** A row that this machine could not measure. */
export interface Unmeasured extends Figure {
  readonly reason: string;
}

export type Row = Outcome | Unmeasured;

export const isUnmeasured = (row: Row): row is Unmeasured => 'reason' in row;

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
