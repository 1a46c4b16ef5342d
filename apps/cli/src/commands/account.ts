import { readFileSync } from 'node:fs';

import {
  type AccountRole,
  accountRoles,
  type ContactField,
  contactFields,
  type NotificationChannelName,
  notificationChannels,
  outwardChannels,
  reminderLevels,
  type WebhookFormat,
  webhookFormats,
} from '@sunledger/agency-register';
import {
  type AccountView,
  type ContactChange,
  type PreferencesChange,
  preferenceWarningSentence,
} from '@sunledger/disclosure-office';
import { reminderLevelLabels } from '@sunledger/reminder';
import { Argument, type Command, Option } from 'commander';

import { orFail, orRefuse } from '../answers';
import { withNotifyingOffice, withOffice } from '../open-office';
import { CommandRefused, type Terminal, UsageFault } from '../terminal';

const roleLabels: Readonly<Record<AccountRole, string>> = {
  clerk: '经办人',
  head: '负责人',
  reportWriter: '年报填报人',
  auditor: '审计',
  operator: '运维',
};

const channelLabels: Readonly<Record<NotificationChannelName, string>> = {
  application: '系统内',
  mail: '邮件',
  webhook: '群机器人',
};

const contactLabels: Readonly<Record<ContactField, string>> = {
  mail: '邮箱',
  webhookUrl: '机器人地址',
  webhookSecret: '机器人密钥',
};

const formatLabels: Readonly<Record<WebhookFormat, string>> = {
  generic: '自建程序',
  wecom: '企业微信',
  dingtalk: '钉钉',
  feishu: '飞书',
};

const contactText = (fields: readonly ContactField[]): string =>
  fields.map((field) => contactLabels[field]).join('、');

interface OpenOptions {
  readonly agency: string;
  readonly name: string;
  readonly role: AccountRole;
}

interface PreferenceOptions {
  readonly channels: readonly string[];
  readonly mail?: string;
  readonly contact?: string;
  readonly webhookFormat?: PreferencesChange['webhookFormat'];
  readonly quiet?: string;
  readonly digestAt?: string;
  readonly escalations?: 'yes' | 'no';
  readonly json?: boolean;
}

/** Those who are reminded, and how. */
export const addAccountCommands = (program: Command, terminal: Terminal): void => {
  const account = program.command('account').description('受提醒的账户及其提醒方式');
  addOpening(account, terminal);
  addListing(account, terminal);
  addPreferences(account, terminal);
  addFeedAndTest(account, terminal);
};

function addOpening(account: Command, terminal: Terminal): void {
  account
    .command('open <id>')
    .description('开立账户')
    .requiredOption('--agency <code>', '所属机关')
    .requiredOption('--name <姓名>', '姓名')
    .addOption(
      new Option('--role <role>', '经办人、负责人、年报填报人、审计、运维')
        .choices(accountRoles)
        .default('clerk'),
    )
    .action(async (accountId: string, options: OpenOptions) => {
      await withOffice(async ({ accounts, newId }, { actor }) => {
        const context = { commandId: newId(), actor };
        orFail(await accounts.open({ accountId, ...options }, context));
        terminal.out(`已开立账户 ${accountId} ${options.name}（${roleLabels[options.role]}）`);
      });
    });

  account
    .command('close <id>')
    .description('停用账户：不再提醒，联系方式的密钥销毁，不可恢复')
    .action(async (accountId: string) => {
      await withOffice(async ({ accounts, newId }, { actor }) => {
        orFail(await accounts.close(accountId, { commandId: newId(), actor }));
        terminal.out(`已停用账户 ${accountId}`);
      });
    });
}

