import type { BasicCredentials } from '@kurrent/kurrentdb-client';

import { EventStoreUnavailable } from '../../errors';

const schemes = /^(esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//;

/** What the connection string gets where it says nothing else. */
export interface ConnectionDefaults {
  /** How long one call may take, in milliseconds. */
  readonly deadlineMs: number;
}

/** An address as the client takes it. */
export interface KurrentAddress {
  /** Without user and password, so that nothing the client says of it can hold them. */
  readonly connectionString: string;
  readonly credentials?: BasicCredentials;
}

const optionNames = [
  ...['tls', 'tlsCAFile', 'tlsVerifyCert', 'userCertFile', 'userKeyFile'],
  ...['nodePreference', 'maxDiscoverAttempts', 'discoveryInterval', 'gossipTimeout'],
  ...['keepAliveInterval', 'keepAliveTimeout', 'defaultDeadline', 'connectionName'],
  'throwOnAppendFailure',
] as const;

/** Options that name a file: one half of the client reads a plus sign in them as a space. */
const fileOptions: ReadonlySet<string> = new Set(['tlsCAFile', 'userCertFile', 'userKeyFile']);

const flat = (name: string): string => name.trim().toLowerCase().replace(/[_-]/g, '');
const nameOf = new Map(optionNames.map((name) => [flat(name), name]));

/** True for an address that this adapter understands. */
export const isKurrentAddress = (url: string): boolean => schemes.test(url.trim());

/**
 * The address with what this adapter relies on: the leader is preferred, because a follower may lag
 * behind what was just confirmed, and every call has a deadline. Whatever the operator wrote stays,
 * in the spelling that both halves of the client understand: the one that reads knows no dashes in
 * the names of options and no encoded characters in a password. `esdb` is the former name of the
 * scheme.
 * @throws EventStoreUnavailable when it is none; the message never repeats it, it holds a password.
 */
export const addressOf = (url: string, { deadlineMs }: ConnectionDefaults): KurrentAddress => {
  const address = url.trim();
  const scheme = schemes.exec(address);
  if (scheme === null) {
    throw refused('must begin with kurrentdb://, kurrentdb+discover:// or esdb://');
  }
  const [authority = '', query = ''] = address.slice(scheme[0].length).split('?', 2);
  const at = authority.lastIndexOf('@');
  const hosts = authority.slice(at + 1).replace(/\/+$/, '');
  const options = new Map(query.split('&').flatMap((option) => optionOf(option)));
  const defaults = [
    ['nodePreference', 'leader'],
    // How long the client waits before it looks around again, in milliseconds.
    ['discoveryInterval', '100'],
    ['defaultDeadline', String(deadlineMs)],
    ['keepAliveTimeout', '10000'],
    ['connectionName', 'sunledger'],
  ] as const;
  for (const [name, value] of defaults) if (!options.has(name)) options.set(name, value);
  const written = [...options].map(([name, value]) => `${name}=${value}`).join('&');
  return {
    connectionString: `kurrentdb${scheme[2] ?? ''}://${hosts}?${written}`,
    ...(at === -1 ? {} : { credentials: credentialsOf(authority.slice(0, at)) }),
  };
};

const optionOf = (option: string): (readonly [name: string, value: string])[] => {
  if (option === '') return [];
  const [written = '', ...rest] = option.split('=');
  const name = nameOf.get(flat(written));
  if (name === undefined) throw refused(`has an option that is not known: ${written}`);
  const value = rest.join('=').trim();
  return [[name, fileOptions.has(name) ? encodeURIComponent(decoded(value, name)) : value]];
};

const credentialsOf = (text: string): BasicCredentials => {
  const colon = text.indexOf(':');
  if (colon < 1) throw refused('needs a password beside the user: user:password@host');
  const what = 'user and password';
  return {
    username: decoded(text.slice(0, colon), what),
    password: decoded(text.slice(colon + 1), what),
  };
};

const decoded = (text: string, what: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused(`must have a percent sign in ${what} written as %25`);
  }
};

const refused = (what: string): EventStoreUnavailable =>
  new EventStoreUnavailable('open', `the address ${what}`);
