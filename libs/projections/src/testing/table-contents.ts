import { type ReadModelDatabase, readModelTables } from '@sunledger/persistence';

/** Every row of every read model in the order of the primary keys, to compare two databases. */
export const tableContents = async (
  database: ReadModelDatabase,
): Promise<Readonly<Record<string, readonly unknown[]>>> => {
  const contents: Record<string, readonly unknown[]> = {};
  for (const { name, primaryKey } of readModelTables) {
    contents[name] = await database.read(`SELECT * FROM ${name} ORDER BY ${primaryKey.join()}`);
  }
  return contents;
};
