import {
  readModelTables,
  type TableDefinition,
  toIndexes,
  toTable,
  type WriteTransaction,
} from '@sunledger/persistence';

import { rebuildSuffix, resetCheckpoint } from './checkpoint';
import { type ProjectionFacts, Projector } from './projector';

/** Events read and projected at a time while rebuilding. */
export const rebuildBatchSize = 1_000;

/** How far work along the log has come. */
export interface Progress {
  readonly position: number;
  /** The head of the log as it was when the work began. */
  readonly head: number;
}

export type OnProgress = (progress: Progress) => void;

const shadowOf = ({ name }: TableDefinition): string => name + rebuildSuffix;

/** Empty tables beside those that serve, without secondary indexes: those are made at the end. */
const makeShadowTables = async (transaction: WriteTransaction, checkpoint: string) => {
  await resetCheckpoint(transaction, checkpoint);
  for (const definition of readModelTables) {
    await transaction.execute(`DROP TABLE IF EXISTS ${shadowOf(definition)}`);
    await transaction.runner.createTable(toTable(definition, shadowOf(definition)));
  }
};

const putInPlace = async (transaction: WriteTransaction): Promise<void> => {
  for (const definition of readModelTables) {
    await transaction.execute(`DROP TABLE ${definition.name}`);
    await transaction.execute(`ALTER TABLE ${shadowOf(definition)} RENAME TO ${definition.name}`);
    await transaction.runner.createIndices(definition.name, toIndexes(definition));
  }
};

/**
 * Builds every read model anew from the first event, beside the tables that serve, and puts it in
 * their place in one transaction together with the checkpoint. Killed at any moment, it leaves the
 * old tables serving, and the next rebuild begins afresh.
 * @param checkpoint name under which the new tables serve.
 * @returns the position up to which they hold.
 * @throws CheckpointMoved when another rebuild began meanwhile.
 */
export async function rebuildReadModels(
  facts: ProjectionFacts,
  checkpoint: string,
  onProgress?: OnProgress,
): Promise<number> {
  const { store, database } = facts;
  const shadowCheckpoint = checkpoint + rebuildSuffix;
  const projector = new Projector(facts, { checkpoint: shadowCheckpoint, tableOf: shadowOf });
  await database.write((transaction) => makeShadowTables(transaction, shadowCheckpoint));

  const head = (await store.head()).position;
  let position = 0;
  for (;;) {
    const events = await store.readAll(position, { max: rebuildBatchSize });
    if (events.length === 0) break;
    position = await projector.projectLazily(events);
    onProgress?.({ position, head });
  }
  return database.write(async (transaction) => {
    // Nobody else writes meanwhile, so the end of the log is no earlier than the serving tables.
    for (;;) {
      const events = await store.readAll(position, { max: rebuildBatchSize });
      position = await projector.projectIn(transaction, events);
      if (events.length === 0) break;
    }
    await putInPlace(transaction);
    await transaction.execute('DELETE FROM checkpoint');
    await transaction.execute('INSERT INTO checkpoint (name, position) VALUES (?, ?)', [
      checkpoint,
      position,
    ]);
    return position;
  });
}
