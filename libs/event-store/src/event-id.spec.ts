import { commandIdAt, eventIdOf } from './event-id';

const version = (id: string): string => id.slice(14, 15);
const variant = /^.{19}[89ab]/;

describe('the id of an event', () => {
  // The example of RFC 9562, appendix A.6: 2022-02-22 19:22:22 GMT.
  const command = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f';

  it('is the same for the same command, another for each of its events and each command', () => {
    expect(eventIdOf(command, 0)).toBe(eventIdOf(command.toUpperCase(), 0));
    const other = '017f22e2-79b0-7cc3-98c4-dc0c0c07398e';
    const ids = [eventIdOf(command, 0), eventIdOf(command, 1), eventIdOf(other, 0)];
    expect(new Set(ids).size).toBe(3);
  });

  it('is a UUID of version 8 that keeps the time of its command', () => {
    const id = eventIdOf(command, 0);
    expect(id).toMatch(/^017f22e2-79b0-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is refused to anything but a UUID', () => {
    expect(() => eventIdOf('register', 0)).toThrow(TypeError);
  });
});

describe('a new command id', () => {
  it('is a UUID of version 7 whose order is that of time', () => {
    const random = new Uint8Array(10).fill(0xff);
    const id = commandIdAt(Date.UTC(2022, 1, 22, 19, 22, 22), random);
    expect(id).toBe('017f22e2-79b0-7fff-bfff-ffffffffffff');
    expect(version(id)).toBe('7');
    expect(id).toMatch(variant);
    expect(commandIdAt(Date.UTC(2022, 1, 22, 19, 22, 23), new Uint8Array(10)) > id).toBe(true);
    expect(() => commandIdAt(0, new Uint8Array(9))).toThrow(RangeError);
  });
});
