import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruiseRepository, repositoryRoot } from './cruise';
import { isCode, isSpec, keptFiles, readKept, readKeptJson } from './source-files';
import { untidyLines, untidyNames } from './tidiness';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Project {
  readonly references?: readonly { readonly path: string }[];
}

const files = keptFiles();
const workspaces = files
  .filter((file) => /^(apps|libs)\/[^/]+\/package[.]json$/.test(file))
  .map((file) => file.replace('/package.json', ''));
const libraries = workspaces.filter((workspace) => workspace.startsWith('libs/'));

describe('a tidy text', () => {
  const marker = 'TO' + 'DO';

  it.each([
    ['leftover', 'docs/page.md', `a sentence. ${marker}: another`],
    ['machine-path', 'docs/page.md', ['open ', '/home', '/someone/file'].join('')],
    ['foreign-host', 'docs/page.md', `see https:${'//'}wiki.intranet.corp/page`],
    ['locked-address', 'package-lock.json', `"resolved": "https:${'//'}mirror/a.tgz"`],
    ['skipped-spec', 'libs/decider/src/decider.spec.ts', `it.${'skip'}('is ignored', () => {});`],
    ['disable-without-reason', 'libs/decider/src/decider.ts', `// eslint-${'disable'}-next-line x`],
  ])('refuses a %s', (rule, file, line) => {
    expect(untidyLines(file, `first\n${line}\n`)).toEqual([`${rule} ${file}:2`]);
  });

  it('lets honest lines pass', () => {
    const text = [
      'see http://localhost:8080/api/openapi.json and https://www.gov.cn/zhengce/',
      'data lives in ./data or /var/lib/sunledger',
      `const page = 'https://' + host;`,
    ].join('\n');
    expect(untidyLines('libs/decider/src/decider.ts', text)).toEqual([]);
  });

  it.each([
    ['libs/decider/src/date-utils.ts', ['empty-word libs/decider/src/date-utils.ts (utils)']],
    ['libs/common/src/index.ts', ['empty-word libs/common/src/index.ts (common)']],
    ['libs/decider/src/DateRange.ts', ['not-kebab-case libs/decider/src/DateRange.ts']],
    ['libs/decider/src/date-range.int.spec.ts', []],
  ])('judges the name %s', (file, faults) => {
    expect(untidyNames(file)).toEqual(faults);
  });
});

describe('the repository', () => {
  it('has no untidy line', () => {
    expect(files.flatMap((file) => untidyLines(file, readKept(file)))).toEqual([]);
  });

  it('has no untidy name', () => {
    expect(files.flatMap(untidyNames)).toEqual([]);
  });

  it('lists its long files, each with the reason', () => {
    const reasons = readKeptJson<Record<string, string>>('test/repository/long-files.json');
    const isLong = (file: string) => readKept(file).trimEnd().split('\n').length > 300;
    expect(files.filter((file) => isCode(file) && isLong(file)).sort()).toEqual(
      Object.keys(reasons).sort(),
    );
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/\w+ \w+ \w+/);
  });

  it('pins every package exactly', () => {
    const loose = ['.', ...workspaces].flatMap((workspace) => {
      const { dependencies, devDependencies, optionalDependencies } = readKeptJson<Manifest>(
        join(workspace, 'package.json'),
      );
      return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
        .filter(([, version]) => !/^\d+[.]\d+[.]\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${workspace}: ${name} ${version}`);
    });
    expect(loose).toEqual([]);
  });
});

describe('the source files', () => {
  const entry =
    /\/src\/(testing\/)?index[.]ts$|\/main[.]ts$|\/bin\/[^/]+[.]js$|\/scripts\/|\/e2e\/children\//;

  it('are imported by something that ships, or are an entry', () => {
    const unimported = cruiseRepository()
      .modules.filter(({ source }) => /^(apps|libs)\//.test(source))
      .filter(({ source }) => !isSpec(source) && !entry.test(source))
      .filter(({ dependents }) => !dependents.some((dependent) => !isSpec(dependent)));
    expect(unimported.map(({ source }) => source)).toEqual([]);
  });

  it('of tests are specs or are imported by one', () => {
    const unimported = cruiseRepository()
      .modules.filter(({ source }) => isSpec(source) && /^(apps|libs|test)\//.test(source))
      .filter(({ source }) => !source.endsWith('.spec.ts') && !entry.test(source))
      .filter(({ dependents }) => dependents.length === 0);
    expect(unimported.map(({ source }) => source)).toEqual([]);
  });
});

describe('every library', () => {
  const allOf = (folder: string) => files.filter((file) => file.startsWith(`${folder}/src/`));

  it.each(libraries)('%s has one front door that lists names', (library) => {
    const door = readKept(`${library}/src/index.ts`);
    expect(door).toMatch(/^export (type )?\{\s*\w/m);
    expect(door).not.toMatch(/^export (default|[*])/m);
  });

  it.each(libraries)('%s has no second barrel', (library) => {
    const barrels = allOf(library).filter((file) => /\/index[.]ts$/.test(file));
    const doors = [`${library}/src/index.ts`, `${library}/src/testing/index.ts`];
    expect(barrels.filter((file) => !doors.includes(file))).toEqual([]);
  });

  it('is built by the root project, and its testing code is found by name', () => {
    const root = readKeptJson<Project>('tsconfig.json').references?.map(({ path }) => path);
    expect([...(root ?? [])].sort()).toEqual([...workspaces].sort());
    const { compilerOptions } = readKeptJson<{
      compilerOptions: { paths: Readonly<Record<string, readonly string[]>> };
    }>('tsconfig.spec.json');
    const unnamed = libraries
      .filter((library) => existsSync(join(repositoryRoot, library, 'src/testing/index.ts')))
      .filter((library) => !(`@sunledger/${library.slice(5)}/testing` in compilerOptions.paths));
    expect(unnamed).toEqual([]);
  });

  it('refers to each library that it imports, so that the build has an order', () => {
    const owner = (file: string) => /^((?:apps|libs)\/[^/]+)\/src\//.exec(file)?.[1];
    const missing = cruiseRepository().modules.flatMap(({ source, dependencies }) => {
      const from = owner(source);
      if (from === undefined || isSpec(source)) return [];
      const { references } = readKeptJson<Project>(`${from}/tsconfig.json`);
      const known = references?.map(({ path }) => path.replace('../../', '')) ?? [];
      return dependencies
        .map(({ resolved }) => owner(resolved))
        .filter((to) => to !== undefined && to !== from && !known.includes(to))
        .map((to) => `${from} -> ${String(to)}`);
    });
    expect([...new Set(missing)]).toEqual([]);
  });
});
