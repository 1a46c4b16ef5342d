import { randomUUID } from 'node:crypto';

import { type JobBoard, type JobRemark, openBullmqJobs, openInProcessJobs } from '@sunledger/jobs';
import type { ReadModelDatabase } from '@sunledger/persistence';
import { type DatabaseKind, temporaryReadModels } from '@sunledger/persistence/testing';

import { type CuttableDatabase, cuttableDatabase } from './cuttable-database';
import { type CuttableLink, cuttableLink } from './cuttable-link';
import { dropPrefix, sharedRedis } from './temporary-redis';

export type CarrierKind = 'in-process' | 'bullmq';

/** A board as one process has it. */
export interface OpenedBoard {
  readonly board: JobBoard;
  readonly database: CuttableDatabase;
  /** Its way to Redis, where it has one. */
  readonly link: CuttableLink | undefined;
  /** What it had to say. */
  readonly remarks: readonly JobRemark[];
  /** The process is gone: neither record nor Redis hear from it again. */
  crash(): void;
}

/** An empty record of jobs that several boards share, as several processes do. */
export interface JobPlace {
  readonly database: ReadModelDatabase;
  open(): Promise<OpenedBoard>;
  remove(): Promise<void>;
}

export interface JobPlaceOptions {
  readonly database: DatabaseKind;
  readonly carrier: CarrierKind;
  /** A Redis of its own; the shared one when left out. */
  readonly redis?: string;
  /** Before the keys in Redis; one of its own when left out. */
  readonly prefix?: string;
  readonly reconcileEveryMs?: number;
}

const pollMs = 100;
const closeWithinMs = 2_000;

export async function openJobPlace({
  database: kind,
  carrier,
  redis,
  prefix = `test-${randomUUID()}`,
  reconcileEveryMs = 300,
}: JobPlaceOptions): Promise<JobPlace> {
  const readModels = await temporaryReadModels(kind);
  const url = carrier === 'bullmq' ? (redis ?? sharedRedis()) : undefined;
  const shared = await readModels.open();
  const boards: OpenedBoard[] = [];
  const open = async (): Promise<OpenedBoard> => {
    // SQLite is written by one process; there, boards are parts of the same.
    const database = cuttableDatabase(kind === 'sqlite' ? shared : await readModels.open());
    const link = url === undefined ? undefined : await cuttableLink(url);
    const remarks: JobRemark[] = [];
    const options = {
      database: database.database,
      closeWithinMs,
      log: (remark: JobRemark) => void remarks.push(remark),
    };
    const board =
      link === undefined
        ? openInProcessJobs({ ...options, pollMs })
        : await openBullmqJobs({ ...options, url: link.url, prefix, reconcileEveryMs });
    const crash = () => {
      database.cut();
      link?.cut();
    };
    const opened = { board, database, link, remarks, crash };
    boards.push(opened);
    return opened;
  };
  return {
    database: shared,
    open,
    remove: async () => {
      await Promise.all(boards.map(({ board }) => board.close()));
      for (const { link } of boards) await link?.close();
      await readModels.remove();
      if (url !== undefined) await dropPrefix(url, prefix);
    },
  };
}
