import { type Static, type TObject, Type } from '@sinclair/typebox';
import type { DomainEvent } from '@sunledger/decider';

import { dutyKinds } from './duty';
import { reminderLevels } from './level';

const strict = { additionalProperties: false } as const;
const OnDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD' });
const Id = Type.String({ minLength: 1, maxLength: 100 });

const oneOf = <Value extends string>(values: readonly Value[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

/** One reminder of an issue. Nothing in it identifies an applicant. */
export const ReminderItemSchema = Type.Object(
  {
    /** `request-<id>`, `remedy-<id>`, `report-<year>` or `calendar`. */
    subject: Type.String({ minLength: 1, maxLength: 120 }),
    duty: oneOf(dutyKinds),
    reference: Type.String({ maxLength: 200 }),
    caseId: Type.Optional(Id),
    serialNumber: Type.Optional(Type.String({ maxLength: 200 })),
    dueOn: OnDate,
    level: oneOf(reminderLevels),
    provisional: Type.Boolean(),
    /** It should have gone out on an earlier day and did not. */
    catchingUp: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type ReminderItem = Static<typeof ReminderItemSchema>;

/** Who an issue went to (or could not go to), and by which channel. */
const destination = {
  /** The id of the `RemindersIssued` event. */
  issueId: Id,
  accountId: Id,
  channel: Type.String({ minLength: 1, maxLength: 50 }),
};

/**
 * Every fact of the stream `reminders-<agency>-<year>`, the year being that of the issue. Names are
 * never changed or removed; a changed shape gets a new version and an upcast.
 */
export const reminderEventSchemas = {
  /** What an agency was reminded of in one run. */
  RemindersIssued: Type.Object(
    {
      agency: Type.String({ minLength: 1 }),
      on: OnDate,
      items: Type.Array(ReminderItemSchema, { minItems: 1 }),
    },
    strict,
  ),
  /** The digest of an issue reached a person by a channel. */
  ReminderDelivered: Type.Object(
    { ...destination, messageId: Type.String({ maxLength: 500 }) },
    strict,
  ),
  /** It could not be sent, and will not be tried again. */
  ReminderDeliveryAbandoned: Type.Object(
    {
      ...destination,
      attempts: Type.Integer({ minimum: 0 }),
      reason: Type.String({ minLength: 1, maxLength: 1000 }),
    },
    strict,
  ),
} as const;

export type ReminderEventType = keyof typeof reminderEventSchemas;

export type ReminderEventData<Name extends ReminderEventType> = Static<
  (typeof reminderEventSchemas)[Name]
>;

export type ReminderEvent = {
  [Name in ReminderEventType]: DomainEvent<Name, ReminderEventData<Name>>;
}[ReminderEventType];

/** An event with the id the log knows it by; that of an issue is what deliveries name. */
export type LoggedReminderEvent = ReminderEvent & { readonly id: string };

export interface ReminderEventDefinition {
  readonly type: ReminderEventType;
  readonly version: 1;
  readonly schema: TObject;
}

/** The catalogue the event store checks against on write and read. */
export const reminderEventDefinitions: readonly ReminderEventDefinition[] = Object.entries(
  reminderEventSchemas,
).map(([type, schema]) => ({
  // Object.entries forgets that its keys are the keys of the object.
  type: type as ReminderEventType,
  version: 1,
  schema,
}));
