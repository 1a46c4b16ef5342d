import { connectionStringOf, isKurrentAddress } from './connection-string';

const stringOf = (url: string): string => connectionStringOf(url, { deadlineMs: 7_000 });

describe('the connection string', () => {
  it('prefers the leader and has a deadline, where the operator says nothing', () => {
    expect(stringOf('kurrentdb://office:secret@db.example.cn:2113')).toBe(
      'kurrentdb://office:secret@db.example.cn:2113?' +
        'nodePreference=leader&discoveryInterval=100&defaultDeadline=7000&connectionName=sunledger',
    );
  });

  it('keeps what the operator wrote, TLS and credentials included', () => {
    const written =
      'kurrentdb+discover://o:s@db.example.cn:2113?tls=true&tlsCAFile=%2Fca.crt' +
      '&NODE_PREFERENCE=follower&keepAliveInterval=20000&default-deadline=1';
    const made = stringOf(written);
    expect(made.startsWith(written)).toBe(true);
    expect(made).not.toContain('nodePreference=leader');
    expect(made).not.toContain('defaultDeadline');
  });

  it.each(['esdb', 'kurrent', 'kdb'])('takes the scheme %s for what it is now called', (scheme) => {
    expect(stringOf(`${scheme}+discover://db.example.cn/`)).toMatch(
      /^kurrentdb\+discover:\/\/db\.example\.cn\?/,
    );
    expect(isKurrentAddress(`${scheme}://db.example.cn`)).toBe(true);
  });

  it('is not made of anything else', () => {
    expect(() => stringOf('postgres://o:s@db.example.cn')).toThrow(/must begin with kurrentdb/);
    expect(isKurrentAddress('postgres://db.example.cn')).toBe(false);
  });
});
