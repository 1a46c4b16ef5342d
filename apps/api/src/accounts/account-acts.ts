import { Command, Query } from '@nestjs/cqrs';
import type { Refusal } from '@sunledger/decider';
import type {
  AccountView,
  CommandContext,
  NewAccount,
  Office,
  Outcome,
  PreferencesChange,
} from '@sunledger/disclosure-office';

import { commandHandler, queryHandler } from '../cqrs-handlers';

export type ShownAccount = AccountView & { readonly revision: number };
type Channel = Parameters<Office['accounts']['sendTest']>[1];

export class OpenAccount extends Command<Outcome> {
  constructor(
    readonly account: NewAccount,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class SetPreferences extends Command<Outcome> {
  constructor(
    readonly accountId: string,
    readonly change: PreferencesChange,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class CloseAccount extends Command<Outcome> {
  constructor(
    readonly accountId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** Opens the calendar feed of an account; the one before it ends. */
export class OpenCalendarFeed extends Command<Outcome & { readonly token?: string }> {
  constructor(
    readonly accountId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class SendTestMessage extends Command<{ readonly messageId: string } | Refusal> {
  constructor(
    readonly accountId: string,
    readonly channel: Channel,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class ListAccounts extends Query<readonly AccountView[] | Refusal> {
  constructor(
    readonly agency: string | undefined,
    readonly closed: boolean,
  ) {
    super();
  }
}

export class GetAccount extends Query<ShownAccount | Refusal> {
  constructor(readonly accountId: string) {
    super();
  }
}

/** The feed, or null when account or token are not the right ones. */
export class GetCalendarFeed extends Query<string | null> {
  constructor(
    readonly accountId: string,
    readonly token: string,
  ) {
    super();
  }
}

export const accountHandlers = [
  commandHandler(OpenAccount, ({ accounts }, { account, context }) =>
    accounts.open(account, context),
  ),
  commandHandler(SetPreferences, ({ accounts }, { accountId, change, context }) =>
    accounts.setPreferences(accountId, change, context),
  ),
  commandHandler(CloseAccount, ({ accounts }, { accountId, context }) =>
    accounts.close(accountId, context),
  ),
  commandHandler(OpenCalendarFeed, ({ accounts }, { accountId, context }) =>
    accounts.openCalendarFeed(accountId, context),
  ),
  commandHandler(SendTestMessage, ({ accounts }, { accountId, channel, context }) =>
    accounts.sendTest(accountId, channel, context),
  ),
  queryHandler(ListAccounts, ({ accounts }, { agency, closed }) =>
    accounts.list({
      ...(agency === undefined ? {} : { agency }),
      ...(closed ? { closed } : {}),
    }),
  ),
  queryHandler(GetAccount, ({ accounts }, { accountId }) => accounts.get(accountId)),
  queryHandler(GetCalendarFeed, ({ accounts }, { accountId, token }) =>
    accounts.calendarFeed(accountId, token),
  ),
];
