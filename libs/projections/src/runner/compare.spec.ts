import { caseListTable, readModelTables } from '@sunledger/persistence';
import { databaseKinds } from '@sunledger/persistence/testing';
import { ReadModelsOutdated } from '@sunledger/projections';
import { OfficeLog, registered, replied, tableContents } from '@sunledger/projections/testing';

describe.each(databaseKinds)('a comparison with what the log says, on %s', (kind) => {
  let office: OfficeLog;
  beforeEach(() => {
    office = new OfficeLog(kind);
  });
  afterEach(() => office.remove());

  it('finds nothing when nothing is wrong, however far the log is ahead', async () => {
    const { models, database } = await office.readModels();
    const projected = await office.log(
      registered('c1', '2019-03-04'),
      ...replied('c1', '2019-03-08'),
    );
    await models.runner.catchUp();
    await office.log(registered('c2', '2019-03-11'));
    const before = await tableContents(database);
    const found = await models.compare();
    expect(found).toMatchObject({ position: projected, equal: true });
    expect(found.tables.map(({ table, rows }) => [table, rows])).toEqual(
      readModelTables.map(({ name }) => [name, before[name]?.length]),
    );
    expect(await tableContents(database)).toEqual(before);
    expect(await database.read('SELECT name FROM checkpoint')).toHaveLength(1);
  });

  it('names rows that are missing, unexpected or different', async () => {
    const { models, database } = await office.readModels();
    await office.log(...['a', 'b', 'c', 'd'].map((caseId) => registered(caseId, '2019-03-04')));
    await models.runner.catchUp();
    const table = caseListTable.name;
    await database.write(async (transaction) => {
      await transaction.execute(`DELETE FROM ${table} WHERE case_id = ?`, ['a']);
      await transaction.execute(
        `UPDATE ${table} SET status = ?, assigned_unit = ? WHERE case_id = ?`,
        ['closed', '某科', 'c'],
      );
      await transaction.execute(`UPDATE ${table} SET case_id = ? WHERE case_id = ?`, ['e', 'd']);
    });
    const found = await models.compare();
    expect(found.equal).toBe(false);
    expect(found.tables.filter(({ differences }) => differences > 0)).toEqual([
      {
        table,
        rows: 3,
        differences: 4,
        examples: [
          { key: ['a'], kind: 'missing', columns: [] },
          { key: ['c'], kind: 'different', columns: ['status', 'assigned_unit'] },
          { key: ['d'], kind: 'missing', columns: [] },
          { key: ['e'], kind: 'unexpected', columns: [] },
        ],
      },
    ]);
    expect(JSON.stringify(found)).not.toContain('某科');
    await models.rebuild();
    expect((await models.compare()).equal).toBe(true);
  });

  it('goes through more rows than one page', async () => {
    const { models, database } = await office.readModels();
    await office.log(registered('c', '2019-03-04'));
    await models.runner.catchUp();
    await database.write(async (transaction) => {
      const [row] = await transaction.query<Record<string, string | number | null>>(
        `SELECT * FROM ${caseListTable.name}`,
      );
      const { upsertRows } =
        jest.requireActual<typeof import('@sunledger/persistence')>('@sunledger/persistence');
      const rows = Array.from({ length: 2_500 }, (_, at) =>
        Object.values({ ...row, case_id: `d-${at}` }),
      );
      await upsertRows(transaction, caseListTable, rows);
    });
    const [list] = (await models.compare()).tables;
    expect(list).toMatchObject({ rows: 2_501, differences: 2_500 });
    expect(list?.examples).toHaveLength(20);
  });

  it('is refused for tables of another making', async () => {
    const { models } = await office.readModels();
    await expect(models.compare()).rejects.toThrow(ReadModelsOutdated);
  });
});

describe('the lag', () => {
  it('counts the events that wait and tells the age of the oldest', async () => {
    const office = new OfficeLog('postgres');
    const { models } = await office.readModels();
    expect(await models.lag('2026-01-01T00:00:00.000Z')).toEqual({ events: 0, seconds: 0 });
    await office.log(registered('c1', '2019-03-04'));
    await models.runner.catchUp();
    // The second and third fact are logged 2 and 3 seconds after the start of the year.
    await office.log(registered('c2', '2019-03-04'), registered('c3', '2019-03-04'));
    expect(await models.lag('2026-01-01T00:01:02.000Z')).toEqual({ events: 2, seconds: 60 });
    // A clock that is behind the writer's.
    expect(await models.lag('2026-01-01T00:00:00.000Z')).toEqual({ events: 2, seconds: 0 });
    await office.remove();
  });
});
