import { createHmac } from 'node:crypto';

import { openWebhookChannel, renderDigest, type WebhookAddress } from '@sunledger/notification';
import { ownCertificate, WebhookReceiver } from '@sunledger/notification/testing';

const messageOf = (count: number) => ({
  messageId: '8c1d0f7e-0000-8000-8000-000000000001',
  digest: renderDigest(
    Array.from({ length: count }, (_, at) => ({
      duty: '答复',
      level: 'red' as const,
      dueOn: '2026-03-06',
      provisional: false,
      caseId: `c${at}`,
      serialNumber: `2026-${1000 + at}`,
    })),
    {
      agencyName: '阳光镇人民政府',
      on: '2026-03-04',
      workingDaysTo: () => 2,
      publicUrl: 'https://ledger.example.cn',
    },
  ),
});
const message = messageOf(1);
/** 2019-12-25T08:23:56.757Z, so 1577262236757 ms. */
const now = () => '2019-12-25T08:23:56.757Z';

let receiver: WebhookReceiver;
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
});
afterEach(() => receiver.close());

const opened = () => openWebhookChannel({ allowPrivate: true, now, timeoutMs: 2_000 });
let channel = opened();
beforeEach(() => {
  channel = opened();
});
const send = (address: Partial<WebhookAddress>, text = message) =>
  channel.send(text, { url: receiver.url(), format: 'generic', secret: 'k', ...address });
const onlyCall = () => {
  const [call, ...further] = receiver.calls;
  if (call === undefined || further.length > 0) throw new Error('not one call');
  // What was posted is JSON made by the format under test.
  return { ...call, json: JSON.parse(call.body) as Record<string, never> };
};

describe('our own webhook', () => {
  it('is signed over timestamp and body, and names the message', async () => {
    expect(await send({ secret: '共享密钥' })).toEqual({
      sent: true,
      messageId: message.messageId,
    });
    const { headers, body, json } = onlyCall();
    expect(headers['x-sunledger-timestamp']).toBe('1577262236');
    expect(headers['x-sunledger-delivery']).toBe(message.messageId);
    const expected = createHmac('sha256', '共享密钥').update(`1577262236.${body}`).digest('hex');
    expect(headers['x-sunledger-signature']).toBe(`v1=${expected}`);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(json).toMatchObject({
      messageId: message.messageId,
      title: '【阳光台账】即将到期 1 项（阳光镇人民政府）',
      lines: [{ level: 'red', text: expect.stringContaining('2026-1000 答复') }],
    });
  });

  it('is not called without a secret', async () => {
    expect(await send({ secret: undefined })).toEqual({
      failed: 'permanent',
      code: 'webhook-secret-missing',
    });
    expect(receiver.calls).toEqual([]);
  });
});

