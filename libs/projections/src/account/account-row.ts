import { type AccountEvent, foldAccount } from '@sunledger/agency-register';
import type { StoredEvent } from '@sunledger/event-store';
import type { RowValues } from '@sunledger/persistence';

/** The row of one account from its stream, in the order of the columns of `account`. */
export function accountRow(logged: readonly StoredEvent[]): RowValues | null {
  // The catalogue has checked data of every type against its schema before it is read here.
  const account = foldAccount(logged as unknown as readonly AccountEvent[]);
  if (account === null) return null;
  return [account.accountId, account.agency, account.closedOn ?? null, JSON.stringify(account)];
}
