import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settingDescriptions } from '@sunledger/settings';
import { repositoryRoot } from './cruise';
import { keptFiles, readKept, readKeptJson } from './source-files';

const pages = keptFiles().filter((file) => file.endsWith('.md'));
const { scripts } = readKeptJson<{ scripts: Readonly<Record<string, string>> }>('package.json');

const linksOf = (text: string) =>
  [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));

/** Paths from the repository's root that a page names in code type, e.g. `libs/policy/src/policy.ts`. */
const pathsOf = (text: string) =>
  [...text.matchAll(/`((?:apps|libs|deploy|docs|scripts|test)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  );

const scriptsOf = (text: string) =>
  [...text.matchAll(/npm run (?:-s )?([a-z][\w:]*)/g)].map(([, script = '']) => script);

describe('the pages', () => {
  it.each(pages)('%s links to what exists', (page) => {
    const dead = linksOf(readKept(page)).filter(
      (target) => !existsSync(join(repositoryRoot, dirname(page), target)),
    );
    expect(dead).toEqual([]);
  });

  it.each(pages)('%s names files that exist', (page) => {
    const missing = pathsOf(readKept(page)).filter(
      (path) => !existsSync(join(repositoryRoot, path)),
    );
    expect(missing).toEqual([]);
  });

  it.each(pages)('%s names npm scripts that exist', (page) => {
    expect(scriptsOf(readKept(page)).filter((script) => !(script in scripts))).toEqual([]);
  });

  it('are read for links, paths and scripts', () => {
    const all = pages.map(readKept).join('\n');
    expect(linksOf(all).length).toBeGreaterThan(10);
    expect(pathsOf(all).length).toBeGreaterThan(10);
    expect(scriptsOf(all)).toContain('check');
  });
});

describe('both READMEs', () => {
  it('show the same commands and name the same files', () => {
    const commands = (page: string) =>
      [...readKept(page).matchAll(/^npm .*/gm)].map(([command]) =>
        command.replace('台账.csv', 'ledger.csv'),
      );
    expect(commands('README.zh-CN.md')).toEqual(commands('README.md'));
    expect(pathsOf(readKept('README.zh-CN.md'))).toEqual(pathsOf(readKept('README.md')));
  });
});

describe('the example environment', () => {
  it('names only settings that exist', () => {
    const example = readKept('deploy/embedded/sunledger.env.example');
    const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, variable = '']) => variable);
    // The driver is chosen below the settings, before anything can be read.
    const known = [
      ...settingDescriptions.map(({ variable }) => variable),
      ...settingDescriptions.map(({ variable, secret }) => (secret ? `${variable}_FILE` : '')),
      'SUNLEDGER_SQLITE_DRIVER',
    ];
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((variable) => !known.includes(variable))).toEqual([]);
  });
});
