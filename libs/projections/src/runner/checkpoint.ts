import { createHash } from 'node:crypto';

import type { ReadModelDatabase, WriteTransaction } from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import type { Calendar } from '@sunledger/working-days';

import { calendarVersion } from './calendar-history';

/** Grows with every change of a fold or a table; the old rows serve until the new ones are built. */
const projectionVersion = 2;

/** Marks tables and checkpoints of a rebuild under way. */
export const rebuildSuffix = '__rebuild';

/** Another process has moved the checkpoint: what this one holds in memory is out of date. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';

  constructor(checkpoint: string, expected: number) {
    super(`checkpoint ${checkpoint} is no longer at ${expected}`);
  }
}

/** The same text for the same settings, in whatever order they were written down. */
const canonical = (value: unknown): string =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? `{${Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, entry]) => `${key}:${canonical(entry)}`)
        .join()}}`
    : JSON.stringify(value);

/** The checkpoint of a projection made under this policy and with this release's calendar. */
export const checkpointName = (policy: Policy, calendar: Calendar): string => {
  const digest = createHash('sha256')
    .update(`${canonical(policy)}\n${calendarVersion(calendar)}`)
    .digest('hex');
  return `read-models-${projectionVersion}/${digest.slice(0, 16)}`;
};

export interface Checkpoint {
  readonly name: string;
  readonly position: number;
}

interface CheckpointRow {
  readonly name: string;
  readonly position: number | string;
}

/** The checkpoints of the tables that serve; one, except in a new file. */
export const servingCheckpoints = async (
  database: Pick<ReadModelDatabase, 'read'>,
): Promise<readonly Checkpoint[]> =>
  (await database.read<CheckpointRow>('SELECT name, position FROM checkpoint ORDER BY name'))
    .map(({ name, position }) => ({ name, position: Number(position) }))
    .filter(({ name }) => !name.endsWith(rebuildSuffix));

/** Sets a checkpoint to 0, whatever it was. */
export const resetCheckpoint = async (
  transaction: WriteTransaction,
  name: string,
): Promise<void> => {
  await transaction.execute('DELETE FROM checkpoint WHERE name = ?', [name]);
  await transaction.execute('INSERT INTO checkpoint (name, position) VALUES (?, 0)', [name]);
};

/**
 * Moves a checkpoint on. Comes first in its transaction: it takes the lock, and it tells when
 * somebody else was here.
 * @throws CheckpointMoved
 */
export const moveCheckpoint = async (
  transaction: WriteTransaction,
  name: string,
  from: number,
  to: number,
): Promise<void> => {
  const moved = await transaction.execute(
    'UPDATE checkpoint SET position = ? WHERE name = ? AND position = ?',
    [to, name, from],
  );
  if (moved !== 1) throw new CheckpointMoved(name, from);
};
