import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openSqliteEventStore } from '@sunledger/event-store';
import { logFileName } from '@sunledger/wiring';

import { CityLog } from './city-log';

/** A data directory whose log is that of the city. */
export interface CityFile {
  readonly dataDirectory: string;
  readonly logPath: string;
  readonly eventCount: number;
  readonly seconds: number;
}

/** Loads the city's log, unless the directory holds one of this size already. */
export async function cityFile(
  directory: string,
  size: number,
  onProgress: (written: number) => void,
): Promise<CityFile> {
  const dataDirectory = join(directory, `city-${size}`);
  const logPath = join(dataDirectory, logFileName);
  const whole = join(dataDirectory, 'whole');
  const known = existsSync(whole);
  if (!known) rmSync(dataDirectory, { recursive: true, force: true });
  mkdirSync(dataDirectory, { recursive: true });
  const startedAt = performance.now();
  let now = '';
  const store = openSqliteEventStore({ path: logPath, now: () => now });
  let written = known ? (await store.head()).position : 0;
  if (!known) {
    for (const { recordedAt, appends, eventCount } of new CityLog(size).loggedDays()) {
      now = recordedAt;
      await store.appendAll(appends);
      written += eventCount;
      onProgress(written);
    }
  }
  await store.close();
  // Said last, so that a city that was cut short is loaded again.
  writeFileSync(whole, '');
  const seconds = (performance.now() - startedAt) / 1000;
  return { dataDirectory, logPath, eventCount: written, seconds };
}
