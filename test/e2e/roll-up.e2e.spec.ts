import { join } from 'node:path';

import { dataDirectory, json, sunledger } from './command-line';
import { csvFile } from './ledger-file';
import { figuresByPath, reportOf } from './office-directory';
import { expectedApplications, generatedCases, withoutZeros } from './request-ledger';

// The office runs for real; a loaded machine needs its time.
jest.setTimeout(60_000);

describe('the report of a district over its towns', () => {
  const { directory, remove } = dataDirectory();
  afterAll(remove);
  const [north, south] = [generatedCases(180), generatedCases(120, { from: 500 })];

  beforeAll(async () => {
    const add = (code: string, parent?: string) =>
      json(
        ...['agency', 'add', code, '--name', code, '--json'],
        ...(parent === undefined ? [] : ['--parent', parent]),
      );
    await add('district');
    await add('north', 'district');
    await add('south', 'north');
    await add('elsewhere');
    for (const [agency, cases] of [
      ['north', north],
      ['south', south],
      ['elsewhere', generatedCases(30)],
    ] as const) {
      const rows = cases.map(({ cells }) => cells);
      const file = csvFile(join(directory, `${agency}.csv`), rows);
      await json('import', file, '--agency', agency, '--json');
    }
  });

  it.each([2019, 2020, 2021, 2024])('%d: is the sum of its parts in every cell', async (year) => {
    const whole = await reportOf('district', year, '--rollup');
    const parts = [await reportOf('north', year), await reportOf('south', year)];
    const sum = new Map<string, number>();
    for (const { tables, narrative } of parts) {
      for (const [path, figure] of figuresByPath({ tables, narrative })) {
        sum.set(path, (sum.get(path) ?? 0) + figure);
      }
    }
    expect(figuresByPath({ tables: whole.tables, narrative: whole.narrative })).toEqual(sum);
    expect(withoutZeros(whole.tables.applications)).toEqual(
      expectedApplications([...north, ...south], year),
    );
    expect(whole.agency).toEqual({ code: 'district', name: 'district' });
  });

  it('has nothing of its own without the towns', async () => {
    const { tables } = await reportOf('district', 2020);
    expect(withoutZeros(tables.applications)).toEqual({});
  });

  it('reaches to the grandchildren and no further', async () => {
    const { narrative } = await reportOf('north', 2021, '--rollup');
    const own = [await reportOf('north', 2021), await reportOf('south', 2021)];
    const received = own.reduce((sum, one) => sum + one.narrative.received, 0);
    expect(narrative.received).toBe(received);
    const top = await sunledger('report', '--agency', 'district', '--year', '2021', '--rollup');
    expect(top.code).toBe(0);
  });
});
