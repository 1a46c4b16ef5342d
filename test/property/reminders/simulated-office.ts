import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createOffice, type Office, officeCatalogue } from '@sunledger/disclosure-office';
import { openSqliteEventStore, withCatalogue } from '@sunledger/event-store';
import { openPersonalData } from '@sunledger/personal-data';
import {
  openReadModels,
  type ReadModelDatabase,
  type ReadModelOptions,
} from '@sunledger/persistence';
import { defaultPolicy } from '@sunledger/policy';
import { createReadModels } from '@sunledger/projections';
import { GroupCommit, openSqlite } from '@sunledger/sqlite';
import { type Arrangement, createCalendar, officialCalendar } from '@sunledger/working-days';

import { Dice } from './dice';

/** A real office over real files, whose release is as old as its first day, and whose clock is set. */
export interface SimulatedOffice {
  readonly office: Office;
  /** Where its read models stand, and its record of jobs. */
  readonly database: ReadModelDatabase;
  readonly clock: { now: string };
  /** A notice that was published after the release. */
  readonly noticeCalled: (id: string) => Arrangement;
  readonly close: () => Promise<void>;
}

/** @param placed where the read models stand; a file of their own when left out. */
export async function openSimulatedOffice(
  firstDay: string,
  placed?: ReadModelOptions,
): Promise<SimulatedOffice> {
  const folder = mkdtempSync(join(tmpdir(), 'sunledger-reminders-'));
  const clock = { now: `${firstDay}T00:00:00.000Z` };
  const now = () => clock.now;
  const known = officialCalendar.arrangements.filter(({ publishedOn }) => publishedOn < firstDay);
  const calendar = createCalendar(known);
  const database = openSqlite(join(folder, 'sunledger.db'));
  const group = new GroupCommit(database);
  const log = openSqliteEventStore({ group, now });
  const masterKeyPath = join(folder, 'master.key');
  const vault = await openPersonalData({ group, masterKeyPath });
  const catalogue = officeCatalogue();
  const store = withCatalogue(log, catalogue);
  const file = { type: 'sqlite', path: join(folder, 'read-models.db') } as const;
  const models = await openReadModels(placed ?? file);
  const readModels = createReadModels({ database: models, store, policy: defaultPolicy, calendar });
  await readModels.runner.start();
  const ids = new Dice(1);
  const office = createOffice({
    store,
    catalogue,
    vault,
    readModels,
    policy: defaultPolicy,
    calendar,
    now,
    newId: () => `id-${Math.floor(ids.next() * 2 ** 32)}-${Math.floor(ids.next() * 2 ** 32)}`,
  });
  return {
    office,
    database: models,
    clock,
    noticeCalled: (id) => {
      const found = officialCalendar.arrangements.find((one) => one.id === id);
      if (found === undefined) throw new Error(`no notice ${id}`);
      return found;
    },
    close: async () => {
      await readModels.runner.stop();
      await models.close();
      await log.close();
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
