import { mayBeCalled } from './private-addresses';
import { webhookAddressFault } from './webhook-address';

describe('addresses', () => {
  it.each([
    ['https://robots.example.cn/hook?key=1', undefined],
    ['http://robots.example.cn/hook', 'webhook-needs-https'],
    ['ftp://robots.example.cn/hook', 'webhook-address-malformed'],
    [`https://${'user:secret@robots.example.cn/'}`, 'webhook-address-malformed'],
    ['robots.example.cn', 'webhook-address-malformed'],
    [`https://${'10.1.2.3/hook'}`, 'webhook-address-private'],
    [`https://${'[fd00::1]/hook'}`, 'webhook-address-private'],
    [`https://${'[::ffff:192.168.1.1]/hook'}`, 'webhook-address-private'],
  ])('%s', (text, fault) => {
    expect(webhookAddressFault(text, false)).toBe(fault);
  });

  it('of own networks are let through when that is allowed, those of cloud machines never', () => {
    expect(webhookAddressFault(`http://${'10.1.2.3:8080/hook'}`, true)).toBeUndefined();
    expect(webhookAddressFault(`http://${'169.254.169.254/latest'}`, true)).toBe(
      'webhook-address-private',
    );
  });

  it.each([
    ['8.8.8.8', true, true],
    ['2400:3200::1', true, true],
    ['10.0.0.1', false, true],
    ['172.31.255.255', false, true],
    ['192.168.0.1', false, true],
    ['100.64.0.1', false, true],
    ['127.0.0.1', false, true],
    ['::1', false, true],
    ['fd12::1', false, true],
    ['::ffff:10.0.0.1', false, true],
    ['::ffff:a00:1', false, true],
    ['169.254.169.254', false, false],
    ['::ffff:169.254.169.254', false, false],
    ['0.0.0.0', false, false],
    ['::', false, false],
    ['fe80::1', false, false],
    ['224.0.0.1', false, false],
    ['64:ff9b::a00:1', false, false],
    ['somebody', false, false],
  ])('%s may be called from outside: %s, when own networks are allowed: %s', (address, ...may) => {
    expect([mayBeCalled(address, false), mayBeCalled(address, true)]).toEqual(may);
  });
});
