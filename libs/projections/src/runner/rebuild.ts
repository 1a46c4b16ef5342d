import type { WriteTransaction } from '@sunledger/persistence';

import {
  lockCheckpoints,
  rebuildSuffix,
  replaceCheckpoints,
  servingCheckpoints,
} from './checkpoint';
import type { ProjectionFacts } from './projector';
import { aloneWithShadows, type OnProgress, ShadowProjection } from './shadow-projection';

/** To the end of the log, wherever that is by then. */
const theEnd = Number.MAX_SAFE_INTEGER;

/**
 * Builds every read model anew from the first event, beside the tables that serve, and puts it in
 * their place in one transaction together with the checkpoint. Killed at any moment, it leaves the
 * old tables serving, and the next rebuild begins afresh. Whoever projects meanwhile, here or in
 * another process, finds the checkpoint moved and goes on from there.
 * @param checkpoint name under which the new tables serve.
 * @returns the position up to which they hold.
 * @throws RebuildUnderWay, or CheckpointMoved when another process rebuilds the same file.
 */
export const rebuildReadModels = (
  facts: ProjectionFacts,
  checkpoint: string,
  onProgress?: OnProgress,
): Promise<number> =>
  aloneWithShadows(facts.database, async () => {
    const shadows = new ShadowProjection(facts, checkpoint, rebuildSuffix);
    await shadows.fill(theEnd, onProgress);
    await shadows.tables.prepare();
    // Indexing took its time; what came in meanwhile need not wait for the exchange.
    await shadows.goOn(theEnd);
    return facts.database.write((transaction) => exchange(transaction, shadows, checkpoint));
  });

async function exchange(
  transaction: WriteTransaction,
  shadows: ShadowProjection,
  checkpoint: string,
): Promise<number> {
  // From here on nobody projects, so that the end of the log is no earlier than the serving tables.
  await lockCheckpoints(transaction);
  const position = await shadows.goOnIn(transaction);
  const serving = await servingCheckpoints({
    read: <Row>(sql: string) => transaction.query<Row>(sql),
  });
  if (serving.some((present) => present.position > position)) {
    throw new Error(`the log ends at ${position}, before what the serving tables hold`);
  }
  await shadows.tables.putInPlace(transaction);
  await replaceCheckpoints(transaction, { name: checkpoint, position });
  return position;
}
