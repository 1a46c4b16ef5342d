import { createHash } from 'node:crypto';
import { join } from 'node:path';

import type { Office } from '@sunledger/disclosure-office';
import { readModelTables } from '@sunledger/persistence';
import { openSqlite } from '@sunledger/sqlite';

/** The whole case list, page by page. */
export async function everyCase(office: Office): Promise<readonly object[]> {
  const found: object[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const page = await office.parts.readModels.caseList.find({
      limit: 200,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.entries);
    after = page.next;
  }
  return found;
}

/** Number of rows and digest of every read model of a data directory that nobody has open. */
export function dumpOf(dataDirectory: string): Readonly<Record<string, string>> {
  const database = openSqlite(join(dataDirectory, 'read-models.db'));
  try {
    return Object.fromEntries(
      readModelTables.map(({ name, primaryKey }) => {
        const sql = `SELECT * FROM ${name} ORDER BY ${primaryKey.join(', ')}`;
        const rows = database.prepareArrays<readonly unknown[]>(sql).all();
        const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
        return [name, `${rows.length} rows ${digest}`];
      }),
    );
  } finally {
    database.close();
  }
}
