import { type SqlValue } from '@sunledger/persistence';

/** Conditions of a `where`, with the values bound to them. */
export class Where {
  private readonly conditions: string[] = [];
  readonly values: SqlValue[] = [];

  /** Adds a condition when its value is given; `?` stands for the value. */
  when(condition: string, value: SqlValue | undefined): this {
    if (value === undefined) return this;
    return this.and(condition, value);
  }

  and(condition: string, ...values: readonly SqlValue[]): this {
    this.conditions.push(condition);
    this.values.push(...values);
    return this;
  }

  /** `column` is one of these; nothing is when the list is empty. */
  oneOf(column: string, values: readonly SqlValue[] | undefined): this {
    if (values === undefined) return this;
    if (values.length === 0) return this.and('1 = 0');
    const [only] = values;
    if (values.length === 1 && only !== undefined) return this.and(`${column} = ?`, only);
    return this.and(`${column} IN (${values.map(() => '?').join(', ')})`, ...values);
  }

  get sql(): string {
    return this.conditions.length === 0 ? '1 = 1' : this.conditions.join(' AND ');
  }
}
