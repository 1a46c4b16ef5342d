import { KeyedLock } from './keyed-lock';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the lock of streams', () => {
  it('lets those in first who came first, one at a time', async () => {
    const lock = new KeyedLock();
    const order: string[] = [];
    const hold = async (name: string, ...keys: string[]): Promise<void> => {
      const release = await lock.acquire(keys);
      order.push(`${name} in`);
      await turn();
      order.push(`${name} out`);
      release();
    };
    await Promise.all([hold('one', 'a'), hold('two', 'b', 'a'), hold('three', 'a', 'b')]);
    expect(order).toEqual(['one in', 'one out', 'two in', 'two out', 'three in', 'three out']);
  });

  it('keeps nobody waiting for a key that nobody holds', async () => {
    const lock = new KeyedLock();
    const release = await lock.acquire(['a']);
    const other = await lock.acquire(['b']);
    other();
    release();
    (await lock.acquire(['a', 'b', 'a']))();
  });
});
