import { openPostgresReadModels } from './postgres/postgres-read-models';
import type { ReadModelDatabase } from './read-model-database';
import { openSqliteReadModels } from './sqlite/sqlite-read-models';

export type ReadModelOptions =
  | {
      readonly type: 'sqlite';
      /** File of the read models; made where there is none. Never the file of the log. */
      readonly path: string;
    }
  | {
      readonly type: 'postgres';
      /** `postgres://…` of a database of its own, PostgreSQL 15 or newer. */
      readonly url: string;
      /** Most questions that are answered at a time; `readerCountMax` when absent. */
      readonly poolSize?: number;
    };

/**
 * Opens the read models and brings their schema up to date.
 * @throws SqlitePragmaRefused, ReadModelsUnavailable, PostgresTooOld
 */
export const openReadModels = (options: ReadModelOptions): Promise<ReadModelDatabase> =>
  options.type === 'sqlite'
    ? openSqliteReadModels(options.path)
    : openPostgresReadModels(options.url, options.poolSize);
