import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openSqliteEventStore } from '@sunledger/event-store';
import { logFileName } from '@sunledger/wiring';

import type { LoadAnswer, LoadTask } from '../processes/load-process';
import { answerOfProcess } from '../processes/measured-process';

const script = join(__dirname, '..', 'processes', 'load-process.js');

/** A data directory whose log is that of the city. */
export interface CityFile {
  readonly dataDirectory: string;
  readonly logPath: string;
  readonly eventCount: number;
  /** How it was put into the log; undefined when it was found there. */
  readonly loaded: LoadAnswer | undefined;
}

/** Loads the city's log, unless the directory holds one of this size already. */
export async function cityFile(directory: string, size: number): Promise<CityFile> {
  const dataDirectory = join(directory, `city-${size}`);
  const logPath = join(dataDirectory, logFileName);
  const whole = join(dataDirectory, 'whole');
  if (existsSync(whole)) {
    const store = openSqliteEventStore({ path: logPath, now: () => '' });
    const { length } = await store.head();
    await store.close();
    return { dataDirectory, logPath, eventCount: length, loaded: undefined };
  }
  rmSync(dataDirectory, { recursive: true, force: true });
  mkdirSync(dataDirectory, { recursive: true });
  const task: LoadTask = { logPath, size };
  const loaded = await answerOfProcess<LoadAnswer>(script, task);
  // Said last, so that a city that was cut short is loaded again.
  writeFileSync(whole, '');
  return { dataDirectory, logPath, eventCount: loaded.eventCount, loaded };
}
