import { temporaryPostgres, temporaryPostgresServer } from '@sunledger/persistence/testing';
import {
  openReadModels,
  type ReadModelDatabase,
  ReadModelsUnavailable,
} from '@sunledger/persistence';
import { defaultPolicy } from '@sunledger/policy';
import {
  createReadModels,
  ProjectionBehind,
  type ReadModels,
  ProjectionSuperseded,
  ReadModelsInUse,
} from '@sunledger/projections';
import { OfficeLog, registered, replied, tableContents } from '@sunledger/projections/testing';

jest.setTimeout(60_000);

let office: OfficeLog;
const running: ReadModels[] = [];
beforeEach(() => {
  office = new OfficeLog('postgres');
});
afterEach(async () => {
  for (const { runner } of running.splice(0)) await runner.stop();
  await office.remove();
});

/** Another process on the same log and database. */
const anotherProcess = async (role: 'project' | 'follow' = 'project') => {
  const { database, models } = await office.readModels('read-models', { role });
  running.push(models);
  return { database, models };
};

const listed = async ({ caseList }: ReadModels): Promise<number> =>
  (await caseList.find({ limit: 1 })).count;

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** Everything as it is when projected in one go by one process. */
const expectRowsAsInOneGo = async (database: ReadModelDatabase): Promise<void> => {
  const once = await office.readModels('once');
  await once.models.runner.catchUp();
  expect(await tableContents(database)).toEqual(await tableContents(once.database));
};

describe('several processes on one PostgreSQL', () => {
  it('project by one, and all the others see what it has projected', async () => {
    const [one, other, follower] = [
      await anotherProcess(),
      await anotherProcess(),
      await anotherProcess('follow'),
    ];
    for (const { models } of [one, other, follower]) await models.runner.start();
    expect([one, other, follower].map(({ models }) => models.runner.projects)).toEqual([
      true,
      false,
      false,
    ]);
    for (const caseId of ['c1', 'c2', 'c3']) {
      const position = await office.log(registered(caseId, '2019-03-04'));
      for (const { models } of [follower, other, one]) {
        await models.runner.waitFor(position);
        expect(await listed(models)).toBe(Number(caseId.slice(1)));
      }
    }
  });

  it('never project where they only follow', async () => {
    const follower = await anotherProcess('follow');
    const position = await office.log(registered('c1', '2019-03-04'));
    await expect(follower.models.runner.waitFor(position, 50)).rejects.toThrow(ProjectionBehind);
    await follower.models.runner.start();
    await expect(follower.models.runner.waitFor(position, 50)).rejects.toThrow(ProjectionBehind);
    expect(await follower.models.position()).toBe(0);

    const waiting = follower.models.runner.waitFor(position, 20_000);
    await (await anotherProcess()).models.runner.catchUp();
    await waiting;
    expect(await listed(follower.models)).toBe(1);
  });

  it('wait for the one that projects instead of catching up beside it', async () => {
    const [one, other] = [await anotherProcess(), await anotherProcess()];
    await one.models.runner.start();
    const position = await office.log(registered('c1', '2019-03-04'));
    expect(await other.models.runner.catchUp()).toBe(position);
    expect(other.models.runner.projects).toBe(false);
  });

  it('take over when the one that projects dies', async () => {
    const [one, other] = [await anotherProcess(), await anotherProcess()];
    await one.models.runner.start();
    await other.models.runner.start();
    await office.log(registered('c1', '2019-03-04'));
    // As the operating system does for a process that was killed.
    await one.database.close();
    await until(() => other.models.runner.projects);
    const position = await office.log(...replied('c1', '2019-03-08'));
    await other.models.runner.waitFor(position);
    await expectRowsAsInOneGo(other.database);
  });

  it('go on when a rebuild in another process exchanges the tables, and no reader fails', async () => {
    const [live, reader, rebuilder] = [
      await anotherProcess(),
      await anotherProcess('follow'),
      await anotherProcess(),
    ];
    await live.models.runner.start();
    const first = registered('c1', '2019-03-04');
    await live.models.runner.waitFor(await office.log(first, ...replied('c1', '2019-03-08')));
    const meanwhile: Promise<number>[] = [];
    let [done, answers] = [false, 0];
    const reading = Array.from({ length: 6 }, async (_, at) => {
      while (!done) {
        const found =
          at % 2 === 0
            ? await listed(reader.models)
            : (await reader.models.changedSince(0, ['A'])).now.length;
        expect(found).toBeGreaterThan(0);
        answers += 1;
      }
    });
    for (let round = 1; round <= 3; round += 1) {
      await rebuilder.models.rebuild({
        onProgress: () => {
          meanwhile.push(office.log(registered(`r${meanwhile.length}`, '2019-03-11')));
        },
      });
    }
    await Promise.all(meanwhile);
    const position = await office.log(registered('last', '2019-03-12'));
    await live.models.runner.waitFor(position);
    done = true;
    await Promise.all(reading);
    expect(answers).toBeGreaterThan(0);
    expect(live.models.runner.projects).toBe(true);
    await expectRowsAsInOneGo(live.database);
  });

  it('are not overruled by who only means to rebuild under another policy', async () => {
    const live = await anotherProcess();
    await live.models.runner.start();
    await live.models.runner.waitFor(await office.log(registered('c1', '2019-03-04')));
    const other = createReadModels({
      database: await office.database(),
      store: office.store,
      policy: { ...defaultPolicy, closedOn: 'signed' },
    });
    running.push(other);
    await other.runner.start();
    await expect(other.runner.demandReplaceable()).rejects.toThrow(ReadModelsInUse);
    const alike = await anotherProcess();
    await alike.models.runner.start();
    await alike.models.runner.demandReplaceable();
    // Nobody projects any more: the tables are the first one's that comes.
    await live.models.runner.stop();
    await alike.models.runner.stop();
    await until(() => other.runner.projects);
    await other.runner.demandReplaceable();
  });

  it('step aside for tables of a newer making', async () => {
    const faults: Error[] = [];
    const { database } = await anotherProcess();
    const older = createReadModels({
      database,
      store: office.store,
      policy: defaultPolicy,
      onFault: (error) => faults.push(error),
    });
    running.push(older);
    await older.runner.start();
    await office.log(registered('c1', '2019-03-04'));
    const newer = createReadModels({
      database: await office.database(),
      store: office.store,
      policy: { ...defaultPolicy, closedOn: 'signed' },
    });
    running.push(newer);
    await newer.rebuild();
    const position = await office.log(registered('c2', '2019-03-04'));
    await newer.runner.start();
    await until(() => newer.runner.projects);
    await newer.runner.waitFor(position);
    expect([older.runner.projects, older.runner.isSuperseded]).toEqual([false, true]);
    expect(faults.some((error) => error instanceof ProjectionSuperseded)).toBe(true);
    // It still sees what the newer one projects.
    const later = await office.log(registered('c3', '2019-03-04'));
    await older.runner.waitFor(later);
    expect(await listed(older)).toBe(3);
  });
});

