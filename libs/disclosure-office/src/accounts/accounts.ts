import {
  type Account,
  type AccountCommand,
  type AccountEvent,
  type AccountRefusal,
  type AccountRole,
  contactFields,
  decideAccount,
  foldAccount,
  type OutwardChannelName,
} from '@sunledger/agency-register';
import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import type { StoredEvent } from '@sunledger/event-store';
import type { Sent } from '@sunledger/notification';
import type { AccountQuestion } from '@sunledger/projections';

import type { Calendars } from '../calendars';
import { type DecidedEvent, handleCommand, isDone, type Outcome } from '../command-handler';
import { accountStream } from '../identity';
import type { CommandContext, OfficeParts } from '../parts';
import { calendarFeed, calendarToken, calendarTokenHash } from './calendar-feed';
import { addressesOf, addressRefusal, changedContact, contactOwner, openContact } from './contact';
import { changedPreferences, type PreferencesChange } from './preferences-change';
import type { ContactRefusal, TestMessageRefusal } from './refusals';
import { silentMailWarnings } from './silent-mail';
import { sendTestMessage } from './test-message';

/** Somebody to be reminded. */
export interface NewAccount {
  readonly accountId: string;
  readonly agency: string;
  readonly name: string;
  readonly role: AccountRole;
}

/** An account as it is shown: of contact data and token only whether there are any. */
export type AccountView = Omit<Account, 'contact' | 'calendarTokenHash'> & {
  readonly contactFields: NonNullable<Account['contact']>['fields'];
  readonly calendarFeed: boolean;
};

const viewOf = ({ contact, calendarTokenHash: hash, ...account }: Account): AccountView => ({
  ...account,
  contactFields: contact?.fields ?? [],
  calendarFeed: hash !== undefined,
});

const accountFrom = (logged: readonly StoredEvent[]): Account | null =>
  // The catalogue has checked each event against the schema of its type.
  foldAccount(logged as unknown as readonly AccountEvent[]);

/** The people who are reminded: who they are, how they are reached, their calendars. */
export class Accounts {
  constructor(
    private readonly parts: OfficeParts,
    private readonly calendars: Calendars,
  ) {}

  open(account: NewAccount, context: CommandContext): Promise<Outcome<AccountRefusal>> {
    const on = this.calendars.today();
    return this.handle(account.accountId, context, (state) =>
      this.decided({ type: 'OpenAccount', on, ...account }, state),
    );
  }

  /**
   * Changes what a person has chosen; contact data are sealed before anything is decided. Warns of
   * mail that nobody can send yet, which is no reason to refuse: the server may be set up later.
   */
  async setPreferences(
    accountId: string,
    change: PreferencesChange,
    context: CommandContext,
  ): Promise<Outcome<AccountRefusal | ContactRefusal>> {
    const outcome = await this.changePreferences(accountId, change, context);
    const account = isDone(outcome) ? await this.get(accountId) : undefined;
    if (!isDone(outcome) || account === undefined || isRefusal(account)) return outcome;
    const silent = silentMailWarnings(this.parts, account.preferences);
    return { ...outcome, warnings: [...outcome.warnings, ...silent] };
  }

  /** Open accounts, by id, that have chosen mail while there is no server to send it by. */
  async waitingForMailServer(): Promise<readonly string[]> {
    await this.caughtUp();
    const open = await this.parts.readModels.accounts.list();
    return open
      .filter(({ preferences }) => silentMailWarnings(this.parts, preferences).length > 0)
      .map(({ accountId }) => accountId);
  }

  private changePreferences(
    accountId: string,
    change: PreferencesChange,
    context: CommandContext,
  ): Promise<Outcome<AccountRefusal | ContactRefusal>> {
    return this.handle<ContactRefusal>(accountId, context, async (state) => {
      const { parts } = this;
      // The aggregate says the same; here it keeps a key from being made for nobody.
      if (state === null) return refuse('account-unknown', { accountId });
      const { closedOn } = state;
      if (closedOn !== undefined) return refuse('account-closed', { accountId, closedOn });
      const preferences = changedPreferences(state, change);
      const contact = changedContact(await openContact(parts, state), change.contact ?? {});
      const refused = addressRefusal(parts, addressesOf(contact, preferences));
      if (refused !== undefined) return refused;
      const command = {
        type: 'SetNotificationPreferences',
        on: this.calendars.today(),
        accountId,
        ...preferences,
      } as const;
      if (change.contact === undefined) return this.decided(command, state);
      const { sealed } = await parts.vault.seal(contactOwner(accountId), contact);
      const fields = contactFields.filter((field) => contact[field] !== undefined);
      return this.decided({ ...command, contact: { sealed, fields } }, state);
    });
  }

