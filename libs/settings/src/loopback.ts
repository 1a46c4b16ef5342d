import { isIPv4, isIPv6 } from 'node:net';

/** Whether a host is this machine itself: loopback addresses and their one name. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (name === 'localhost') return true;
  if (isIPv4(name)) return name.startsWith('127.');
  return isIPv6(name) && /^(0*:)*:?0*1$/.test(name);
}
