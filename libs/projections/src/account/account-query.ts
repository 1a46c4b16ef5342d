import type { Account } from '@sunledger/agency-register';
import { accountTable, type ReadModelDatabase } from '@sunledger/persistence';

import type { AgencyScope } from '../sql/agency-scope';
import { Conditions } from '../sql/conditions';

type Database = Pick<ReadModelDatabase, 'read'>;

export interface AccountQuestion {
  /** Whose people; absent for those of every agency. */
  readonly agency?: string;
  /** Closed accounts too. */
  readonly closed?: true;
}

interface AccountRow {
  readonly document: string;
}

const accountFrom = ({ document }: AccountRow): Account =>
  // The row was written from an Account.
  JSON.parse(document) as Account;

/** The accounts, by agency and id; contact data as sealed as they are in the log. */
export async function findAccounts(
  database: Database,
  { agency, closed }: AccountQuestion,
): Promise<readonly Account[]> {
  const conditions = [
    ...(agency === undefined ? [] : ['agency = ?']),
    ...(closed === true ? [] : ['closed_on IS NULL']),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')} `;
  const rows = await database.read<AccountRow>(
    `SELECT document FROM ${accountTable.name} ${where}ORDER BY agency, account_id`,
    agency === undefined ? [] : [agency],
  );
  return rows.map(accountFrom);
}

/** One account, closed or not; undefined when it is not known, or not one that may be seen. */
export async function accountOf(
  database: Database,
  accountId: string,
  { agencies }: AgencyScope = {},
): Promise<Account | undefined> {
  const conditions = new Conditions()
    .add('account_id', '@ = ?', accountId)
    .oneOf('agency', agencies);
  const [row] = await database.read<AccountRow>(
    `SELECT document FROM ${accountTable.name} WHERE ${conditions.text()}`,
    conditions.values,
  );
  return row === undefined ? undefined : accountFrom(row);
}
