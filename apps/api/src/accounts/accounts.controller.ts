import {
  Controller,
  Get,
  Inject,
  Param,
  Patch,
  Post,
  Query as QueryOf,
  Req,
  Res,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { accountCommands } from '@sunledger/agency-register';
import {
  type Office,
  type PreferencesChange,
  preferenceWarningSentence,
} from '@sunledger/disclosure-office';

import { answerOf, CommandDone } from '../http/answer';
import { checked, checkedQuery, jsonBody } from '../http/checked';
import { commandContext } from '../http/command-context';
import { Described } from '../http/described';
import type { Incoming, Outgoing } from '../http/exchange';
import { orProblem, ProblemError, problemOf } from '../http/problem';
import { OFFICE } from '../office-token';
import {
  CloseAccount,
  GetAccount,
  GetCalendarFeed,
  ListAccounts,
  OpenAccount,
  OpenCalendarFeed,
  SendTestMessage,
  SetPreferences,
} from './account-acts';
import {
  AccountAnswer,
  AccountListQuery,
  FeedQuery,
  OpenAccountBody,
  PreferencesBody,
  TestMessageBody,
} from './account-bodies';

const openBody = checked(OpenAccountBody);
const preferencesBody = checked(PreferencesBody);
const testBody = checked(TestMessageBody);
const listQuery = checkedQuery(AccountListQuery);
const feedQuery = checkedQuery(FeedQuery);

const FeedAnswer = Type.Composite([
  CommandDone,
  Type.Object({
    token: Type.String({ description: '只在此时给出，请妥善保存' }),
    address: Type.String({ description: '填入日历软件的订阅地址' }),
  }),
]);

const PreferencesAnswer = Type.Composite([
  CommandDone,
  Type.Object({
    warningSentences: Type.Array(Type.String(), {
      description: '与 warnings 一一对应的说明，如已选用邮件而系统没有设置邮件服务器',
    }),
  }),
]);

const addressOf = (accountId: string): string =>
  `/api/v1/accounts/${encodeURIComponent(accountId)}`;

/** The people who are reminded, how they are reached, and their calendars. */
@ApiTags('accounts')
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(OFFICE) private readonly office: Office,
  ) {}

  @Get()
  @Described({
    summary: '受提醒的账户（不含联系方式）',
    query: listQuery.schema,
    answer: Type.Object({ accounts: Type.Array(AccountAnswer) }),
  })
  async list(@QueryOf() query: unknown) {
    const { agency, closed = false } = listQuery.read(query);
    return { accounts: orProblem(await this.queries.execute(new ListAccounts(agency, closed))) };
  }

  @Post()
  @Described({
    summary: accountCommands.OpenAccount.label,
    body: OpenAccountBody,
    answer: CommandDone,
    status: 201,
    command: true,
  })
  async open(@Req() request: Incoming, @Res({ passthrough: true }) response: Outgoing) {
    const account = openBody.read(jsonBody(request));
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(new OpenAccount(account, context));
    return answerOf(outcome, context, response, addressOf(account.accountId));
  }

  @Get(':accountId')
  @Described({
    summary: '一个账户及其提醒方式（不含联系方式）',
    answer: Type.Composite([AccountAnswer, Type.Object({ revision: Type.Integer() })]),
  })
  async detail(
    @Param('accountId') accountId: string,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const account = orProblem(await this.queries.execute(new GetAccount(accountId)));
    response.setHeader('ETag', `"${account.revision}"`);
    return account;
  }

  @Patch(':accountId/preferences')
  @Described({
    summary: accountCommands.SetNotificationPreferences.label,
    description: '未给出的各项不变，给出 null 的取消。',
    body: PreferencesBody,
    answer: PreferencesAnswer,
    command: true,
  })
  async setPreferences(
    @Param('accountId') accountId: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    // The body was checked against the schema of a change.
    const change = preferencesBody.read(jsonBody(request)) as PreferencesChange;
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(new SetPreferences(accountId, change, context));
    const answer = answerOf(outcome, context, response);
    return { ...answer, warningSentences: answer.warnings.map(preferenceWarningSentence) };
  }

  @Post(':accountId/close')
  @Described({
    summary: accountCommands.CloseAccount.label,
    description: '不再提醒；日历订阅失效，联系方式的密钥销毁，不可恢复。',
    answer: CommandDone,
    command: true,
  })
  async close(
    @Param('accountId') accountId: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(new CloseAccount(accountId, context));
    return answerOf(outcome, context, response);
  }

  @Post(':accountId/calendar-feed')
  @Described({
    summary: accountCommands.OpenCalendarFeed.label,
    description: '再次开通即更换令牌，原订阅地址随之失效。',
    answer: FeedAnswer,
    command: true,
  })
  async openCalendarFeed(
    @Param('accountId') accountId: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const context = commandContext(request, this.office);
    const outcome = await this.commands.execute(new OpenCalendarFeed(accountId, context));
    const answer = answerOf(outcome, context, response);
    const { token = '' } = outcome;
    const { publicUrl = '' } = this.office.parts.notification ?? {};
    return { ...answer, token, address: `${publicUrl}${feedPath(accountId, token)}` };
  }

  @Get(':accountId/due-dates.ics')
  @Described({
    summary: '本机关未办结事项的期限（iCalendar 订阅，不含申请人信息）',
    query: feedQuery.schema,
    answer: 'text/calendar',
  })
  async calendarFeed(
    @Param('accountId') accountId: string,
    @QueryOf() query: unknown,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const { token } = feedQuery.read(query);
    const feed = await this.queries.execute(new GetCalendarFeed(accountId, token));
    if (feed === null) {
      throw new ProblemError(
        problemOf(
          404,
          'calendar-feed-unknown',
          '没有这个日历订阅，或其令牌已更换：请重新开通后使用新的地址。',
        ),
      );
    }
    response.type('text/calendar; charset=utf-8');
    return feed;
  }

  @Post(':accountId/test-messages')
  @Described({
    summary: '向该账户发一条测试消息',
    body: TestMessageBody,
    answer: Type.Object({ messageId: Type.String() }),
    command: true,
  })
  async sendTest(
    @Param('accountId') accountId: string,
    @Req() request: Incoming,
    @Res({ passthrough: true }) response: Outgoing,
  ) {
    const { channel } = testBody.read(jsonBody(request));
    const context = commandContext(request, this.office);
    const sent = await this.commands.execute(new SendTestMessage(accountId, channel, context));
    response.status(200);
    return { messageId: orProblem(sent).messageId };
  }
}

const feedPath = (accountId: string, token: string): string =>
  `${addressOf(accountId)}/due-dates.ics?token=${token}`;
