import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { cruise, type Cruise, cruiseRepository, repositoryRoot } from './cruise';

/** A small tree that keeps every rule; the faults below are planted into it. */
const cleanTree: Readonly<Record<string, string>> = {
  'libs/decider/src/index.ts': `export { decider } from './decider';`,
  'libs/decider/src/decider.ts': `import { Type } from '@sinclair/typebox'; export const decider = Type;`,
  'libs/decider/src/testing/index.ts': `export const given = 1;`,
  'libs/decider/src/decider.spec.ts': `import { given } from '@sunledger/decider/testing'; import 'node:fs'; export { given };`,
  'libs/working-days/src/index.ts': `export const calendar = 1;`,
  'libs/disclosure-case/src/index.ts': `export { case1 } from './case';`,
  'libs/disclosure-case/src/case.ts': `import { decider } from '@sunledger/decider'; export const case1 = decider;`,
  'libs/event-store/src/index.ts': `export { store } from './adapters/sqlite/store'; export { port } from './port';`,
  'libs/event-store/src/port.ts': `import { createHash } from 'node:crypto'; export const port = createHash;`,
  'libs/event-store/src/adapters/sqlite/store.ts': `import { driver } from '@sunledger/sqlite'; export const store = driver;`,
  'libs/sqlite/src/index.ts': `import type Driver from 'better-sqlite3'; import type { DatabaseSync } from 'node:sqlite'; export const driver: Driver | DatabaseSync | undefined = undefined;`,
  'libs/persistence/src/index.ts': `import { DataSource } from 'typeorm'; import { driver } from '@sunledger/sqlite'; export const source = [DataSource, driver];`,
  'libs/projections/src/index.ts': `import { source } from '@sunledger/persistence'; export const list = source;`,
  'libs/disclosure-office/src/index.ts': `import { port } from '@sunledger/event-store'; export const office = port;`,
  'libs/wiring/src/index.ts': `import { Module } from '@nestjs/common'; import { office } from '@sunledger/disclosure-office'; export const wiring = [Module, office];`,
  'apps/api/src/index.ts': `import { Module } from '@nestjs/common'; import { wiring } from '@sunledger/wiring'; export const startApi = [Module, wiring];`,
  'apps/cli/src/index.ts': `export { start } from './start';`,
  'apps/cli/src/start.ts': `import { startApi } from '@sunledger/api'; export const start = startApi;`,
  'test/e2e/demo.spec.ts': `import { office } from '@sunledger/disclosure-office'; import 'jest'; export { office };`,
};

interface PlantedFault {
  readonly rule: string;
  readonly file: string;
  readonly source: string;
  /** Further files that the fault needs; they are innocent by themselves. */
  readonly also?: Readonly<Record<string, string>>;
}

const plantedFaults: readonly PlantedFault[] = [
  {
    rule: 'resolves',
    file: 'libs/ledger/src/lost.ts',
    source: `import { gone } from './gone'; export { gone };`,
  },
  {
    rule: 'no-cycles',
    file: 'libs/ledger/src/egg.ts',
    source: `import { hen } from './hen'; export const egg = hen;`,
    also: {
      'libs/ledger/src/hen.ts': `import { egg } from './egg'; export const hen = (): unknown => egg;`,
    },
  },
  {
    rule: 'pure-stays-pure',
    file: 'libs/disclosure-case/src/reads-a-file.ts',
    source: `import type { Stats } from 'node:fs'; export type Size = Stats;`,
  },
  {
    rule: 'kernel-imports-nothing',
    file: 'libs/working-days/src/knows-the-case.ts',
    source: `import { case1 } from '@sunledger/disclosure-case'; export const known = case1;`,
  },
  {
    rule: 'ports-stay-plain',
    file: 'libs/event-store/src/port-with-a-file.ts',
    source: `import { readFileSync } from 'node:fs'; export const read = readFileSync;`,
  },
  {
    rule: 'nest-at-the-edge',
    file: 'libs/disclosure-office/src/injected.ts',
    source: `import { Injectable } from '@nestjs/common'; export const injected = Injectable;`,
  },
  {
    rule: 'typeorm-holds-read-models',
    file: 'libs/disclosure-office/src/entity.ts',
    source: `import { Entity } from 'typeorm'; export const entity = Entity;`,
  },
  {
    rule: 'driver-behind-its-seam',
    file: 'libs/persistence/src/own-driver.ts',
    source: `import Driver from 'better-sqlite3'; export const open = Driver;`,
  },
  {
    rule: 'driver-behind-its-seam',
    file: 'libs/persistence/src/own-built-in-driver.ts',
    source: `import { DatabaseSync } from 'node:sqlite'; export const open = DatabaseSync;`,
  },
  {
    rule: 'sqlite-under-adapters',
    file: 'libs/projections/src/raw-sql.ts',
    source: `import { driver } from '@sunledger/sqlite'; export const raw = driver;`,
  },
  {
    rule: 'only-wiring-knows-adapters',
    file: 'libs/event-store/src/picks-its-adapter.ts',
    source: `import { store } from './adapters/sqlite/store'; export const picked = store;`,
  },
  {
    rule: 'office-knows-no-storage',
    file: 'libs/disclosure-office/src/opens-the-database.ts',
    source: `import { source } from '@sunledger/persistence'; export const opened = source;`,
  },
  {
    rule: 'front-door-only',
    file: 'libs/disclosure-office/src/back-door.ts',
    source: `import { port } from '../../event-store/src/port'; export const taken = port;`,
  },
  {
    rule: 'testing-only-in-tests',
    file: 'libs/disclosure-case/src/ships-a-builder.ts',
    source: `import { given } from '@sunledger/decider/testing'; export const shipped = given;`,
  },
  {
    rule: 'libs-know-no-app',
    file: 'libs/wiring/src/knows-the-api.ts',
    source: `import { startApi } from '@sunledger/api'; export const known = startApi;`,
  },
  {
    rule: 'apps-do-not-meet',
    file: 'apps/worker/src/index.ts',
    source: `import { start } from '../../cli/src/index'; export const startWorker = start;`,
  },
  {
    rule: 'no-dev-packages-shipped',
    file: 'libs/ledger/src/ships-prettier.ts',
    source: `import { format } from 'prettier'; export const formatted = format;`,
  },
];

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [file, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `${source}\n`);
  }
}

