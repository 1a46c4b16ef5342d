import { createHash } from 'node:crypto';

import type { ReadModelDatabase, WriteTransaction } from '@sunledger/persistence';
import type { Policy } from '@sunledger/policy';
import type { Calendar } from '@sunledger/working-days';

import { calendarVersion } from './calendar-history';

/** Grows with every change of a fold or a table; the old rows serve until the new ones are built. */
const projectionVersion = 2;

/** Marks tables and checkpoints of a rebuild under way. */
export const rebuildSuffix = '__rebuild';

/** Marks those that are made only to be compared with what serves. */
export const comparisonSuffix = '__compare';

/** On which channel the position is told that the tables hold to from now on. */
export const projectedChannel = 'sunledger_projected';

/** Whether a checkpoint is one of tables that serve. */
export const serves = (name: string): boolean =>
  !name.endsWith(rebuildSuffix) && !name.endsWith(comparisonSuffix);

/** Another process has moved the checkpoint: what this one holds in memory is out of date. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';

  constructor(checkpoint: string, expected: number) {
    super(`checkpoint ${checkpoint} is no longer at ${expected}`);
  }
}

/** Another process has put tables of another policy or version in place: this one's time is over. */
export class ProjectionSuperseded extends Error {
  override readonly name = 'ProjectionSuperseded';
  readonly advice =
    '现用的查询表是按另一口径或版本建立的，本进程不再更新：请按现行的口径文件和版本重新启动本进程。';

  constructor(readonly serving: readonly string[]) {
    super(`tables of another making serve now: ${serving.join(', ')}`);
  }
}

/** Another process keeps tables of another policy or version up: they are not this one's to replace. */
export class ReadModelsInUse extends Error {
  override readonly name = 'ReadModelsInUse';
  readonly code = 'read-models-in-use';

  constructor(readonly serving: readonly string[]) {
    super(`tables of another making serve a running process: ${serving.join(', ')}`);
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
    .filter(({ name }) => serves(name));

/** Lets a database pass that serves nothing yet, or tables of this making. @throws ReadModelsInUse */
export const demandTablesOf = async (
  database: Pick<ReadModelDatabase, 'read'>,
  name: string,
): Promise<void> => {
  const serving = (await servingCheckpoints(database)).map((checkpoint) => checkpoint.name);
  if (serving.length > 0 && !serving.includes(name)) throw new ReadModelsInUse(serving);
};

/** Sets a checkpoint to 0, whatever it was. */
export const resetCheckpoint = async (
  transaction: WriteTransaction,
  name: string,
): Promise<void> => {
  await transaction.execute('DELETE FROM checkpoint WHERE name = ?', [name]);
  await transaction.execute('INSERT INTO checkpoint (name, position) VALUES (?, 0)', [name]);
};

/** Makes the checkpoint of tables that are empty yet, unless they serve already. */
export const firstCheckpoint = async (
  transaction: WriteTransaction,
  name: string,
): Promise<void> => {
  const found = await transaction.query<{ name: string }>('SELECT name FROM checkpoint');
  // A first rebuild that was killed leaves its own checkpoint alone behind.
  if (!found.some((row) => serves(row.name))) await resetCheckpoint(transaction, name);
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
  if (serves(name)) await transaction.notify(projectedChannel, String(to));
};

/** Keeps everybody from projecting until the transaction ends; whoever waits finds it moved. */
export const lockCheckpoints = async (transaction: WriteTransaction): Promise<void> => {
  await transaction.execute('UPDATE checkpoint SET position = position');
};

/** Leaves this checkpoint alone: the tables that were put in place hold to it. */
export const replaceCheckpoints = async (
  transaction: WriteTransaction,
  { name, position }: Checkpoint,
): Promise<void> => {
  await transaction.execute('DELETE FROM checkpoint');
  await transaction.execute('INSERT INTO checkpoint (name, position) VALUES (?, ?)', [
    name,
    position,
  ]);
  await transaction.notify(projectedChannel, String(position));
};

/** Where the tables that serve hold to; 0 for an empty database. */
export const projectedPosition = async (
  database: Pick<ReadModelDatabase, 'read'>,
): Promise<number> =>
  (await servingCheckpoints(database)).reduce((most, { position }) => Math.max(most, position), 0);
