import { hostNameOf } from './loopback';

describe('the name in a Host header', () => {
  it.each([
    ['localhost:3210', 'localhost'],
    ['[::1]:3210', '[::1]'],
    ['127.0.0.1', '127.0.0.1'],
    ['a@localhost', null],
    ['localhost/x', null],
    ['localhost:port', null],
    ['', null],
  ])('of “%s” is %s', (header, name) => {
    expect(hostNameOf(header)).toBe(name);
  });
});