function plantTree(files: readonly Readonly<Record<string, string>>[]): string {
  const root = mkdtempSync(join(tmpdir(), 'import-rules-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'tsconfig.spec.json']) {
    cpSync(join(repositoryRoot, file), join(root, file));
  }
  cpSync(join(repositoryRoot, 'package.json'), join(root, 'package.json'));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  for (const each of files) write(root, each);
  return root;
}

const rulesBrokenBy = (report: Cruise, file: string) => [
  ...new Set(
    report.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name),
  ),
];

describe('the import rules', () => {
  const roots: string[] = [];
  const cruiseTreeWith = (files: readonly Readonly<Record<string, string>>[]): Cruise => {
    const root = plantTree([cleanTree, ...files]);
    roots.push(root);
    return cruise(root, ['apps', 'libs', 'test']);
  };
  let planted: Cruise;

  beforeAll(() => {
    planted = cruiseTreeWith(
      plantedFaults.map(({ file, source, also }) => ({ [file]: source, ...also })),
    );
  });
  afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true, force: true })));

  it('let the clean small tree pass, and see all of its files', () => {
    const report = cruiseTreeWith([]);
    expect(report.summary.violations).toEqual([]);
    const seen = new Set(report.modules.map(({ source }) => source));
    for (const file of Object.keys(cleanTree)) expect(seen).toContain(file);
  });

  it.each(plantedFaults)('$rule refuses $file, and no other rule does', ({ rule, file }) => {
    expect(rulesBrokenBy(planted, file)).toEqual([rule]);
  });

  it('have a planted fault each', () => {
    const load = createRequire(__filename);
    const rules = load(join(repositoryRoot, '.dependency-cruiser.cjs')) as {
      forbidden: readonly { name: string }[];
    };
    const faulted = new Set(plantedFaults.map(({ rule }) => rule));
    expect(rules.forbidden.map(({ name }) => name).filter((name) => !faulted.has(name))).toEqual(
      [],
    );
  });
});

describe('the repository', () => {
  it('is read by the tool and keeps every import rule', () => {
    const { summary } = cruiseRepository();
    // Beside a TypeScript it cannot use, the tool reads nothing and is content.
    expect(summary.totalCruised).toBeGreaterThan(50);
    expect(
      summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    ).toEqual([]);
  });

  it('follows imports from one library into the sources of another', () => {
    const library = (file: string) => /^libs\/([^/]+)\/src\//.exec(file)?.[1];
    const edges = cruiseRepository().modules.flatMap(({ source, dependencies }) =>
      dependencies.filter(
        ({ resolved }) =>
          library(source) !== undefined &&
          library(resolved) !== undefined &&
          library(source) !== library(resolved),
      ),
    );
    expect(edges.length).toBeGreaterThan(20);
  });
});
