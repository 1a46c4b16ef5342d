import { renderDigest, testDigest, openSmtpChannel } from '@sunledger/notification';
import {
  mailBody,
  mailHeader,
  MailServer,
  type MailServerOptions,
  ownCertificate,
} from '@sunledger/notification/testing';

import { smtpConnection } from './smtp-url';

const from = '阳光台账 <ledger@sunvale.example.cn>';
const message = {
  messageId: '8c1d0f7e-0000-8000-8000-000000000001',
  digest: renderDigest(
    [
      {
        duty: '答复',
        level: 'red',
        dueOn: '2026-03-06',
        provisional: false,
        caseId: 'c1',
        serialNumber: '2026-0002',
      },
    ],
    {
      agencyName: '阳光镇人民政府',
      on: '2026-03-04',
      workingDaysTo: () => 2,
      publicUrl: 'https://ledger.example.cn',
    },
  ),
};
const wang = { mail: 'wang@sunvale.example.cn' };

let server: MailServer;
const start = async (options: MailServerOptions = {}) => {
  server = await MailServer.start(options);
  return server;
};
afterEach(() => server.close());

describe('mail', () => {
  it('brings subject, text and HTML in Chinese, and a Message-ID that is always the same', async () => {
    const { url, mails } = await start();
    const channel = openSmtpChannel({ url, from });
    const first = await channel.send(message, wang);
    const second = await channel.send(message, wang);
    await channel.close();
    expect([first, second]).toEqual([
      { sent: true, messageId: message.messageId },
      { sent: true, messageId: message.messageId },
    ]);
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(mail.to).toEqual(['wang@sunvale.example.cn']);
      expect(mailHeader(mail, 'Message-ID')).toBe(
        '<8c1d0f7e-0000-8000-8000-000000000001@sunvale.example.cn>',
      );
      expect(mailHeader(mail, 'Subject')).toBe('【阳光台账】即将到期 1 项（阳光镇人民政府）');
      expect(mailHeader(mail, 'From')).toContain('<ledger@sunvale.example.cn>');
      expect(mailHeader(mail, 'Auto-Submitted')).toBe('auto-generated');
      expect(mailBody(mail, 'text/plain')).toContain(
        '1. 【即将到期】2026-0002 答复，期限 2026-03-06（周五），还有 2 个工作日',
      );
      expect(mailBody(mail, 'text/html')).toContain('href="https://ledger.example.cn/requests/c1"');
    }
  });

  it.each([
    [550, { failed: 'permanent', code: 'smtp-550' }],
    [452, { failed: 'temporary', code: 'smtp-452' }],
  ])('tells what a recipient refused with %i is worth', async (status, expected) => {
    const { url } = await start({ refuseRecipient: () => status });
    const channel = openSmtpChannel({ url, from });
    const outcome = await channel.send(message, wang);
    await channel.close();
    // The code goes into the log: no part of the address may.
    expect(outcome).toEqual(expected);
  });

  it('logs in, and counts a refused log-in as the operator’s to mend', async () => {
    const { port, mails } = await start({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, callback) => {
        const known = username === 'ledger' && password === 'p@ss:word';
        if (known) callback(null, { user: username });
        else callback(new Error('no such user'));
      },
    });
    const outcomes = [];
    for (const password of ['p%40ss%3Aword', 'wrong']) {
      const channel = openSmtpChannel({ url: `smtp://ledger:${password}@127.0.0.1:${port}`, from });
      outcomes.push(await channel.send(message, wang));
      await channel.close();
    }
    expect(outcomes).toEqual([
      { sent: true, messageId: message.messageId },
      { failed: 'temporary', code: 'smtp-login-refused' },
    ]);
    expect(mails).toHaveLength(1);
  });

  it('speaks TLS and believes only certificates it can check', async () => {
    const { key, cert } = ownCertificate();
    const { port, mails } = await start({ secure: true, key, cert });
    const url = `smtps://127.0.0.1:${port}`;
    const trusting = openSmtpChannel({ url, from, ca: cert });
    expect(await trusting.send(message, wang)).toMatchObject({ sent: true });
    await trusting.close();
    const doubting = openSmtpChannel({ url, from });
    expect(await doubting.send(message, wang)).toMatchObject({ failed: 'temporary' });
    await doubting.close();
    expect(mails).toHaveLength(1);
  });

  it('upgrades to TLS where the server offers it', async () => {
    const { key, cert } = ownCertificate();
    const { url, mails } = await start({ disabledCommands: [], key, cert });
    const channel = openSmtpChannel({ url, from, ca: cert });
    expect(await channel.send(message, wang)).toMatchObject({ sent: true });
    await channel.close();
    expect(mailHeader(mails[0] ?? { to: [], raw: '' }, 'Received')).toBe('');
    expect(mails).toHaveLength(1);
  });

  it('waits for a server that is away', async () => {
    const { url } = await start();
    await server.close();
    const channel = openSmtpChannel({ url, from });
    expect(await channel.send(message, wang)).toEqual({
      failed: 'temporary',
      code: 'smtp-unreachable',
    });
    await channel.close();
    await start();
  });

  it.each([
    'wang',
    'wang@',
    'wang@a b.cn',
    'wang@a.cn, li@b.cn',
    '王 <wang@a.cn>',
    'wang@a.cn\r\nBcc: li@b.cn',
    `${'w'.repeat(65)}@a.cn`,
  ])('refuses %j as an address', async (mail) => {
    const { url, mails } = await start();
    const channel = openSmtpChannel({ url, from });
    expect(channel.addressFault({ mail })).toBe('mail-address-malformed');
    expect(await channel.send({ messageId: 'm', digest: testDigest('镇', '') }, { mail })).toEqual({
      failed: 'permanent',
      code: 'mail-address-malformed',
    });
    await channel.close();
    expect(mails).toEqual([]);
  });
});

describe('the address of a mail server', () => {
  beforeAll(async () => {
    await start();
  });

  it.each([
    ['smtp://mail.example.cn', { port: 587, secure: false, requireTLS: true }],
    ['smtps://mail.example.cn', { port: 465, secure: true, requireTLS: false }],
    ['smtp://mail.example.cn:25?tls=optional', { port: 25, secure: false, requireTLS: false }],
    ['smtp://localhost:2525', { port: 2525, secure: false, requireTLS: false }],
    [
      'smtps://a%40b.cn:s%3Ac@mail.example.cn:994',
      { port: 994, auth: { user: 'a@b.cn', pass: 's:c' } },
    ],
  ])('%s', (url, expected) => {
    expect(smtpConnection(url)).toMatchObject(expected);
  });

  it.each(['', 'mail.example.cn', 'http://mail.example.cn', 'smtp://'])(
    'is not “%s”, and no password is repeated',
    (url) => {
      expect(() => smtpConnection(url)).toThrow('not smtp://host or smtps://host');
      expect(() => openSmtpChannel({ url: 'smtp://mail.example.cn', from: '台账' })).toThrow(
        TypeError,
      );
    },
  );
});
