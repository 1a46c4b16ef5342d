import { join } from 'node:path';

import type { ImportReport } from '@sunledger/disclosure-office';

import { dataDirectory, freshDirectory, json, sunledger } from './command-line';
import { csvFile } from './ledger-file';
import { contentOf, headOf, reportOf } from './office-directory';
import { expectedApplications, generatedCases, withoutZeros } from './request-ledger';

// The office runs for real; a loaded machine needs its time, and more where the log is on a server.
jest.setTimeout(600_000);

const years = [2019, 2020, 2021, 2022, 2023, 2024];
const rowCount = 14_000;
const cases = generatedCases(rowCount, { firstYear: 2019, years: years.length });
const importing = (file: string, ...options: readonly string[]) => [
  ...['import', file, '--agency', 'city', '--json'],
  ...options,
];

describe(`a ledger of ${rowCount} requests`, () => {
  const { directory, data, remove } = dataDirectory();
  const file = join(directory, '台账.csv');
  beforeAll(async () => {
    await json('agency', 'add', 'city', '--name', '某市', '--json');
    const rows = cases.map(({ cells }) => cells);
    csvFile(file, rows, true);
  });
  afterAll(remove);

  it('writes nothing on a dry run and says what it would add', async () => {
    const before = await headOf(data);
    const report = await json<ImportReport>(...importing(file, '--dry-run'));
    expect(report).toMatchObject({
      imported: false,
      dryRun: true,
      rows: rowCount,
      added: rowCount,
    });
    expect(report.faults).toEqual([]);
    expect(report.events).toBeGreaterThan(rowCount * 3);
    expect(await headOf(data)).toEqual(before);
  });

  it('goes in at once, with progress', async () => {
    const before = await headOf(data);
    const { code, out, err } = await sunledger(...importing(file));
    expect(code).toBe(0);
    // The JSON is all that stands on stdout, so that another program can read it.
    const report = JSON.parse(out) as ImportReport;
    expect(report).toMatchObject({
      imported: true,
      rows: rowCount,
      added: rowCount,
      continued: 0,
      unchanged: 0,
    });
    expect((await headOf(data)).length).toBe(before.length + report.events);
    const steps = [
      '读取',
      `核对 ${rowCount}/${rowCount}（100%）`,
      `加密 ${rowCount}/${rowCount}`,
      '写入',
    ];
    for (const step of steps) expect(err).toContain(step);
  });

  it.each(years)('gives the tables of %d as counted row by row', async (year) => {
    const { tables, checks } = await reportOf('city', year);
    expect(withoutZeros(tables.applications)).toEqual(expectedApplications(cases, year));
    expect(checks.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['s2.notEntered']);
  });

  it('adds nothing a second time', async () => {
    const before = await headOf(data);
    const report = await json<ImportReport>(...importing(file));
    expect(report).toMatchObject({ added: 0, continued: 0, unchanged: rowCount, events: 0 });
    expect(await headOf(data)).toEqual(before);
  });

  it('exported and imported elsewhere gives the same report', async () => {
    const exported = join(directory, '导出.csv');
    const options = ['--ledger', 'requests', '--agency', 'city', '--with-personal-data'];
    const { out } = await sunledger('export', exported, ...options);
    expect(out).toContain(String(rowCount));
    const reports = await Promise.all(years.map((year) => reportOf('city', year)));

    const elsewhere = await freshDirectory();
    try {
      await json('agency', 'add', 'city', '--name', '某市', '--json');
      const report = await json<ImportReport>(...importing(exported));
      expect(report).toMatchObject({ imported: true, added: rowCount });
      for (const [at, year] of years.entries()) {
        const original = reports[at];
        if (original === undefined) throw new Error(`no report of ${year}`);
        expect(contentOf(await reportOf('city', year))).toEqual(contentOf(original));
      }
    } finally {
      await elsewhere.remove();
    }
  });
});
