import { type Static, Type } from '@sinclair/typebox';
import type { DomainEvent } from '@sunledger/decider';

import { AgencyCode, defineEvents } from '../event-definition';

/** What a person is to the office (architecture §2). */
export const accountRoles = ['clerk', 'head', 'reportWriter', 'auditor', 'operator'] as const;
export type AccountRole = (typeof accountRoles)[number];

/** Ways in which a reminder reaches a person; `application` is the live list, nothing is sent. */
export const notificationChannels = ['application', 'mail', 'webhook'] as const;
export type NotificationChannelName = (typeof notificationChannels)[number];

/** The channels that something is sent by. */
export const outwardChannels = ['mail', 'webhook'] as const;
export type OutwardChannelName = (typeof outwardChannels)[number];

/** How pressing a reminder is, from the earliest to the latest. */
export const reminderLevels = ['upcoming', 'yellow', 'red', 'overdue'] as const;
export type AccountReminderLevel = (typeof reminderLevels)[number];

/** Whose message format a webhook takes. */
export const webhookFormats = ['generic', 'wecom', 'dingtalk', 'feishu'] as const;
export type WebhookFormat = (typeof webhookFormats)[number];

/** What the sealed contact data hold. */
export const contactFields = ['mail', 'webhookUrl', 'webhookSecret'] as const;
export type ContactField = (typeof contactFields)[number];

const oneOf = <Value extends string>(values: readonly Value[]) =>
  Type.Union(values.map((value) => Type.Literal(value)));

/** Letters, digits, `_` and `-`; it stands in addresses and in the name of a stream. */
export const accountIdPattern = '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$';
const AccountId = Type.String({ pattern: accountIdPattern });

export const timeOfDayPattern = '^([01]\\d|2[0-3]):[0-5]\\d$';

/** A time of day in Asia/Shanghai. */
const TimeOfDay = Type.String({
  pattern: timeOfDayPattern,
  description: 'HH:MM',
});

const Channels = Type.Array(oneOf(notificationChannels), {
  maxItems: notificationChannels.length,
  uniqueItems: true,
});

/** What a person has chosen; `quietHours` may run over midnight. */
export const NotificationPreferencesSchema = Type.Object(
  {
    /** By which channels each level is told; an empty list: not at all. */
    channels: Type.Object(
      { upcoming: Channels, yellow: Channels, red: Channels, overdue: Channels },
      { additionalProperties: false },
    ),
    /** Own hours in which nothing is sent, in place of those of the office. */
    quietHours: Type.Optional(
      Type.Object({ from: TimeOfDay, to: TimeOfDay }, { additionalProperties: false }),
    ),
    /** Nothing is sent earlier in the day than this. */
    digestAt: Type.Optional(TimeOfDay),
    /** Whether a head is told what others let become overdue. */
    escalations: Type.Boolean(),
    webhookFormat: Type.Optional(oneOf(webhookFormats)),
  },
  { additionalProperties: false },
);
export type NotificationPreferences = Static<typeof NotificationPreferencesSchema>;

/** Sealed under a key of the account; names of the fields stay readable. */
export const SealedContact = Type.Object({
  sealed: Type.String(),
  fields: Type.Array(oneOf(contactFields)),
});

/** Every fact about one account (stream `account-<id>`). */
export const accountEventSchemas = {
  /** `name` is that of somebody in office; it is no personal data of an applicant. */
  AccountOpened: Type.Object({
    accountId: AccountId,
    agency: AgencyCode,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    role: oneOf(accountRoles),
  }),
  /** The preferences as a whole; without `contact` the contact data stay as they were. */
  NotificationPreferencesSet: Type.Object({
    accountId: AccountId,
    ...NotificationPreferencesSchema.properties,
    contact: Type.Optional(SealedContact),
  }),
  /** Of the token only its SHA-256 is kept, in hex; a feed opened later replaces it. */
  CalendarFeedOpened: Type.Object({
    accountId: AccountId,
    tokenHash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  /** Ends reminders and the calendar feed; the key of the contact data is destroyed with it. */
  AccountClosed: Type.Object({ accountId: AccountId }),
} as const;

export type AccountEventType = keyof typeof accountEventSchemas;
export type AccountEvent = {
  [Name in AccountEventType]: DomainEvent<Name, Static<(typeof accountEventSchemas)[Name]>>;
}[AccountEventType];

export const accountEventDefinitions = defineEvents<AccountEventType>(accountEventSchemas);
