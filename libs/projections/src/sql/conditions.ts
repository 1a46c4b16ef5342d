import type { SqlValue } from '@sunledger/persistence';

/**
 * The `where` of a query with its parameters. A condition names the column it could be looked up by;
 * `text` keeps the planner to the columns that the query wants to be looked up.
 */
export class Conditions {
  private readonly parts: { readonly column: string; readonly sql: string }[] = [];
  readonly values: SqlValue[] = [];

  /** `sql` names the column as `@`; parameters are `?`. */
  add(column: string, sql: string, ...values: readonly SqlValue[]): this {
    this.parts.push({ column, sql });
    this.values.push(...values);
    return this;
  }

  addIf(value: SqlValue | undefined, column: string, sql: string): this {
    return value === undefined ? this : this.add(column, sql, value);
  }

  /** The column holds one of the values; an empty list picks nothing. */
  oneOf(column: string, values: readonly SqlValue[] | undefined): this {
    if (values === undefined) return this;
    const list = values.map(() => '?').join(',');
    return values.length === 0
      ? this.add(column, '1 = 0')
      : this.add(column, `@ IN (${list})`, ...values);
  }

  /** Whether some condition could be looked up by the column. */
  has(column: string): boolean {
    return this.parts.some((part) => part.column === column);
  }

  /** @param shown how a column is written, for instance so that no index serves it. */
  text(shown: (column: string) => string = (column) => column): string {
    if (this.parts.length === 0) return '1 = 1';
    return this.parts.map(({ column, sql }) => sql.replaceAll('@', shown(column))).join(' AND ');
  }
}