describe('a robot of 企业微信', () => {
  beforeEach(() => {
    receiver.answer = () => ({ body: '{"errcode":0,"errmsg":"ok"}' });
  });

  it('gets Markdown of at most 4096 bytes', async () => {
    const url = receiver.url('/cgi-bin/webhook/send?key=abc');
    expect(await send({ url, format: 'wecom' }, messageOf(150))).toMatchObject({ sent: true });
    const { path, json } = onlyCall();
    expect(path).toBe('/cgi-bin/webhook/send?key=abc');
    expect(json['msgtype']).toBe('markdown');
    const { content } = json['markdown'] as unknown as { content: string };
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(4096);
    expect(content).toMatch(/^### 【阳光台账】即将到期 150 项/);
    expect(content).toMatch(/另有 \d+ 项未列出/);
  });

  it.each([
    ['{"errcode":45009,"errmsg":"api freq out of limit"}', 'temporary', 'webhook-errcode-45009'],
    ['{"errcode":-1,"errmsg":"system busy"}', 'temporary', 'webhook-errcode--1'],
    ['{"errcode":93000,"errmsg":"invalid webhook url"}', 'permanent', 'webhook-errcode-93000'],
    ['<html>', 'temporary', 'webhook-answer-unreadable'],
  ])('that answers %s has failed: %s', async (body, failed, code) => {
    receiver.answer = () => ({ body });
    expect(await send({ format: 'wecom' })).toEqual({ failed, code });
  });
});

describe('a robot of 钉钉', () => {
  it('is called with milliseconds and signature in the address', async () => {
    receiver.answer = () => ({ body: '{"errcode":0,"errmsg":"ok"}' });
    const url = receiver.url('/robot/send?access_token=abc');
    await send({ url, format: 'dingtalk', secret: 'this is secret' });
    const { path, json } = onlyCall();
    const query = new URL(path, 'http://localhost').searchParams;
    expect(query.get('access_token')).toBe('abc');
    expect(query.get('timestamp')).toBe('1577262236757');
    // printf '1577262236757\nthis is secret' |
    //   openssl dgst -sha256 -hmac 'this is secret' -binary | openssl base64
    expect(query.get('sign')).toBe('hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=');
    // The plus of Base64 would be read as a blank.
    expect(path).toContain('sign=hmPWwU%2B7lVdm3ZZz0r9tSfx0L4Q26jWOZr9%2BGs6EZQM%3D');
    expect(json).toMatchObject({
      msgtype: 'markdown',
      markdown: {
        title: '【阳光台账】即将到期 1 项（阳光镇人民政府）',
        text: expect.stringContaining('2026-1000 答复'),
      },
    });
  });

  it('gets at most 20 kB, and is told how much that leaves out', async () => {
    receiver.answer = () => ({ body: '{"errcode":0,"errmsg":"ok"}' });
    const url = receiver.url('/robot/send?access_token=abc');
    await send({ url, format: 'dingtalk' }, messageOf(400));
    expect(Buffer.byteLength(onlyCall().body)).toBeLessThanOrEqual(20_000);
    expect(onlyCall().body).toMatch(/另有 \d+ 项未列出/);
  });

  it('is called as it is where it is guarded by a keyword', async () => {
    receiver.answer = () => ({ body: '{"errcode":0,"errmsg":"ok"}' });
    await send({
      url: receiver.url('/robot/send?access_token=abc'),
      format: 'dingtalk',
      secret: undefined,
    });
    expect(onlyCall().path).toBe('/robot/send?access_token=abc');
  });

  it.each([
    [
      '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}',
      { failed: 'temporary', code: 'webhook-errcode-130101' },
    ],
    [
      '{"errcode":410100,"errmsg":"发送速度太快而限流，请降低发送速度"}',
      { failed: 'temporary', code: 'webhook-errcode-410100' },
    ],
    [
      '{"errcode":410101,"errmsg":"发送速度太快而限流"}',
      { failed: 'temporary', code: 'webhook-errcode-410101' },
    ],
    [
      '{"errcode":310000,"errmsg":"sign not match"}',
      { failed: 'permanent', code: 'webhook-errcode-310000' },
    ],
  ])('that answers %s has failed', async (body, expected) => {
    receiver.answer = () => ({ body });
    expect(await send({ format: 'dingtalk' })).toEqual(expected);
  });
});

describe('a robot of 飞书', () => {
  it('finds seconds and signature in the body', async () => {
    receiver.answer = () => ({ body: '{"code":0,"msg":"success","data":{}}' });
    const feishu = openWebhookChannel({
      allowPrivate: true,
      // 1599360473 s, the example of the vendor's page.
      now: () => '2020-09-06T02:47:53.000Z',
    });
    const outcome = await feishu.send(message, {
      url: receiver.url('/open-apis/bot/v2/hook/abc'),
      format: 'feishu',
      secret: 'demo',
    });
    expect(outcome).toMatchObject({ sent: true });
    const { json } = onlyCall();
    expect(json).toMatchObject({
      timestamp: '1599360473',
      // The key is '1599360473\ndemo', the text is empty; worked out with Python's hmac.
      sign: 'l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=',
      msg_type: 'post',
      content: { post: { zh_cn: { title: '【阳光台账】即将到期 1 项（阳光镇人民政府）' } } },
    });
  });

  it('gets at most 20 kB, and is told how much that leaves out', async () => {
    receiver.answer = () => ({ body: '{"code":0}' });
    await send({ format: 'feishu' }, messageOf(400));
    expect(Buffer.byteLength(onlyCall().body)).toBeLessThanOrEqual(20_000);
    expect(onlyCall().body).toMatch(/另有 \d+ 项未列出/);
  });

  it.each([
    [200, '{"code":11232,"msg":"frequency limited"}', 'temporary', 'webhook-errcode-11232'],
    [
      400,
      '{"code":99991400,"msg":"request trigger frequency limit"}',
      'temporary',
      'webhook-errcode-99991400',
    ],
    [200, '{"code":19021,"msg":"sign match fail"}', 'permanent', 'webhook-errcode-19021'],
    [200, '{"StatusCode":0,"StatusMessage":"success"}', undefined, undefined],
  ])('that answers %i %s', async (status, body, failed, code) => {
    receiver.answer = () => ({ status, body });
    expect(await send({ format: 'feishu' })).toEqual(
      failed === undefined ? { sent: true, messageId: message.messageId } : { failed, code },
    );
  });
});

describe('calling a webhook', () => {
  it.each([
    [500, 'temporary'],
    [503, 'temporary'],
    [429, 'temporary'],
    [404, 'permanent'],
    [401, 'permanent'],
  ])('that answers with status %i', async (status, failed) => {
    receiver.answer = () => ({ status, body: '' });
    expect(await send({})).toEqual({ failed, code: `webhook-status-${status}` });
  });

  it('follows no redirection', async () => {
    const headers = { location: receiver.url('/elsewhere') };
    receiver.answer = () => ({ status: 307, headers });
    expect(await send({})).toEqual({ failed: 'permanent', code: 'webhook-status-307' });
    expect(receiver.calls).toHaveLength(1);
  });

  it('gives up on a silent or an endless one, to try again', async () => {
    const hasty = openWebhookChannel({ allowPrivate: true, now, timeoutMs: 200 });
    const address = { url: receiver.url(), format: 'generic', secret: 'k' } as const;
    receiver.answer = () => ({ silent: true });
    expect(await hasty.send(message, address)).toEqual({
      failed: 'temporary',
      code: 'webhook-unreachable',
    });
    receiver.answer = () => ({ body: 'x'.repeat(100_000) });
    expect(await send({})).toEqual({ failed: 'temporary', code: 'webhook-unreachable' });
  });

  it('believes only certificates it can check', async () => {
    const { key, cert } = ownCertificate();
    const secure = await WebhookReceiver.start({ key, cert });
    const address = { url: secure.url(), format: 'generic', secret: 'k' } as const;
    const trusting = openWebhookChannel({ allowPrivate: true, now, ca: cert });
    expect(await trusting.send(message, address)).toMatchObject({ sent: true });
    expect(await channel.send(message, address)).toEqual({
      failed: 'temporary',
      code: 'webhook-unreachable',
    });
    expect(secure.calls).toHaveLength(1);
    await secure.close();
  });

  it('does not reach into the own network, by name or by number', async () => {
    const outward = openWebhookChannel({ allowPrivate: false, now });
    const { key, cert } = ownCertificate();
    const secure = await WebhookReceiver.start({ key, cert });
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1']) {
      const outcome = await outward.send(message, {
        url: secure.url('/hook', host),
        format: 'wecom',
      });
      expect([host, outcome]).toEqual([
        host,
        { failed: 'permanent', code: 'webhook-address-private' },
      ]);
    }
    expect(secure.calls).toEqual([]);
    await secure.close();
  });
});