function addListing(account: Command, terminal: Terminal): void {
  account
    .command('list')
    .description('列出账户（不含联系方式）')
    .option('--agency <code>', '只列该机关的')
    .option('--closed', '含已停用的')
    .option('--json', '输出 JSON')
    .action(async (options: { agency?: string; closed?: true; json?: boolean }) => {
      const { json = false, ...question } = options;
      await withOffice(async ({ accounts }) => {
        const found = orRefuse(await accounts.list(question));
        if (json) terminal.out(JSON.stringify(found, null, 2));
        else if (found.length === 0) {
          terminal.out('没有账户。用 account open <编号> --agency <代码> --name <姓名> 开立。');
        } else for (const one of found) terminal.out(lineOf(one));
      });
    });
}

const lineOf = ({ accountId, agency, name, role, closedOn, contactFields: known }: AccountView) =>
  [
    accountId,
    agency,
    `${name}（${roleLabels[role]}）`,
    closedOn === undefined ? contactText(known) : `已于 ${closedOn} 停用`,
  ].join('\t');

function addPreferences(account: Command, terminal: Terminal): void {
  account
    .command('preferences <id>')
    .description('查看或设置提醒方式；未给出的各项不变')
    .option(
      '--channels <级别=渠道>',
      `某级提醒走哪些渠道，如 red=application,mail，可重复；级别 ${reminderLevels.join('、')}，渠道 ${notificationChannels.join('、')}`,
      (text: string, given: readonly string[]) => [...given, text],
      [],
    )
    .option('--mail <邮箱>', '邮箱地址；none 为删除')
    .option(
      '--contact <file.json>',
      `从文件读入联系方式（${contactFields.join('、')}），密钥不出现在命令行上`,
    )
    .addOption(new Option('--webhook-format <format>', '群机器人的格式').choices(webhookFormats))
    .option('--quiet <起-止>', '免打扰时段，如 22:00-08:00；none 为取消')
    .option('--digest-at <时刻>', '每天不早于此时发送，如 08:30；none 为取消')
    .addOption(
      new Option('--escalations <yes|no>', '负责人是否接收他人逾期的提醒').choices(['yes', 'no']),
    )
    .option('--json', '输出 JSON')
    .action(async (accountId: string, options: PreferenceOptions) => {
      const change = changeOf(options);
      await withNotifyingOffice(async ({ accounts, newId }, { actor }) => {
        if (Object.keys(change).length > 0) {
          const context = { commandId: newId(), actor };
          const { warnings } = orFail(await accounts.setPreferences(accountId, change, context));
          for (const one of warnings) terminal.err(`注意：${preferenceWarningSentence(one)}`);
        }
        const { preferences, contactFields: known } = orRefuse(await accounts.get(accountId));
        const shown = { accountId, preferences, contactFields: known };
        terminal.out(options.json === true ? JSON.stringify(shown, null, 2) : textOf(shown));
      });
    });
}

function addFeedAndTest(account: Command, terminal: Terminal): void {
  account
    .command('calendar-feed <id>')
    .description('开通（或更换）日历订阅，打印订阅地址；原地址随之失效')
    .action(async (accountId: string) => {
      await withNotifyingOffice(async ({ accounts, newId, parts }, { actor }) => {
        const context = { commandId: newId(), actor };
        const opened = await accounts.openCalendarFeed(accountId, context);
        orFail(opened);
        const { token = '' } = opened as { token?: string };
        const { publicUrl = '' } = parts.notification ?? {};
        const path = `/api/v1/accounts/${encodeURIComponent(accountId)}/due-dates.ics`;
        terminal.out(`${publicUrl}${path}?token=${token}`);
      });
    });

  account
    .command('test <id>')
    .description('向账户发一条测试消息')
    .addArgument(new Argument('<channel>', '渠道').choices(outwardChannels))
    .action(async (accountId: string, channel: (typeof outwardChannels)[number]) => {
      await withNotifyingOffice(async ({ accounts, newId }, { actor }) => {
        orRefuse(await accounts.sendTest(accountId, channel, { commandId: newId(), actor }));
        terminal.out('测试消息已发出，请查收。');
      });
    });
}

