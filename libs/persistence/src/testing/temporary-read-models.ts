import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  openReadModels,
  type ReadModelDatabase,
  type ReadModelOptions,
} from '@sunledger/persistence';

import { temporaryPostgres } from './temporary-postgres';

export type DatabaseKind = ReadModelOptions['type'];

/** For `describe.each`: what holds of the read models holds on both. */
export const databaseKinds: readonly DatabaseKind[] = ['sqlite', 'postgres'];

/** An empty place for read models; everything opened in it is closed when it is removed. */
export interface TemporaryReadModels {
  readonly options: ReadModelOptions;
  /** Another opening of the same database, as by another process. */
  open(): Promise<ReadModelDatabase>;
  remove(): Promise<void>;
}

const placeOf = async (kind: DatabaseKind) => {
  if (kind === 'postgres') {
    const { url, drop } = await temporaryPostgres();
    return { options: { type: kind, url, poolSize: 4 }, drop } as const;
  }
  const folder = mkdtempSync(join(tmpdir(), 'sunledger-read-models-'));
  const options = { type: kind, path: join(folder, 'read-models.db') } as const;
  return { options, drop: async () => rmSync(folder, { recursive: true }) };
};

export const temporaryReadModels = async (kind: DatabaseKind): Promise<TemporaryReadModels> => {
  const { options, drop } = await placeOf(kind);
  const opened: ReadModelDatabase[] = [];
  return {
    options,
    open: async () => {
      const database = await openReadModels(options);
      opened.push(database);
      return database;
    },
    remove: async () => {
      for (const database of opened) await database.close();
      await drop();
    },
  };
};
