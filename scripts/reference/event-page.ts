import type { TObject } from '@sinclair/typebox';
import {
  accountEventDefinitions,
  agencyEventDefinitions,
  calendarEventDefinitions,
  registerEventDefinitions,
} from '@sunledger/agency-register';
import { reportFilingEvents } from '@sunledger/annual-report';
import { requestEventDefinitions } from '@sunledger/disclosure-case';
import { accessEventDefinitions, accessEventSchemas } from '@sunledger/disclosure-office';
import { remedyEventDefinitions } from '@sunledger/remedy';
import { reminderEventDefinitions } from '@sunledger/reminder';

import { code, page, type ReferencePage } from './page';
import { fieldTable } from './schema-words';

interface StoredType {
  readonly type: string;
  readonly version: number;
  readonly schema: TObject;
}

const accessSchemas: Readonly<Record<string, TObject>> = accessEventSchemas;

const accessTypes = (): readonly StoredType[] =>
  accessEventDefinitions.flatMap(({ type, version }) => {
    const schema = accessSchemas[type];
    return schema === undefined ? [] : [{ type, version, schema }];
  });

/** Every stored event type in its newest version. */
export function eventPage(): ReferencePage {
  return page('events.md', 'Events', [
    'Every fact the log can hold, in its newest version. Beside its data each has `occurredOn` (the legal date,',
    'Asia/Shanghai), `recordedAt` (the instant it was logged), the actor, the command it came from, and doubts',
    '(`warnings`) that did not stop it. Names are never changed or removed.',
    ...section('Stream `request-<id>`', requestEventDefinitions),
    ...section('Stream `remedy-<id>`', remedyEventDefinitions, [
      '`FactCorrected` as in a request.',
    ]),
    ...section('Stream `register-<agency>-<year>`', registerEventDefinitions),
    ...section('Stream `agency-<code>`', agencyEventDefinitions),
    ...section('Stream `account-<id>`', accountEventDefinitions),
    ...section('Streams `calendar-CN` and `calendar-<agency>`', calendarEventDefinitions),
    ...section('Stream `report-<agency>-<year>`', reportFilingEvents),
    ...section('Stream `reminders-<agency>-<year>`', reminderEventDefinitions),
    ...section('Who read personal data', accessTypes()),
  ]);
}

const section = (
  title: string,
  types: readonly StoredType[],
  notes: readonly string[] = [],
): readonly string[] => [
  '',
  `## ${title}`,
  ...notes.flatMap((note) => ['', note]),
  ...types.flatMap(({ type, version, schema }) => [
    '',
    `### ${code(type)} (version ${version})`,
    '',
    ...fieldTable(schema),
  ]),
];
