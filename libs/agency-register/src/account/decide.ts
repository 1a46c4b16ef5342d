import { type Static, type TObject, Type } from '@sinclair/typebox';
import { type Decider, refuse, type Refusal } from '@sunledger/decider';
import type { IsoDate } from '@sunledger/working-days';

import { agencyRefusals, type KnownAgency } from '../agency/decide';
import { type CommandDefinition, decideBy, type GeneralRefusal, generalRefusals } from '../command';
import { OnDate } from '../event-definition';
import { type Account, evolveAccount, usesChannel } from './account';
import {
  type AccountEvent,
  accountEventSchemas,
  accountIdPattern,
  type ContactField,
  type NotificationPreferences,
  type OutwardChannelName,
  outwardChannels,
  timeOfDayPattern,
} from './events';

/** Every reason for which a command about an account is turned down. */
export const accountRefusals = {
  ...generalRefusals,
  'account-id-malformed': '账户编号“{accountId}”只能用字母、数字、下划线和连字符，最多 64 个字符。',
  'account-taken': '账户编号“{accountId}”已由“{name}”使用，请换一个。',
  'account-unknown': '没有编号为“{accountId}”的账户。',
  'account-closed': '该账户已于 {closedOn} 停用；需要恢复的，请另开账户。',
  'contact-missing':
    '所选的提醒方式还缺联系方式 {field}（mail 为邮箱地址，webhookUrl 为机器人地址）。',
  'quiet-hours-malformed':
    '免打扰时段“{given}”的格式不对：请写成 22:00-08:00 这样的起止时刻，小时和分钟各写两位（00:00 至 23:59）。',
  'digest-time-malformed':
    '发送时刻“{given}”的格式不对：请写成 08:30 这样的时刻，小时和分钟各写两位（00:00 至 23:59）。',
  'quiet-hours-empty': '免打扰时段的起止时间不能相同（{from}）。',
  'agency-unknown': agencyRefusals['agency-unknown'],
  'agency-closed': agencyRefusals['agency-closed'],
  'date-before-last-step': '日期 {on} 早于上一步骤的日期 {lastOn}，请核对。',
} as const;
export type AccountRefusal = keyof typeof accountRefusals;

export interface AccountFacts {
  /** Today in Asia/Shanghai. */
  readonly today: IsoDate;
  /** Every agency there is. */
  readonly agencies: readonly KnownAgency[];
  /** Of whom a command speaks; for the sentence where no such account exists. */
  readonly accountId: string;
}

type Answer = readonly AccountEvent[] | Refusal<AccountRefusal>;

const command = <Schema extends TObject>(
  definition: CommandDefinition<Account | null, AccountFacts, AccountEvent, AccountRefusal, Schema>,
) => definition;

const on = { on: OnDate };
const { AccountOpened, NotificationPreferencesSet, CalendarFeedOpened, AccountClosed } =
  accountEventSchemas;

/** What each channel cannot do without. */
const neededBy: Readonly<Record<OutwardChannelName, ContactField>> = {
  mail: 'mail',
  webhook: 'webhookUrl',
};

