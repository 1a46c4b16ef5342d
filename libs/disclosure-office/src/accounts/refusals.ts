/** Refusals about contact data and channels. None of them repeats an address. */
export const contactRefusals = {
  'mail-address-malformed': '邮箱地址格式不对：请只填一个地址，如 name@example.cn。',
  'webhook-address-malformed':
    '机器人地址格式不对：请从群机器人的设置中完整复制，以 https:// 开头，不带用户名和密码。',
  'webhook-needs-https': '机器人地址须以 https:// 开头。',
  'webhook-address-private':
    '机器人地址指向内部网络，目前不允许；确需使用内网地址的，请由运维人员设置 SUNLEDGER_WEBHOOK_ALLOW_PRIVATE。',
  'webhook-secret-missing': '通用网络钩子须填写签名密钥（webhookSecret）；群机器人请选择其格式。',
} as const;
export type ContactRefusal = keyof typeof contactRefusals;

/** Refusals of a test message. */
export const testMessageRefusals = {
  'channel-not-set-up':
    '系统尚未设置“{label}”的发送方式，请联系运维人员（邮件须设置 SUNLEDGER_SMTP_URL）。',
  'channel-address-missing': '该账户没有填写“{label}”的联系方式，请先设置。',
  'test-message-failed': '测试消息未能送达（{reason}），请核对地址、密钥和网络后重试。',
} as const;
export type TestMessageRefusal = keyof typeof testMessageRefusals;
