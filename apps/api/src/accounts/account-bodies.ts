import { Type } from '@sinclair/typebox';
import {
  accountRoles,
  NotificationPreferencesSchema,
  outwardChannels,
  webhookFormats,
} from '@sunledger/agency-register';

import { strict } from '../http/fields';

const oneOf = <Value extends string>(values: readonly Value[], description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description },
  );
const orNull = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

const { channels } = NotificationPreferencesSchema.properties;
const Role = oneOf(
  accountRoles,
  '经办人 clerk、负责人 head、年报填报人 reportWriter、审计 auditor、运维 operator',
);

export const OpenAccountBody = Type.Object(
  {
    accountId: Type.String({ description: '账户编号：字母、数字、下划线、连字符' }),
    agency: Type.String({ description: '机关代码' }),
    name: Type.String({ minLength: 1, maxLength: 100, description: '姓名' }),
    role: Role,
  },
  strict,
);

const address = (maxLength: number, description: string) =>
  orNull(Type.String({ minLength: 1, maxLength, description }));

/** Of any form: one that is no time of day has a refusal of its own, which says the form. */
const Time = (description: string) => Type.String({ maxLength: 20, description });

/** A change: what is left out stays, `null` takes back. */
export const PreferencesBody = Type.Object(
  {
    channels: Type.Optional(
      Type.Partial(channels, {
        ...strict,
        description: '各级提醒走哪些渠道：application（系统内）、mail、webhook；空列表为不提醒',
      }),
    ),
    quietHours: orNull(
      Type.Object(
        { from: Time('自何时起，如 22:00（北京时间）'), to: Time('至何时止，如 08:00') },
        strict,
      ),
    ),
    digestAt: orNull(Time('每天不早于此时发送，如 08:30（北京时间）')),
    escalations: Type.Optional(Type.Boolean({ description: '负责人：他人逾期的事项是否提醒' })),
    webhookFormat: orNull(
      oneOf(webhookFormats, '通用 generic、企业微信 wecom、钉钉 dingtalk、飞书 feishu'),
    ),
    contact: Type.Optional(
      Type.Object(
        {
          mail: address(254, '邮箱地址'),
          webhookUrl: address(2000, '群机器人地址'),
          webhookSecret: address(500, '签名密钥'),
        },
        { ...strict, description: '加密保存，不再显示' },
      ),
    ),
  },
  strict,
);

export const TestMessageBody = Type.Object(
  { channel: oneOf(outwardChannels, '邮件 mail、群机器人 webhook') },
  strict,
);

export const AccountListQuery = Type.Object(
  {
    agency: Type.Optional(Type.String({ description: '只看该机关的账户' })),
    closed: Type.Optional(Type.Boolean({ description: '含已停用的' })),
  },
  strict,
);

export const FeedQuery = Type.Object(
  { token: Type.String({ maxLength: 200, description: '开通订阅时给出的令牌' }) },
  strict,
);

export const AccountAnswer = Type.Object({
  accountId: Type.String(),
  agency: Type.String(),
  name: Type.String(),
  role: Role,
  preferences: NotificationPreferencesSchema,
  contactFields: Type.Array(Type.String(), { description: '已填写的联系方式（内容不显示）' }),
  channelsSince: Type.Record(Type.String(), Type.String(), {
    description: '各渠道自何日起使用；此前发出的提醒不补发',
  }),
  calendarFeed: Type.Boolean({ description: '是否已开通日历订阅' }),
  openedOn: Type.String(),
  changedOn: Type.String(),
  closedOn: Type.Optional(Type.String()),
});
