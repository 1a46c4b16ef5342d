import { openWebhookChannel, testDigest, type WebhookAddress } from '@sunledger/notification';
import { WebhookReceiver } from '@sunledger/notification/testing';

const message = {
  messageId: '8c1d0f7e-0000-8000-8000-000000000001',
  digest: testDigest('阳光镇人民政府', ''),
};

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
afterEach(() => receiver.close());

describe('the limits of the vendors', () => {
  const taken = () => ({ body: '{"errcode":0,"code":0}' });
  let clockMs: number;
  let robots: ReturnType<typeof openWebhookChannel>;
  beforeEach(() => {
    clockMs = Date.parse('2026-03-04T02:00:00Z');
    const ofClock = () => new Date(clockMs).toISOString();
    robots = openWebhookChannel({ allowPrivate: true, now: ofClock });
    receiver.answer = taken;
  });
  const call = (format: WebhookAddress['format'], path = '/robot') =>
    robots.send(message, { url: receiver.url(path), format, secret: 'k' });
  const paced = { failed: 'temporary', code: 'webhook-rate-limited' };

  it.each(['wecom', 'dingtalk'] as const)('keep %s to 20 messages a minute', async (format) => {
    for (let sent = 0; sent < 20; sent += 1)
      expect(await call(format)).toMatchObject({ sent: true });
    expect(await call(format)).toEqual(paced);
    expect(await call(format, '/another')).toMatchObject({ sent: true });
    expect(receiver.calls).toHaveLength(21);
    clockMs += 59_000;
    expect(await call(format)).toEqual(paced);
    clockMs += 1_000;
    expect(await call(format)).toMatchObject({ sent: true });
  });

  it('keep 飞书 to 5 messages a second', async () => {
    for (let sent = 0; sent < 5; sent += 1)
      expect(await call('feishu')).toMatchObject({ sent: true });
    expect(await call('feishu')).toEqual(paced);
    clockMs += 1_000;
    expect(await call('feishu')).toMatchObject({ sent: true });
  });

  it.each([
    ['dingtalk', 200, '{"errcode":130101,"errmsg":"send too fast"}', 10],
    ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', 1],
    ['feishu', 429, '{"code":99991400,"msg":"request trigger frequency limit"}', 1],
  ] as const)('leave %s alone once it says so', async (format, status, body, minutes) => {
    receiver.answer = () => ({ status, body });
    expect(await call(format)).toMatchObject({ failed: 'temporary' });
    receiver.answer = taken;
    clockMs += minutes * 60_000 - 1;
    expect(await call(format)).toEqual(paced);
    expect(receiver.calls).toHaveLength(1);
    clockMs += 1;
    expect(await call(format)).toMatchObject({ sent: true });
  });

  it('do not hold for a program of the office', async () => {
    for (let sent = 0; sent < 30; sent += 1) {
      expect(await call('generic')).toMatchObject({ sent: true });
    }
  });
});
