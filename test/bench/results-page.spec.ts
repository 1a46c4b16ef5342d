import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Outcome, Row } from './outcome';
import { pageWith, type Results, resultsInWords } from './results-page';

const onSqlite: Outcome = {
  row: 'rebuild',
  figure: 'rebuild',
  store: 'SQLite',
  unit: '/s',
  measured: 20,
  yardstick: { name: 'bare replay', measured: 100 },
  target: { ratioAtLeast: 0.3 },
  note: 'one rebuild',
};
const onPostgres: Outcome = { ...onSqlite, store: 'PostgreSQL', measured: 40 };
const unmeasured: Row = {
  row: 'rebuild-postgres',
  figure: 'rebuild',
  store: 'PostgreSQL',
  reason: 'PostgreSQL is not installed',
};

const resultsOf = (rows: readonly Row[], loadBefore = 0): Results => ({
  startedOn: '2026-01-05T08:00:00.000Z',
  seconds: 90,
  scale: {},
  rows,
  machine: {
    ...{ cores: 2, memoryGib: 24, loadBefore, platform: 'linux x64', node: 'v20.20.0' },
    ...{ sqlite: '3.53.2', driver: 'better-sqlite3' },
  },
});

describe('results in words', () => {
  it('list what was missed, and on which store', () => {
    const text = resultsInWords(resultsOf([onSqlite, onPostgres]));
    expect(text).toContain('Missed:\n\n- rebuild (SQLite): 0.20 ×, target ≥ 0.3 ×\n\n');
    expect(text).not.toContain('Not measured:');
  });

  it('say a note once that holds on both stores', () => {
    const text = resultsInWords(resultsOf([onSqlite, onPostgres]));
    expect(text.split('\n').filter((line) => line.includes('one rebuild'))).toEqual([
      '- rebuild (SQLite, PostgreSQL): one rebuild',
    ]);
  });

  it('say why a row was not measured', () => {
    const text = resultsInWords(
      resultsOf([onPostgres, unmeasured, { ...unmeasured, figure: 'report' }]),
    );
    expect(text).toContain(
      'Not measured:\n\n- PostgreSQL is not installed: rebuild (PostgreSQL); report (PostgreSQL)',
    );
    expect(text).toContain('Every target is met.');
  });

  it('own up to other work on the machine', () => {
    expect(resultsInWords(resultsOf([onSqlite]))).toContain('Nothing else was running');
    expect(resultsInWords(resultsOf([onSqlite], 1.5))).toContain(
      '**Other work was running**: 1.5 processes',
    );
  });
});

describe('the page of the benchmarks', () => {
  const page = readFileSync(
    join(__dirname, '..', '..', 'docs', 'reference', 'benchmarks.md'),
    'utf8',
  );

  it('takes the results of each run in the place of the last', () => {
    const once = pageWith(page, resultsOf([onSqlite]));
    const twice = pageWith(once, resultsOf([onPostgres]));
    expect(once).toContain('| rebuild | SQLite | 20.0/s |');
    expect(twice).toBe(pageWith(page, resultsOf([onPostgres])));
    expect(twice).not.toContain('20.0/s');
  });

  it('keeps what was written by hand', () => {
    const [heading] = page.split('\n');
    expect(pageWith(page, resultsOf([onSqlite])).split('\n')[0]).toBe(heading);
  });

  it('is not written when it has lost its marks', () => {
    expect(() => pageWith('# Benchmarks\n', resultsOf([onSqlite]))).toThrow('lost its marks');
  });
});
