import type { WriteTransaction } from '@sunledger/persistence';
import { databaseKinds } from '@sunledger/persistence/testing';
import { defaultPolicy } from '@sunledger/policy';
import { createReadModels, ProjectionBehind, RebuildUnderWay } from '@sunledger/projections';
import {
  OfficeLog,
  registered,
  replied,
  requestFact,
  tableContents,
} from '@sunledger/projections/testing';
import { officialCalendar } from '@sunledger/working-days';

import { Projector, unwrittenCaseCountMax } from './projector';
import { checkpointName, servingCheckpoints } from './checkpoint';
import { rebuildReadModels } from './rebuild';

describe.each(databaseKinds)('on %s', (kind) => {
  let office: OfficeLog;
  beforeEach(() => {
    office = new OfficeLog(kind);
  });
  afterEach(() => office.remove());

  const everyCase = { agencies: 'all' } as const;
  const firstPage = { limit: 50 };

  describe('the projection', () => {
    it('answers from an empty log', async () => {
      const { models } = await office.readModels();
      expect(await models.runner.catchUp()).toBe(0);
      expect(await models.position()).toBe(0);
      expect(await models.rebuild()).toBe(0);
      expect((await models.caseList.find({ limit: 10 })).entries).toEqual([]);
      expect(await models.reportSource().feeSums(everyCase)).toEqual({
        cases: 0,
        assessedYuan: 0,
        paidYuan: 0,
      });
    });

    it('goes on from its checkpoint after a restart', async () => {
      const { models, database } = await office.readModels();
      await office.log(registered('c1', '2019-03-04'));
      await models.runner.catchUp();
      await database.close();

      const head = await office.log(...replied('c1', '2019-03-08'));
      const reopened = await office.readModels();
      expect(await reopened.models.runner.catchUp()).toBe(head);
      expect((await reopened.models.caseList.find({ limit: 1 })).entries).toMatchObject([
        { caseId: 'c1', status: 'closed', closedOn: '2019-03-08', onTime: true },
      ]);
    });

    it('shows what was just written to who waits for it', async () => {
      const { models } = await office.readModels();
      await models.runner.start();
      const position = await office.log(registered('c1', '2019-03-04'));
      await models.runner.waitFor(position);
      expect((await models.caseList.find({ limit: 1 })).entries).toHaveLength(1);
      await expect(models.runner.waitFor(position + 1, 20)).rejects.toThrow(ProjectionBehind);
      await models.runner.stop();
    });

    it('keeps neither rows nor checkpoint of a batch that fails at its end', async () => {
      const { database, models } = await office.readModels();
      const projected = await office.log(registered('c1', '2019-03-04'));
      await models.runner.catchUp();
      await office.log(...replied('c1', '2019-03-08'));
      const before = await tableContents(database);

      const name = checkpointName(defaultPolicy, officialCalendar);
      const facts = { store: office.store, database, policy: defaultPolicy };
      const projector = new Projector(
        { ...facts, calendar: officialCalendar },
        { checkpoint: name, tableOf: (table) => table.name },
      );
      const events = await office.store.readAll(projected, { max: 10 });
      const killed = database.write(async (transaction: WriteTransaction) => {
        await projector.projectIn(transaction, events);
        throw new Error('the plug was pulled');
      });
      await expect(killed).rejects.toThrow('the plug was pulled');
      expect(await tableContents(database)).toEqual(before);
      expect(await servingCheckpoints(database)).toEqual([{ name, position: projected }]);

      await models.runner.catchUp();
      expect(await models.reportSource().tally(everyCase, ['disposalKind'])).toEqual([
        { disposalKind: 'disclosedProvided', cases: 1 },
      ]);
    });

    it('gives way to another process that was quicker, and goes on from there', async () => {
      const one = await office.readModels();
      const other = await office.readModels();
      await office.log(registered('c1', '2019-03-04'));
      await one.models.runner.catchUp();
      await other.models.runner.catchUp();
      await office.log(...replied('c1', '2019-03-08'));
      await one.models.runner.catchUp();
      const head = await office.log(registered('c2', '2019-03-11'));
      expect(await other.models.runner.catchUp()).toBe(head);
      const once = await office.readModels('once');
      await once.models.runner.catchUp();
      expect(await tableContents(one.database)).toEqual(await tableContents(once.database));
    });
  });

  describe('a rebuild', () => {
    it('leaves the old tables serving when it dies, and the next one begins afresh', async () => {
      const { models, database } = await office.readModels();
      const projected = await office.log(
        registered('c1', '2019-03-04'),
        ...replied('c1', '2019-03-08'),
      );
      await models.runner.catchUp();
      const before = await tableContents(database);

      const name = checkpointName(defaultPolicy, officialCalendar);
      const facts = { store: office.store, database, policy: defaultPolicy };
      const dying = rebuildReadModels({ ...facts, calendar: officialCalendar }, name, () => {
        throw new Error('killed');
      });
      await expect(dying).rejects.toThrow('killed');
      expect(await tableContents(database)).toEqual(before);
      expect(await models.position()).toBe(projected);

      const head = await office.log(registered('c2', '2019-03-11'));
      expect(await models.rebuild()).toBe(head);
      expect((await models.caseList.find({ limit: 10 })).count).toBe(2);
      expect(await servingCheckpoints(database)).toEqual([{ name, position: head }]);
    });

    it('serves the old rows while it runs, and live events arrive in between', async () => {
      const { models } = await office.readModels();
      await office.log(registered('c1', '2019-03-04'));
      await models.runner.start();
      const counts: number[] = [];
      let late: Promise<number> | undefined;
      await models.rebuild({
        onProgress: () => {
          late ??= office.log(registered('c2', '2019-03-11'));
        },
      });
      counts.push((await models.caseList.find({ limit: 10 })).count);
      await models.runner.waitFor((await late) ?? 0);
      counts.push((await models.caseList.find({ limit: 10 })).count);
      await models.runner.stop();
      expect(counts.at(-1)).toBe(2);
      expect(await models.position()).toBe((await office.store.head()).position);
    });

    it('follows from another policy, with the old rows serving until it is done', async () => {
      const posted = await office.readModels();
      // Signed on Friday, posted on Monday: the switch `closedOn` decides which day closes the case.
      await office.log(
        registered('c1', '2019-03-04'),
        requestFact('c1', 'ReplySigned', '2019-03-08', {
          disposalKind: 'alreadyPublic',
          remedyAdvice: 'choice',
        }),
        requestFact('c1', 'ReplyDispatched', '2019-03-11', { method: 'postal' }),
      );
      await posted.models.runner.catchUp();
      const closedOn = async (models: typeof posted.models) =>
        (await models.reportSource().listCases(everyCase, firstPage)).entries[0]?.closedOn;
      expect(await closedOn(posted.models)).toBe('2019-03-11');

      const signed = createReadModels({
        database: posted.database,
        store: office.store,
        policy: { ...defaultPolicy, closedOn: 'signed' },
      });
      expect(await closedOn(signed)).toBe('2019-03-11');
      await signed.runner.catchUp();
      expect(await closedOn(signed)).toBe('2019-03-08');
      expect(await servingCheckpoints(posted.database)).toHaveLength(1);
    });

    it('writes requests that rest now and then, and loses none, whatever happens to them later', async () => {
      const { models, database } = await office.readModels();
      // Enough that the first ones are written and forgotten before anything else happens to them.
      const caseIds = Array.from({ length: 3 * unwrittenCaseCountMax }, (_, at) => `c${at}`);
      await office.log(...caseIds.map((caseId) => registered(caseId, '2019-03-04')));
      const touched = [
        caseIds.slice(0, 50),
        caseIds.slice(4_000, 4_050),
        caseIds.slice(-50),
      ].flat();
      await office.log(...touched.flatMap((caseId) => replied(caseId, '2019-03-08')));
      await models.runner.catchUp();
      const asItCame = await tableContents(database);

      await models.rebuild();
      expect(await tableContents(database)).toEqual(asItCame);
      expect(await models.reportSource().tally(everyCase, ['disposalKind'])).toEqual(
        expect.arrayContaining([{ disposalKind: 'disclosedProvided', cases: 150 }]),
      );
    });

    it('leaves the schema as the migrations made it', async () => {
      const { models, database } = await office.readModels();
      await models.runner.catchUp();
      for (const _time of ['first', 'second']) {
        await models.rebuild();
        const { upQueries } = await database.writer.driver.createSchemaBuilder().log();
        expect(upQueries.map(({ query }) => query)).toEqual([]);
      }
    });

    it('lets whoever else lives in this process have a turn after each batch', async () => {
      const { models } = await office.readModels();
      await office.log(registered('c1', '2019-03-04'));
      await models.runner.catchUp();
      const order: string[] = [];
      setImmediate(() => order.push('somebody else'));
      await models.rebuild({ onProgress: () => void order.push('batch') });
      order.push('rebuilt');
      expect(order.indexOf('somebody else')).toBeGreaterThanOrEqual(0);
      expect(order.indexOf('somebody else')).toBeLessThan(order.indexOf('rebuilt'));
    });

    it('is done by one at a time', async () => {
      const { models } = await office.readModels();
      await office.log(registered('c1', '2019-03-04'));
      let other: unknown;
      await models.rebuild({
        onProgress: () => {
          other ??= models.compare().catch((error: unknown) => error);
        },
      });
      expect(await other).toBeInstanceOf(RebuildUnderWay);
    });
  });
});
