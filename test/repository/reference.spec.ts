import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { requestCommands, requestEventSchemas } from '@sunledger/disclosure-case';
import { PolicySchema } from '@sunledger/policy';
import { referencePages } from '../../scripts/reference/reference-pages';
import { repositoryRoot } from './cruise';
import { readKept } from './source-files';

const pages = referencePages();
const textOf = (file: string) => pages.find((page) => page.file === file)?.text ?? '';

describe('the reference pages', () => {
  it.each(pages)('$file is fresh; `npm run reference` writes it anew', ({ file, text }) => {
    const path = join('docs', 'reference', file);
    expect(existsSync(join(repositoryRoot, path)) ? readKept(path) : 'missing').toBe(text);
  });

  it.each(Object.keys(requestCommands))('have the command %s', (type) => {
    expect(textOf('commands.md')).toContain(`### \`${type}\` `);
  });

  it.each(Object.keys(requestEventSchemas))('have the event %s', (type) => {
    expect(textOf('events.md')).toContain(`### \`${type}\` `);
  });

  it.each(Object.keys(PolicySchema.properties))('have the switch %s', (name) => {
    expect(textOf('policy.md')).toMatch(new RegExp(`^[|] \`${name}[.\`]`, 'm'));
  });

  it.each(['start', 'import', 'report', 'calendar add'])('have the command line %s', (command) => {
    expect(textOf('cli.md')).toContain(`## sunledger ${command}\n`);
  });
});