/** Every command about one account. */
export const accountCommands = {
  OpenAccount: command({
    label: '开立账户',
    // The pattern of the id has a refusal of its own, which a person understands better.
    schema: Type.Object({ ...on, ...AccountOpened.properties, accountId: Type.String() }),
    decide: ({ on: occurredOn, ...data }, state, { agencies }): Answer => {
      const { accountId, agency } = data;
      if (!new RegExp(accountIdPattern).test(accountId)) {
        return refuse('account-id-malformed', { accountId });
      }
      if (state !== null) return refuse('account-taken', { accountId, name: state.name });
      const known = agencies.find(({ code }) => code === agency);
      if (known === undefined) return refuse('agency-unknown', { agency });
      const { closedOn } = known;
      if (typeof closedOn === 'string') return refuse('agency-closed', { agency, closedOn });
      return [{ type: 'AccountOpened', occurredOn, data }];
    },
  }),
  SetNotificationPreferences: command({
    label: '设置提醒方式',
    // The pattern of a time of day has refusals of its own, which a person understands better.
    schema: Type.Object({
      ...on,
      ...NotificationPreferencesSet.properties,
      quietHours: Type.Optional(Type.Object({ from: Type.String(), to: Type.String() })),
      digestAt: Type.Optional(Type.String()),
    }),
    decide: ({ on: occurredOn, ...data }, state, facts): Answer =>
      withAccount(state, occurredOn, facts, (account) => {
        const { quietHours, contact } = data;
        const malformed = timesRefusal(data);
        if (malformed !== undefined) return malformed;
        if (quietHours !== undefined && quietHours.from === quietHours.to) {
          return refuse('quiet-hours-empty', { from: quietHours.from });
        }
        const fields = (contact ?? account.contact)?.fields ?? [];
        const bare = outwardChannels.find(
          (channel) => usesChannel(data, channel) && !fields.includes(neededBy[channel]),
        );
        return bare === undefined
          ? [{ type: 'NotificationPreferencesSet', occurredOn, data }]
          : refuse('contact-missing', { channel: bare, field: neededBy[bare] });
      }),
  }),
  OpenCalendarFeed: command({
    label: '开通日历订阅',
    schema: Type.Object({ ...on, ...CalendarFeedOpened.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts): Answer =>
      withAccount(state, occurredOn, facts, () => [
        { type: 'CalendarFeedOpened', occurredOn, data },
      ]),
  }),
  CloseAccount: command({
    label: '停用账户',
    schema: Type.Object({ ...on, ...AccountClosed.properties }),
    decide: ({ on: occurredOn, ...data }, state, facts): Answer =>
      withAccount(state, occurredOn, facts, () => [{ type: 'AccountClosed', occurredOn, data }]),
  }),
} as const;

const isTimeOfDay = (text: string): boolean => new RegExp(timeOfDayPattern).test(text);

/** Times of day that are none, each with the form in which it should stand. */
function timesRefusal({
  quietHours,
  digestAt,
}: Pick<NotificationPreferences, 'quietHours' | 'digestAt'>): Refusal<AccountRefusal> | undefined {
  if (quietHours !== undefined) {
    const { from, to } = quietHours;
    if (!isTimeOfDay(from) || !isTimeOfDay(to)) {
      return refuse('quiet-hours-malformed', { given: `${from}-${to}` });
    }
  }
  return digestAt === undefined || isTimeOfDay(digestAt)
    ? undefined
    : refuse('digest-time-malformed', { given: digestAt });
}

/** What every change of an account needs: one that was opened, is not closed, and in order. */
function withAccount(
  state: Account | null,
  on: IsoDate,
  { accountId }: AccountFacts,
  decided: (account: Account) => Answer,
): Answer {
  if (state === null) return refuse('account-unknown', { accountId });
  const { closedOn, changedOn } = state;
  if (closedOn !== undefined) return refuse('account-closed', { accountId, closedOn });
  if (on < changedOn) return refuse('date-before-last-step', { on, lastOn: changedOn });
  return decided(state);
}

export type AccountCommandType = keyof typeof accountCommands;
/** A command about one account. `on` is the day of what happened. */
export type AccountCommand = {
  [Name in AccountCommandType]: Static<(typeof accountCommands)[Name]['schema']> & {
    readonly type: Name;
  };
}[AccountCommandType];

/** What one command does to one account: an event, or a refusal with its code and facts. */
export const decideAccount: (
  command: AccountCommand,
  state: Account | null,
  facts: AccountFacts,
) => readonly AccountEvent[] | Refusal<AccountRefusal | GeneralRefusal> = decideBy<
  Account | null,
  AccountFacts,
  AccountEvent,
  AccountRefusal
>(accountCommands);

/** The aggregate of one account. */
export const account: Decider<
  Account | null,
  AccountCommand,
  AccountEvent,
  AccountFacts,
  AccountRefusal
> = { initial: null, decide: decideAccount, evolve: evolveAccount };
