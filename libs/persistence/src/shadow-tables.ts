import type { TableDefinition } from './table-definition';
import type { WriteTransaction } from './write-transaction';

/** Tables beside those that serve, filled in peace and then put in their place. */
export interface ShadowTables {
  readonly tableOf: (definition: TableDefinition) => string;
  /** Makes them empty, without secondary indexes; what an earlier attempt left is dropped. */
  make(transaction: WriteTransaction): Promise<void>;
  /** Makes ready what can be made ready before the exchange; outside a transaction. */
  prepare(): Promise<void>;
  /**
   * Puts them in the place of those that serve, in the transaction that also writes the checkpoint.
   * The checkpoint must have been locked before, so that nobody projects meanwhile.
   */
  putInPlace(transaction: WriteTransaction): Promise<void>;
  drop(): Promise<void>;
}
