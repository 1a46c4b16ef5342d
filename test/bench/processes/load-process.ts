import { dirname } from 'node:path';

import { caseOfStream } from '@sunledger/disclosure-office';
import { openSqliteEventStore } from '@sunledger/event-store';
import { embeddedStores, openMovableStores } from '@sunledger/wiring';

import { CityLog } from '../city/city-log';
import { answerWith, peakMib, taskOfProcess } from './measured-process';

export interface LoadTask {
  readonly logPath: string;
  /** Events of the whole city. */
  readonly size: number;
}

export interface LoadAnswer {
  readonly eventCount: number;
  /** From the first day of the city to the last fact on the disk, making the facts included. */
  readonly seconds: number;
  /** Of which appending took. */
  readonly appendSeconds: number;
  readonly peakMib: number;
}

const msPerSecond = 1_000;
const toldSteps = 4;

/** Nobody sealed the city's people: the system knows them as erased, or it would not open. */
async function noteAsErased(logPath: string, caseIds: ReadonlySet<string>): Promise<void> {
  const stores = await openMovableStores(embeddedStores(dirname(logPath)));
  const { keys } = await stores.openKeys();
  await keys.importWrapped([...caseIds].map((caseId) => ({ caseId, wrapped: null })));
  await stores.close();
}

async function load({ logPath, size }: LoadTask): Promise<LoadAnswer> {
  let now = '';
  const store = openSqliteEventStore({ path: logPath, now: () => now });
  const startedAt = performance.now();
  let appending = 0;
  let written = 0;
  let told = 0;
  const caseIds = new Set<string>();
  for (const { recordedAt, appends, eventCount } of new CityLog(size).loggedDays()) {
    now = recordedAt;
    const before = performance.now();
    await store.appendAll(appends);
    appending += performance.now() - before;
    for (const { stream } of appends) {
      const caseId = caseOfStream(stream);
      if (caseId !== undefined) caseIds.add(caseId);
    }
    written += eventCount;
    if (written - told < size / toldSteps) continue;
    told = written;
    process.stdout.write(`  city: ${written} of ${size} events\n`);
  }
  const seconds = (performance.now() - startedAt) / msPerSecond;
  await store.close();
  const peak = peakMib();
  await noteAsErased(logPath, caseIds);
  return {
    eventCount: written,
    seconds,
    appendSeconds: appending / msPerSecond,
    peakMib: peak,
  };
}

answerWith(load(taskOfProcess()));
