import type { TSchema } from '@sinclair/typebox';
import { PolicySchema } from '@sunledger/policy';
import { settingDescriptions } from '@sunledger/settings';

import { code, page, type ReferencePage, table } from './page';
import { wordsOf } from './schema-words';

export function settingsPage(): ReferencePage {
  return page('settings.md', 'Settings', [
    'Read from the environment once, at start; all faults are reported at once. An empty value means the default.',
    '',
    ...table(
      ['variable', 'default', 'meaning'],
      settingDescriptions.map(({ variable, default: initial, description }) => [
        code(variable),
        initial === '' ? '' : code(initial),
        description,
      ]),
    ),
  ]);
}

/** Every switch where the law is silent. */
export function policyPage(): ReferencePage {
  const switches: Readonly<Record<string, TSchema>> = PolicySchema.properties;
  return page('policy.md', 'Policy switches 统计口径', [
    'Points on which the law is silent or our reading is unconfirmed. `policy.json` in the data directory holds',
    'the switches that differ from the defaults, e.g. `{ "closedOn": "signed", "reminderDays": { "yellow": 7 } }`.',
    'A fault in it stops every command.',
    '',
    ...table(
      ['switch', 'default', 'takes', 'meaning'],
      Object.entries(switches).flatMap(([name, schema]) => rowsOf(name, schema)),
    ),
  ]);
}

const rowsOf = (name: string, schema: TSchema): readonly (readonly string[])[] =>
  schema['type'] === 'object'
    ? Object.entries(schema['properties'] as Readonly<Record<string, TSchema>>).flatMap(
        ([inner, field]) => rowsOf(`${name}.${inner}`, field),
      )
    : [
        [
          code(name),
          code(String(schema['default'])),
          wordsOf(schema),
          String(schema['description'] ?? ''),
        ],
      ];
