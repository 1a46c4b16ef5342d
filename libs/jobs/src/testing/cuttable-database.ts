import type { ReadModelDatabase } from '@sunledger/persistence';

type JobDatabase = Pick<ReadModelDatabase, 'write' | 'read'>;

/** A database that a process can lose, as it does when it dies. */
export interface CuttableDatabase {
  readonly database: JobDatabase;
  cut(): void;
  mend(): void;
}

export function cuttableDatabase(whole: JobDatabase): CuttableDatabase {
  let isCut = false;
  const demandWhole = () => {
    if (isCut) throw new Error('the database is out of reach');
  };
  return {
    database: {
      write: async (work, options) => {
        demandWhole();
        return whole.write(work, options);
      },
      read: async (sql, parameters) => {
        demandWhole();
        return whole.read(sql, parameters);
      },
    },
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
  };
}
