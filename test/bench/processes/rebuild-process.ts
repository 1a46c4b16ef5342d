import { join } from 'node:path';

import { officeCatalogue } from '@sunledger/disclosure-office';
import { openSqliteEventStore, withCatalogue } from '@sunledger/event-store';
import { openReadModels } from '@sunledger/persistence';
import { defaultPolicy } from '@sunledger/policy';
import { createReadModels } from '@sunledger/projections';
import { logFileName, readModelFileName } from '@sunledger/wiring';

import { timed } from '../sampling';
import { answerWith, peakMib, taskOfProcess } from './measured-process';

export interface RebuildTask {
  readonly dataDirectory: string;
  /** Empty for the file in the data directory. */
  readonly readModelsUrl: string;
}

export interface RebuildAnswer {
  readonly milliseconds: number;
  /** Log position that the rebuilt tables hold to. */
  readonly position: number;
  /** Most memory that the process held at any time, and what it held before the rebuild. */
  readonly peakMib: number;
  readonly beforeMib: number;
}

async function rebuild({ dataDirectory, readModelsUrl }: RebuildTask): Promise<RebuildAnswer> {
  const log = openSqliteEventStore({
    path: join(dataDirectory, logFileName),
    now: () => new Date().toISOString(),
  });
  const database = await openReadModels(
    readModelsUrl === ''
      ? { type: 'sqlite', path: join(dataDirectory, readModelFileName) }
      : { type: 'postgres', url: readModelsUrl },
  );
  const store = withCatalogue(log, officeCatalogue());
  const readModels = createReadModels({ database, store, policy: defaultPolicy });
  const beforeMib = peakMib();
  let position = 0;
  const milliseconds = await timed(async () => {
    position = await readModels.rebuild();
  });
  await database.close();
  await log.close();
  return { milliseconds, position, peakMib: peakMib(), beforeMib };
}

answerWith(rebuild(taskOfProcess()));