  /**
   * Closes an account: first the fact, then the key of the contact data. When the second step is
   * cut short, asking again finishes it.
   */
  async close(accountId: string, context: CommandContext): Promise<Outcome<AccountRefusal>> {
    const on = this.calendars.today();
    const outcome = await this.handle(accountId, context, (state) =>
      this.decided({ type: 'CloseAccount', on, accountId }, state),
    );
    const closed = isRefusal(outcome) ? outcome.refused === 'account-closed' : isDone(outcome);
    if (closed) await this.parts.vault.erase(contactOwner(accountId));
    return outcome;
  }

  /**
   * Opens the calendar feed, or revokes the present one by a new one. The token is shown here and
   * never again.
   */
  async openCalendarFeed(
    accountId: string,
    context: CommandContext,
  ): Promise<Outcome<AccountRefusal> & { readonly token?: string }> {
    const token = calendarToken(this.parts, accountId, context.commandId);
    const tokenHash = calendarTokenHash(token);
    const on = this.calendars.today();
    const outcome = await this.handle(accountId, context, (state) =>
      this.decided({ type: 'OpenCalendarFeed', on, accountId, tokenHash }, state),
    );
    return isDone(outcome) ? { ...outcome, token } : outcome;
  }

  /** The feed, or null when the account or the token is not the right one. */
  async calendarFeed(accountId: string, token: string): Promise<string | null> {
    await this.caughtUp();
    return calendarFeed(this.parts, this.calendars, accountId, token);
  }

  /** By agency and id; closed ones only when asked for. */
  async list(
    question: AccountQuestion = {},
  ): Promise<readonly AccountView[] | Refusal<'agency-unknown'>> {
    await this.caughtUp();
    const { agency } = question;
    const { accounts, agencies } = this.parts.readModels;
    if (agency !== undefined && (await agencies.get(agency)) === undefined) {
      return refuse('agency-unknown', { agency });
    }
    return (await accounts.list(question)).map(viewOf);
  }

  async get(
    accountId: string,
  ): Promise<(AccountView & { readonly revision: number }) | Refusal<'account-unknown'>> {
    const logged = await this.parts.store.readStream(accountStream(accountId));
    const account = accountFrom(logged);
    const revision = logged.at(-1)?.revision;
    return account === null || revision === undefined
      ? refuse('account-unknown', { accountId })
      : { ...viewOf(account), revision };
  }

  /** Sends a test message to an account by one of its channels. */
  async sendTest(
    accountId: string,
    channel: OutwardChannelName,
    context: CommandContext,
  ): Promise<Sent | Refusal<TestMessageRefusal | 'account-unknown'>> {
    const account = accountFrom(await this.parts.store.readStream(accountStream(accountId)));
    return account === null
      ? refuse('account-unknown', { accountId })
      : sendTestMessage(this.parts, account, channel, context);
  }

  private handle<Code extends string = AccountRefusal>(
    accountId: string,
    context: CommandContext,
    decide: (
      state: Account | null,
    ) => Promise<readonly DecidedEvent[] | Refusal<Code | AccountRefusal>>,
  ): Promise<Outcome<Code | AccountRefusal>> {
    return handleCommand(
      this.parts,
      { stream: accountStream(accountId), decide: (logged) => decide(accountFrom(logged)) },
      context,
    );
  }

  private async decided(
    command: AccountCommand,
    state: Account | null,
  ): Promise<readonly DecidedEvent[] | Refusal<AccountRefusal>> {
    await this.caughtUp();
    const agencies = await this.parts.readModels.agencies.list();
    const { accountId } = command;
    const today = this.calendars.today();
    return decideAccount(command, state, { today, agencies, accountId });
  }

  private async caughtUp(): Promise<void> {
    const { store, readModels } = this.parts;
    await readModels.runner.waitFor((await store.head()).position);
  }
}
