import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freshDirectory, json, type Place, sunledger } from './command-line';

let place: Place;
beforeAll(async () => {
  place = await freshDirectory();
  await sunledger('agency', 'add', 'sunvale', '--name', '阳光镇人民政府');
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
    expect(set).toMatchObject({ code: 0, err: '' });
    expect(set.out).toContain('red：application、mail');
    expect(set.out).toContain('yellow：不提醒');
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
    expect(await json('account', 'list', '--json')).toMatchObject([{ accountId: 'wang' }]);
    expect((await account('calendar-feed', 'wang')).out).toMatch(
      /\/api\/v1\/accounts\/wang\/due-dates\.ics\?token=[0-9a-f]{32}$/,
    );
    expect((await account('close', 'wang')).code).toBe(0);
    expect((await account('list')).out).toContain('没有账户');
    expect((await account('list', '--closed')).out).toContain('停用');
  });

  it.each([
    [['open', 'li', '--agency', 'nobody', '--name', '李'], 1, 'agency-unknown'],
    [['open', 'li', '--agency', 'sunvale', '--name', '李', '--role', 'boss'], 2, 'boss'],
    [['preferences', 'nobody', '--digest-at', 'none'], 1, 'account-unknown'],
    [['preferences', 'nobody', '--quiet', 'at night'], 2, '--quiet'],
    [['preferences', 'nobody', '--channels', 'red=pigeon'], 2, '--channels'],
    [['preferences', 'nobody', '--contact', 'no-such-file.json'], 1, 'file-unreadable'],
    [['test', 'nobody', 'pigeon'], 2, 'pigeon'],
  ])('are refused: account %j', async (parameters, code, told) => {
    const answer = await account(...parameters);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(told);
  });
});
