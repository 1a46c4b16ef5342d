import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ProtocolServer } from '../../../../../test/kurrentdb-server/protocol-server';
import { TestAuthority } from '../../../../../test/kurrentdb-server/test-authority';
import { EventStoreUnavailable } from '../../errors';
import { noStream } from '../../port';
import { appendOf, newEvents } from '../../testing';
import { openKurrentEventStore } from './open-kurrent-event-store';

const now = (): string => '2026-03-02T01:00:00.000Z';

/** Every character that means something in an address. */
const user = { username: 'office@city', password: 'p/a:s?s&w=o#r%d +@secret' };
const written = `${encodeURIComponent(user.username)}:${encodeURIComponent(user.password)}`;

let authority: TestAuthority;
let other: TestAuthority;
let server: ProtocolServer;

beforeAll(async () => {
  authority = new TestAuthority();
  other = new TestAuthority();
  server = await ProtocolServer.start({ tls: authority.certificateFor('127.0.0.1'), user });
});
afterAll(async () => {
  await server.stop();
  authority.remove();
  other.remove();
});

const open = (credentials: string, query: string) =>
  openKurrentEventStore({
    url: server.url.replace('://', `://${credentials}`).replace('?tls=true', `?${query}`),
    now,
    deadlineMs: 2_000,
    patienceMs: 2_000,
  });

const trusted = () => `tls=true&tlsCaFile=${encodeURIComponent(authority.file)}`;

const faultOf = async (opening: Promise<{ close(): Promise<void> }>): Promise<string> => {
  const fault: unknown = await opening.then(
    (store) => store.close(),
    (error: unknown) => error,
  );
  if (!(fault instanceof EventStoreUnavailable)) throw new Error(`no fault but ${String(fault)}`);
  // Nothing that a log could print of it holds the password, in whatever form.
  const all = `${fault.stack} ${JSON.stringify(fault)} ${String(fault.cause)}`;
  expect(all).not.toMatch(/secret/);
  return fault.message;
};

const until = async (holds: () => boolean): Promise<void> => {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it never came to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('an event store behind TLS that wants to know who asks', () => {
  it('is written, read and followed with its authority and a user', async () => {
    const store = await open(`${written}@`, trusted());
    const seen: string[] = [];
    const subscription = store.subscribe({
      after: 0,
      onEvents: async (events) => void seen.push(...events.map(({ stream }) => stream)),
    });
    const result = await store.append(appendOf('request-1', noStream, ...newEvents(2)));
    expect(result).toMatchObject({ revision: 1, duplicate: false });
    expect(await store.readStream('request-1')).toHaveLength(2);
    expect(await store.readAll(0, { max: 10 })).toHaveLength(2);
    server.door.cut();
    await store.append(appendOf('request-2', noStream, ...newEvents(1)));
    await until(() => seen.length === 3);
    await subscription.stop();
    await store.close();
    expect(seen).toEqual(['request-1', 'request-1', 'request-2']);
  });

  it('is not trusted by another authority than its own', async () => {
    const strange = `tls=true&tlsCaFile=${encodeURIComponent(other.file)}`;
    expect(await faultOf(open(`${written}@`, strange))).toMatch(
      /cannot be trusted: check tls and tlsCaFile/,
    );
    expect(await faultOf(open(`${written}@`, 'tls=true'))).toMatch(/cannot be trusted/);
  });

  it('says that the file of its authority is missing, or none', async () => {
    const nowhere = encodeURIComponent(`${authority.file}.nowhere`);
    expect(await faultOf(open(`${written}@`, `tls=true&tlsCaFile=${nowhere}`))).toMatch(
      /address cannot be used: .*certificate/,
    );
    const empty = join(authority.file, '..', 'empty.crt');
    writeFileSync(empty, 'no certificate\n');
    expect(
      await faultOf(open(`${written}@`, `tls=true&tlsCaFile=${encodeURIComponent(empty)}`)),
    ).toMatch(/check tls and tlsCaFile/);
  });

  it('is not spoken to in the clear', async () => {
    expect(await faultOf(open('', 'tls=false'))).toMatch(/does not answer/);
    const clear = await ProtocolServer.start();
    const url = `${clear.url.replace('tls=false', trusted())}`;
    const opening = openKurrentEventStore({ url, now, deadlineMs: 1_000, patienceMs: 1_000 });
    expect(await faultOf(opening)).toMatch(/cannot be trusted/);
    await clear.stop();
  });

  it.each([
    ['a wrong password', `${encodeURIComponent(user.username)}:wrong-secret@`],
    ['another user', `admin:${encodeURIComponent(user.password)}@`],
    ['no user', ''],
  ])('refuses %s', async (_, credentials) => {
    expect(await faultOf(open(credentials, trusted()))).toMatch(
      /refuses these credentials: check user and password/,
    );
  });
});

it('a store that was refused for a while follows its log again', async () => {
  const known = { username: 'office', password: 'known' };
  const tls = authority.certificateFor('127.0.0.1');
  const guarded = await ProtocolServer.start({ tls, user: known });
  const url = guarded.url.replace('://', '://office:known@').replace('tls=true', trusted());
  const [one, two] = [
    await openKurrentEventStore({ url, now }),
    await openKurrentEventStore({ url, now }),
  ];
  const followed = () => guarded.subscriptions.length;
  await until(() => followed() === 2);
  known.password = 'changed';
  guarded.door.cut();
  await expect(one.readStream('request-1')).rejects.toThrow(/refuses these credentials/);
  // Time for those who follow to ask again, and to be refused.
  await new Promise((resolve) => setTimeout(resolve, 500));
  known.password = 'known';
  await until(() => followed() >= 4);
  await one.append(appendOf('request-1', noStream, ...newEvents(1)));
  await until(() => guarded.subscriptions.slice(2).filter(({ sent }) => sent === 1).length === 2);
  await one.close();
  await two.close();
  await guarded.stop();
});
