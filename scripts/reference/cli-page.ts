import { sunledgerProgram } from '@sunledger/cli';

import { page, type ReferencePage } from './page';

type Command = ReturnType<typeof sunledgerProgram>;

const silent = { out: () => undefined, err: () => undefined, interactive: false };

/** Columns of a help text, whatever terminal the generator runs in. */
const helpWidth = 100;

/** Every command with the help it prints. */
export function cliPage(): ReferencePage {
  return page('cli.md', 'Command line', [
    'Run from the repository root as `npm run -s sunledger -- <command>`. Exit code 0: done; 1: refused;',
    '2: not understood. Results go to standard output; errors, warnings and progress to standard error.',
    'With `--json`, what is printed on standard output is JSON.',
    '',
    ...sectionsOf(sunledgerProgram(silent), []),
  ]);
}

function sectionsOf(command: Command, above: readonly string[]): readonly string[] {
  command.configureOutput({ getOutHelpWidth: () => helpWidth, getErrHelpWidth: () => helpWidth });
  const path = [...above, command.name()];
  return [
    `## ${path.join(' ')}`,
    '',
    '```text',
    command.helpInformation().trimEnd(),
    '```',
    '',
    ...command.commands.flatMap((sub) => sectionsOf(sub, path)),
  ];
}
