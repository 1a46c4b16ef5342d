import { sideBySide } from './side-by-side';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('work side by side', () => {
  it('is in the order of the items, some of it at once', async () => {
    const items = Array.from({ length: 100 }, (_, at) => at);
    let [atOnce, atOnceMax] = [0, 0];
    const done = [];
    const working = sideBySide(items, async (item) => {
      atOnce += 1;
      atOnceMax = Math.max(atOnceMax, atOnce);
      // What is begun first is not done first.
      for (let waited = item % 5; waited < 5; waited += 1) await turn();
      atOnce -= 1;
      return item;
    });
    for await (const item of working) done.push(item);
    expect(done).toEqual(items);
    expect(atOnceMax).toBe(32);
  });

  it('begins nothing that nobody asks for, and ends with a fault', async () => {
    const begun: number[] = [];
    const items = Array.from({ length: 100 }, (_, at) => at);
    const working = sideBySide(items, async (item) => {
      begun.push(item);
      if (item === 40) throw new Error('the store is away');
      return item;
    });
    expect(await working.next()).toEqual({ done: false, value: 0 });
    expect(begun).toHaveLength(32);
    const rest = async (): Promise<void> => {
      while ((await working.next()).done !== true);
    };
    await expect(rest()).rejects.toThrow('the store is away');
    expect(begun).toHaveLength(64);
  });
});
