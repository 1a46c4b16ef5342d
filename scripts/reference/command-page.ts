import type { TObject } from '@sinclair/typebox';
import {
  accountCommands,
  agencyCommands,
  calendarCommands,
  registerCommands,
} from '@sunledger/agency-register';
import { type CaseStatus, caseStatusLabels, requestCommands } from '@sunledger/disclosure-case';
import { remedyCommands } from '@sunledger/remedy';

import { code, page, type ReferencePage, table } from './page';
import { fieldTable } from './schema-words';

interface Described {
  readonly label: string;
  readonly schema: TObject;
  readonly permittedIn?: readonly CaseStatus[];
}

/** Every command with its label, the statuses it is permitted in, and its fields. */
export function commandPage(): ReferencePage {
  return page('commands.md', 'Commands', [
    'What may be done to a request, a remedy, an agency, an account, a register and a calendar. `on` is the legal date',
    'of what happened. A command about a request takes `lateReason` too, when it is logged long after it happened.',
    '',
    '## Statuses of a request',
    '',
    ...table(
      ['status', 'label'],
      Object.entries(caseStatusLabels).map(([status, label]) => [code(status), label]),
    ),
    ...section('A request', requestCommands),
    ...section('A 行政复议 or 行政诉讼', remedyCommands),
    ...section('An agency', agencyCommands),
    ...section('An account', accountCommands),
    ...section('A register of serial numbers', registerCommands),
    ...section('A calendar', calendarCommands),
  ]);
}

const section = (
  title: string,
  commands: Readonly<Record<string, Described>>,
): readonly string[] => [
  '',
  `## ${title}`,
  ...Object.entries(commands).flatMap(([type, { label, schema, permittedIn }]) => [
    '',
    `### ${code(type)} ${label}`,
    '',
    ...(permittedIn === undefined ? [] : [`Permitted in: ${statusWords(permittedIn)}.`, '']),
    ...fieldTable(schema),
  ]),
];

const statusWords = (statuses: readonly CaseStatus[]): string =>
  statuses.map((status) => `${caseStatusLabels[status]} (${code(status)})`).join(', ');
