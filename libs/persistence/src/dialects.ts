import type { Dialect } from './dialect';
import { postgresDialect } from './postgres/postgres-dialect';
import { sqliteDialect } from './sqlite/sqlite-dialect';

/** The dialect of a TypeORM data source. */
export const dialectOf = (type: string): Dialect =>
  type === postgresDialect.type ? postgresDialect : sqliteDialect;
