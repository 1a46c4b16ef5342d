/** Where read models are kept; the log is a SQLite file in every row. */
export type Store = 'SQLite' | 'PostgreSQL';

/** Read models to be measured on: in the data directory, or on a server. */
export interface Place {
  readonly store: Store;
  /** As `SUNLEDGER_READ_MODELS_URL`: empty for the file in the data directory. */
  readonly readModelsUrl: string;
}

export const onSqlite: Place = { store: 'SQLite', readModelsUrl: '' };