describe('a database that is dropped and made anew under running processes', () => {
  it('is filled again by the one that projects, and read by the one that follows', async () => {
    const place = await temporaryPostgres();
    const databases: ReadModelDatabase[] = [];
    const started = async (role: 'project' | 'follow') => {
      const database = await openReadModels({ type: 'postgres', url: place.url });
      databases.push(database);
      const models = createReadModels({
        ...{ database, store: office.store, policy: defaultPolicy, role },
      });
      running.push(models);
      await models.runner.start();
      return models;
    };
    try {
      const [projecting, following] = [await started('project'), await started('follow')];
      await following.runner.waitFor(await office.log(registered('c1', '2019-03-04')));
      await place.makeAnew();
      const position = await office.log(registered('c2', '2019-03-05'));
      for (const models of [projecting, following]) {
        await until(() =>
          models.runner
            .waitFor(position, 500)
            .then(() => true)
            .catch(() => false),
        );
        expect(await listed(models)).toBe(2);
      }
    } finally {
      for (const { runner } of running.splice(0)) await runner.stop();
      for (const database of databases) await database.close();
      await place.drop();
    }
  });
});

describe('PostgreSQL that stops and comes back', () => {
  it('finds the projection where it left it', async () => {
    const server = temporaryPostgresServer();
    const database = await openReadModels({ type: 'postgres', url: server.url });
    const faults: Error[] = [];
    const models = createReadModels({
      database,
      store: office.store,
      policy: defaultPolicy,
      onFault: (error) => faults.push(error),
    });
    try {
      await models.runner.start();
      await models.runner.waitFor(await office.log(registered('c1', '2019-03-04')));
      for (const how of ['immediate', 'fast'] as const) {
        server.stop(how);
        await expect(listed(models)).rejects.toThrow(ReadModelsUnavailable);
        const position = await office.log(registered(`after-${how}`, '2019-03-05'));
        server.start();
        await until(() =>
          models.runner
            .waitFor(position, 500)
            .then(() => true)
            .catch(() => false),
        );
      }
      expect(await listed(models)).toBe(3);
      await expectRowsAsInOneGo(database);
      expect(faults).not.toEqual([]);
    } finally {
      await models.runner.stop();
      await database.close();
      server.remove();
    }
  });
});
