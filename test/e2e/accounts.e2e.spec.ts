import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { mailHeader, MailServer } from '@sunledger/notification/testing';

import { freshDirectory, json, type Place, sunledger } from './command-line';

let place: Place;
beforeAll(async () => {
  place = await freshDirectory();
  await sunledger('agency', 'add', 'sunvale', '--name', '阳光镇人民政府');
  await account('open', 'first', '--agency', 'sunvale', '--name', '郑一');
});
afterAll(() => place.remove());

const account = (...parameters: readonly string[]) => sunledger('account', ...parameters);

describe('accounts on the command line', () => {
  it('are opened, listed, set up, given a calendar and closed', async () => {
    expect(await account('open', 'wang', '--agency', 'sunvale', '--name', '王敏')).toMatchObject({
      code: 0,
      out: '已开立账户 wang 王敏（经办人）',
    });
    const contact = join(place.directory, 'contact.json');
    writeFileSync(contact, '{"webhookUrl":"https://robots.example.cn/hook?key=3c0ffee3"}');
    const set = await account(
      ...['preferences', 'wang', '--mail', 'wang@sunvale.example.cn', '--contact', contact],
      ...['--webhook-format', 'wecom', '--channels', 'red=application,mail'],
      ...['--channels', 'yellow=none', '--quiet', '20:00-07:30', '--digest-at', '08:30'],
    );
    expect(set).toMatchObject({ code: 0 });
    expect(set.err).toContain('没有设置邮件服务器');
    expect(set.err).toContain('SUNLEDGER_SMTP_URL');
    expect(set.out).toContain('即将到期（red）：系统内、邮件');
    expect(set.out).toContain('临近期限（yellow）：不提醒');
    expect(set.out).toContain('群机器人格式：企业微信');
    expect(set.out).toContain('已填写的联系方式：邮箱、机器人地址');
    expect(set.out).not.toMatch(/sunvale\.example|3c0ffee3/);
    expect(await json('account', 'preferences', 'wang', '--json')).toMatchObject({
      preferences: {
        quietHours: { from: '20:00', to: '07:30' },
        digestAt: '08:30',
        webhookFormat: 'wecom',
        channels: { overdue: ['application'] },
      },
      contactFields: ['mail', 'webhookUrl'],
    });
    expect(await json('account', 'list', '--json')).toMatchObject([
      { accountId: 'first' },
      { accountId: 'wang' },
    ]);
    expect((await account('calendar-feed', 'wang')).out).toMatch(
      /\/api\/v1\/accounts\/wang\/due-dates\.ics\?token=[0-9a-f]{32}$/,
    );
    expect((await account('close', 'wang')).code).toBe(0);
    expect((await account('list')).out).not.toContain('wang');
    expect((await account('list', '--closed')).out).toContain('停用');
  });

  it('test a channel that is set up by sending through it', async () => {
    await account('open', 'zhao', '--agency', 'sunvale', '--name', '赵刚');
    const byMail = ['--mail', 'zhao@sunvale.example.cn', '--channels', 'red=mail'];
    expect((await account('preferences', 'zhao', ...byMail)).err).toContain('注意');
    expect((await account('test', 'zhao', 'mail')).err).toContain('channel-not-set-up');
    const server = await MailServer.start();
    process.env['SUNLEDGER_SMTP_URL'] = server.url;
    process.env['SUNLEDGER_PUBLIC_URL'] = 'https://ledger.sunvale.example.cn/';
    try {
      expect((await account('preferences', 'zhao', ...byMail)).err).toBe('');
      expect(await account('test', 'zhao', 'mail')).toEqual({
        code: 0,
        out: '测试消息已发出，请查收。',
        err: '',
      });
      expect(server.mails.map(({ to }) => to)).toEqual([['zhao@sunvale.example.cn']]);
      expect(server.mails.map((mail) => mailHeader(mail, 'Subject'))).toEqual([
        '【阳光台账】测试消息（阳光镇人民政府）',
      ]);
      expect((await account('calendar-feed', 'zhao')).out).toMatch(
        /^https:\/\/ledger\.sunvale\.example\.cn\/api\/v1\/accounts\/zhao\//,
      );
    } finally {
      delete process.env['SUNLEDGER_SMTP_URL'];
      delete process.env['SUNLEDGER_PUBLIC_URL'];
      await server.close();
    }
  });

  it.each([
    [['open', 'li', '--agency', 'nobody', '--name', '李'], 1, 'agency-unknown'],
    [
      ['open', 'li', '--agency', 'sunvale', '--name', '李', '--role', 'boss'],
      2,
      '不能是“boss”，只能是：clerk、',
    ],
    [['preferences', 'nobody', '--digest-at', 'none'], 1, 'account-unknown'],
    [['preferences', 'nobody', '--quiet', 'at night'], 2, '--quiet'],
    [['preferences', 'first', '--quiet', '25:00-08:00'], 1, 'quiet-hours-malformed'],
    [['preferences', 'first', '--digest-at', '8:30'], 1, '请写成 08:30 这样'],
    [['preferences', 'nobody', '--channels', 'red=pigeon'], 2, '没有渠道“pigeon”'],
    [['preferences', 'nobody', '--channels', 'purple=mail'], 2, '没有级别“purple”'],
    [['preferences', 'nobody', '--channels', 'red'], 2, '--channels 应为 red=application,mail'],
    [['open', 'li', '--agency', 'sunvale', '--name', ''], 1, 'name 不能为空'],
    [['open', 'li', '--agency', 'sunvale', '--name', '长'.repeat(101)], 1, '不能超过 100 个字符'],
    [['open', 'li', '--name', '李'], 2, '必须给出选项 --agency <code>。'],
    [['open', '--agency', 'sunvale', '--name', '李'], 2, '缺少参数 id。'],
    [['preferences', 'first', '--escalations', 'maybe'], 2, '只能是：yes、no。'],
    [['preferences', 'first', '--mail'], 2, '选项 --mail <邮箱> 之后缺少内容。'],
    [['preferences', 'first', '--quite', '1'], 2, '没有选项 --quite。是否想用 --quiet？'],
    [['preferences', 'first', 'more'], 2, '参数过多'],
    [['opne', 'li'], 2, '没有命令 opne。是否想用 open？'],
    [['preferences', 'nobody', '--contact', 'no-such-file.json'], 1, 'file-unreadable'],
    [['list', '--agency', 'nobody'], 1, 'agency-unknown'],
    [['test', 'nobody', 'pigeon'], 2, '参数 channel 不能是“pigeon”，只能是：mail、webhook。'],
  ])('are refused: account %j', async (parameters, code, told) => {
    const answer = await account(...parameters);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(told);
    expect(answer.err).not.toMatch(/error|expected|invalid\./i);
  });
});