function changeOf(options: PreferenceOptions): PreferencesChange {
  const { mail, contact, quiet, digestAt, escalations, webhookFormat, channels } = options;
  const contacts: ContactChange = {
    ...(contact === undefined ? {} : contactFrom(contact)),
    ...(mail === undefined ? {} : { mail: noneAsNull(mail) }),
  };
  return {
    ...(channels.length === 0 ? {} : { channels: channelsFrom(channels) }),
    ...(Object.keys(contacts).length === 0 ? {} : { contact: contacts }),
    ...(quiet === undefined ? {} : { quietHours: quietFrom(quiet) }),
    ...(digestAt === undefined ? {} : { digestAt: noneAsNull(digestAt) }),
    ...(escalations === undefined ? {} : { escalations: escalations === 'yes' }),
    ...(webhookFormat === undefined ? {} : { webhookFormat }),
  };
}

const noneAsNull = (text: string): string | null => (text === 'none' ? null : text);

function quietFrom(text: string): { readonly from: string; readonly to: string } | null {
  if (text === 'none') return null;
  // Whether the two are times of day is for the office to say: it says the form as well.
  const [, from, to] = /^([^-]+)-([^-]+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return { from, to };
  throw new UsageFault(`--quiet 应为 22:00-08:00 这样的时段或 none，而不是“${text}”`);
}

function channelsFrom(texts: readonly string[]): NonNullable<PreferencesChange['channels']> {
  return Object.fromEntries(
    texts.map((text) => {
      const [level = '', list] = text.split('=', 2);
      if (list === undefined) {
        throw new UsageFault(`--channels 应为 red=application,mail 这样的形式，而不是“${text}”`);
      }
      if (!reminderLevels.some((one) => one === level)) {
        const known = reminderLevels.map((one) => `${one}（${reminderLevelLabels[one]}）`);
        throw new UsageFault(`--channels 中没有级别“${level}”，只能是：${known.join('、')}`);
      }
      const named = list.split(',').filter((channel) => channel !== '' && channel !== 'none');
      const wrong = named.find((channel) => !notificationChannels.some((one) => one === channel));
      if (wrong !== undefined) {
        const known = notificationChannels.map((one) => `${one}（${channelLabels[one]}）`);
        throw new UsageFault(
          `--channels 中没有渠道“${wrong}”，只能是：${known.join('、')}；不提醒写 none`,
        );
      }
      return [level, [...new Set(named)]];
    }),
  );
}

/** The fault never repeats what the file holds. */
function contactFrom(file: string): ContactChange {
  const faulty = () =>
    new CommandRefused(
      'file-unreadable',
      `文件 ${file} 不存在，或不是只含 ${contactFields.join('、')}（文本或 null）的 JSON。`,
    );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw faulty();
  }
  if (typeof content !== 'object' || content === null) throw faulty();
  const fields = Object.entries(content);
  const known = fields.every(
    ([name, value]) =>
      contactFields.some((field) => field === name) &&
      (value === null || typeof value === 'string'),
  );
  if (!known) throw faulty();
  return Object.fromEntries(fields);
}

function textOf({
  accountId,
  preferences,
  contactFields: known,
}: Pick<AccountView, 'accountId' | 'preferences' | 'contactFields'>): string {
  const { channels, quietHours, digestAt, escalations, webhookFormat } = preferences;
  return [
    `账户 ${accountId}`,
    ...reminderLevels.map((level) => {
      const chosen = channels[level].map((channel) => channelLabels[channel]).join('、');
      return `${reminderLevelLabels[level]}（${level}）：${chosen || '不提醒'}`;
    }),
    `免打扰：${quietHours === undefined ? '按单位统一时段' : `${quietHours.from}-${quietHours.to}`}`,
    `发送时刻：${digestAt === undefined ? '随时' : `不早于 ${digestAt}`}`,
    `接收逾期上报：${escalations ? '是' : '否'}`,
    `群机器人格式：${webhookFormat === undefined ? '未设置' : formatLabels[webhookFormat]}`,
    `已填写的联系方式：${contactText(known) || '无'}`,
  ].join('\n');
}
