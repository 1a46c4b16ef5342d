import { EventStoreUnavailable } from '../../errors';

const schemes = /^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//;

/** What the connection string gets where it says nothing else. */
export interface ConnectionDefaults {
  /** How long one call may take, in milliseconds. */
  readonly deadlineMs: number;
}

/** True for an address that this adapter understands. */
export const isKurrentAddress = (url: string): boolean => schemes.test(url.trim());

/**
 * The connection string with what this adapter relies on: the leader is preferred, because a
 * follower may lag behind what was just confirmed, and every call has a deadline. Whatever the
 * operator wrote stays; `esdb` is the former name of the scheme.
 * @throws EventStoreUnavailable when it is none; the message never repeats it, it holds a password.
 */
export const connectionStringOf = (url: string, { deadlineMs }: ConnectionDefaults): string => {
  const address = url.trim();
  const scheme = schemes.exec(address);
  if (scheme === null) {
    throw new EventStoreUnavailable(
      'open',
      'the address must begin with kurrentdb://, kurrentdb+discover:// or esdb://',
    );
  }
  const renamed = `kurrentdb${scheme[2] ?? ''}://${address.slice(scheme[0].length)}`;
  const [hosts = '', query = ''] = renamed.split('?', 2);
  const options = query.split('&').filter((option) => option !== '');
  const names = new Set(options.map((option) => nameOf(option)));
  const added = [
    ['nodePreference', 'leader'],
    // How long the client waits before it looks around again, in milliseconds.
    ['discoveryInterval', '100'],
    ['defaultDeadline', String(deadlineMs)],
    ['connectionName', 'sunledger'],
  ].flatMap(([name = '', value = '']) => (names.has(nameOf(name)) ? [] : [`${name}=${value}`]));
  return `${hosts.replace(/\/+$/, '')}?${[...options, ...added].join('&')}`;
};

/** Option names are compared as the client compares them. */
const nameOf = (option: string): string =>
  (option.split('=', 1)[0] ?? '').toLowerCase().replace(/[_-]/g, '');
