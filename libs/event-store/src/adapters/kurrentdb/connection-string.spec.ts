import { addressOf, isKurrentAddress } from './connection-string';

const addressFrom = (url: string) => addressOf(url, { deadlineMs: 7_000 });

describe('the connection string', () => {
  it('prefers the leader and has a deadline, where the operator says nothing', () => {
    expect(addressFrom('kurrentdb://db.example.cn:2113')).toEqual({
      connectionString:
        'kurrentdb://db.example.cn:2113?' +
        'nodePreference=leader&discoveryInterval=100&defaultDeadline=7000&keepAliveTimeout=10000' +
        '&connectionName=sunledger',
    });
  });

  it('keeps what the operator wrote, in the spelling that all of the client reads', () => {
    const { connectionString } = addressFrom(
      'kurrentdb+discover://o:s@db.example.cn:2113?tls=true&tls_ca_file=%2Fetc%2Fa+b%2Fca.crt' +
        '&NODE_PREFERENCE=follower&keepAliveInterval=20000&default-deadline=1',
    );
    expect(connectionString).toBe(
      'kurrentdb+discover://db.example.cn:2113?tls=true&tlsCAFile=%2Fetc%2Fa%2Bb%2Fca.crt' +
        '&nodePreference=follower&keepAliveInterval=20000&defaultDeadline=1' +
        '&discoveryInterval=100&keepAliveTimeout=10000&connectionName=sunledger',
    );
  });

  it('gives user and password apart, as they are', () => {
    const { connectionString, credentials } = addressFrom('kurrentdb://o%40x:a%25%2F:b%40c@db');
    expect(credentials).toEqual({ username: 'o@x', password: 'a%/:b@c' });
    expect(connectionString).toMatch(/^kurrentdb:\/\/db\?/);
  });

  it.each(['esdb', 'kurrent', 'kdb'])('takes the scheme %s for what it is now called', (scheme) => {
    expect(addressFrom(`${scheme}+discover://db.example.cn/`).connectionString).toMatch(
      /^kurrentdb\+discover:\/\/db\.example\.cn\?/,
    );
    expect(isKurrentAddress(`${scheme}://db.example.cn`)).toBe(true);
  });

  it('is not made of anything else', () => {
    expect(() => addressFrom('postgres://o:s@db.example.cn')).toThrow(/must begin with kurrentdb/);
    expect(isKurrentAddress('postgres://db.example.cn')).toBe(false);
  });

  it.each([
    ['kurrentdb://o:secret@db?tlsCaFiel=%2Fca.crt', /not known: tlsCaFiel/],
    ['kurrentdb://secret@db', /needs a password/],
    ['kurrentdb://o:secret%@db', /user and password written as %25/],
  ])('says what is wrong with %s without repeating it', (url, message) => {
    expect(() => addressFrom(url)).toThrow(message);
    expect(() => addressFrom(url)).not.toThrow(/secret/);
  });
});
