import { existsSync } from 'node:fs';

import { isUnmeasured } from '../outcome';
import { memoryRow, onEachStore, type OnStore } from './each-store';
import { HighWater, mibOf, mostHeldMib, parentOf, residentMib } from './process-memory';

const figures = { one: 'a figure', other: 'another figure' };

const onStore = (store: 'SQLite' | 'PostgreSQL'): OnStore<'memory'> => ({
  place: { store, readModelsUrl: '' },
  about: (row) => ({ row, figure: 'most memory resident', store }),
  watchServer: () => undefined,
});

describe('rows on each store', () => {
  it('are measured on SQLite alone where there is no PostgreSQL, and say why', async () => {
    const measuredOn: string[] = [];
    const rows = await onEachStore(
      {
        postgres: () => Promise.resolve({ reason: 'PostgreSQL is not installed' }),
        postgresPlace: () => Promise.reject(new Error('there is no server to ask')),
      },
      { database: 'city', figures },
      ({ place, about }) => {
        measuredOn.push(place.store);
        const rest = { unit: 'ms', measured: 1, target: { none: true } } as const;
        return Promise.resolve([
          { ...about('one'), ...rest },
          { ...about('other'), ...rest },
        ]);
      },
    );
    expect(measuredOn).toEqual(['SQLite']);
    expect(rows.map(({ row, store }) => [row, store])).toEqual([
      ['one', 'SQLite'],
      ['other', 'SQLite'],
      ['one-postgres', 'PostgreSQL'],
      ['other-postgres', 'PostgreSQL'],
    ]);
    expect(rows.filter(isUnmeasured).map(({ reason }) => reason)).toEqual([
      'PostgreSQL is not installed',
      'PostgreSQL is not installed',
    ]);
  });

  it('count the memory of the server with that of the process', () => {
    const held = { processMib: 200, serverMib: 150 };
    expect(memoryRow(onStore('PostgreSQL'), 'memory', held, { atMost: 300 })).toMatchObject({
      measured: 350,
      target: { none: true },
      details: held,
    });
  });

  it('hold a process without a server to its limit', () => {
    const held = { processMib: 310, serverMib: undefined };
    expect(memoryRow(onStore('SQLite'), 'memory', held, { atMost: 300 })).toMatchObject({
      measured: 310,
      target: { atMost: 300 },
    });
  });

  it.each([
    ['SQLite', { processMib: undefined, serverMib: undefined }],
    ['PostgreSQL', { processMib: 200, serverMib: undefined }],
  ] as const)('leave out memory on %s that the system does not tell', (store, held) => {
    expect(isUnmeasured(memoryRow(onStore(store), 'memory', held))).toBe(true);
  });
});

describe('memory of processes', () => {
  it('is read from what the kernel writes', () => {
    const rollup = 'Rss:              900 kB\nPss:             2048 kB\nPss_Anon:  10 kB\n';
    expect(mibOf(rollup, 'Pss')).toBe(2);
    expect(mibOf('', 'Pss')).toBeUndefined();
  });

  it('knows a parent by a line whose name may hold anything', () => {
    expect(parentOf('41 (a) S 7 (b)) S 1234 41 41 0 -1 4194560')).toBe(1234);
    expect(parentOf('')).toBeNaN();
  });

  it('of this process is at least what its heap holds, where the system tells', () => {
    const heapMib = process.memoryUsage().heapUsed / 1024 ** 2;
    const held = [residentMib(process.pid), mostHeldMib(process.pid)];
    const told = held.filter((mib) => mib !== undefined);
    expect(told).toHaveLength(existsSync('/proc/self/smaps_rollup') ? 2 : 0);
    for (const mib of told) expect(mib).toBeGreaterThan(heapMib);
  });

  it('keeps the highest value seen, and none where none could be seen', () => {
    const seen = [3, 9, 4];
    const held = new HighWater(() => seen.shift());
    expect(held.end()).toBe(9);
    expect(new HighWater(() => undefined).end()).toBeUndefined();
  });
});
