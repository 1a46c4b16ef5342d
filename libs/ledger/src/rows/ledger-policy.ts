import type { Policy } from '@sunledger/policy';

/** The switches of the office on which the meaning of a ledger depends. */
export type LedgerPolicy = Pick<Policy, 'soleProprietorColumn' | 'preMay2019Regime'>;
