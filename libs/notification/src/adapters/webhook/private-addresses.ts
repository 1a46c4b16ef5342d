import { BlockList, isIP } from 'node:net';

const ranges = (list: readonly (readonly [string, number])[], family: 'ipv4' | 'ipv6') => {
  const blocked = new BlockList();
  for (const [network, prefix] of list) blocked.addSubnet(network, prefix, family);
  return blocked;
};

/** Networks that are somebody's own (RFC 1918, 4193, 6598) and this machine. */
const own = {
  4: ranges(
    [
      ['10.0.0.0', 8],
      ['100.64.0.0', 10],
      ['127.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
    ],
    'ipv4',
  ),
  6: ranges(
    [
      ['::1', 128],
      ['fc00::', 7],
    ],
    'ipv6',
  ),
};

/**
 * Where no webhook lives, whatever is allowed: «this» network, link-local (the data of cloud
 * machines are served there), protocol assignments, documentation, benchmarks, multicast, reserved.
 */
const never = {
  4: ranges(
    [
      ['0.0.0.0', 8],
      ['169.254.0.0', 16],
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['224.0.0.0', 4],
      ['240.0.0.0', 4],
    ],
    'ipv4',
  ),
  6: ranges(
    [
      ['::', 128],
      ['64:ff9b::', 96],
      ['64:ff9b:1::', 48],
      ['100::', 64],
      ['2001::', 32],
      ['2001:db8::', 32],
      ['2002::', 16],
      ['fe80::', 10],
      ['fec0::', 10],
      ['ff00::', 8],
    ],
    'ipv6',
  ),
};

/**
 * Whether an IP address may be called. An address that is none may not.
 * @param allowPrivate lets own networks and this machine through.
 */
export function mayBeCalled(address: string, allowPrivate: boolean): boolean {
  const embedded = /^(?:::ffff:|::)(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (embedded !== undefined) return mayBeCalled(embedded, allowPrivate);
  const family = isIP(address);
  if (family !== 4 && family !== 6) return false;
  const name = family === 4 ? 'ipv4' : 'ipv6';
  // BlockList reads IPv4 in IPv6 (::ffff:7f00:1) as the IPv4 address it is.
  if (never[family].check(address, name) || never[4].check(address, name)) return false;
  return allowPrivate || !(own[family].check(address, name) || own[4].check(address, name));
}
