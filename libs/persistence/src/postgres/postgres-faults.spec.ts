import {
  openReadModels,
  type ReadModelDatabase,
  ReadModelsUnavailable,
} from '@sunledger/persistence';
import { temporaryPostgres, type TemporaryPostgres } from '@sunledger/persistence/testing';

let place: TemporaryPostgres;
let database: ReadModelDatabase;
beforeEach(async () => {
  place = await temporaryPostgres();
  database = await openReadModels({ type: 'postgres', url: place.url, poolSize: 2 });
});
afterEach(async () => {
  await database.close();
  await place.drop();
});

const names = () => database.read<{ name: string }>('SELECT name FROM checkpoint ORDER BY name');
const insert = 'INSERT INTO checkpoint (name, position) VALUES (?, 0)';

const promised = () => {
  let keep: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { promise, keep: () => keep() };
};

describe('connections that were cut', () => {
  it('are opened again without anybody noticing, while they lay idle', async () => {
    await Promise.all([names(), names(), names()]);
    await place.cutConnections();
    expect(await Promise.all([names(), names(), names()])).toEqual([[], [], []]);
    await database.write((transaction) => transaction.execute(insert, ['kept']));
    expect(await names()).toEqual([{ name: 'kept' }]);
  });

  it('in the middle of a transaction leave nothing of it, and the next one runs', async () => {
    for (const word of ['first', 'second']) {
      const broken = database.write(async (transaction) => {
        await transaction.execute(insert, [`lost ${word}`]);
        await place.cutConnections();
        await transaction.execute(insert, [`lost ${word} too`]);
      });
      await expect(broken).rejects.toThrow(ReadModelsUnavailable);
      await database.write((transaction) => transaction.execute(insert, [`kept ${word}`]));
    }
    expect(await names()).toEqual([{ name: 'kept first' }, { name: 'kept second' }]);
  });

  it('take a lease with them, which says so, and can be taken again', async () => {
    const [lease, other] = [database.lease('work'), database.lease('work')];
    const lost = promised();
    lease.onLost(() => lost.keep());
    expect([await lease.acquire(), await other.acquire()]).toEqual([true, false]);
    await place.cutConnections();
    await lost.promise;
    expect(lease.held).toBe(false);
    expect(await other.acquire()).toBe(true);
    expect(await lease.acquire()).toBe(false);
  });

  it('leave a lease free when several asked for it at once and it was given back', async () => {
    const [lease, other] = [database.lease('work'), database.lease('work')];
    expect(await Promise.all([lease.acquire(), lease.acquire(), lease.acquire()])).toEqual([
      true,
      true,
      true,
    ]);
    await lease.release();
    expect(await other.acquire()).toBe(true);
  });

  it('are told to who listens, because notices may have been missed', async () => {
    const heard: (string | undefined)[] = [];
    let next = promised();
    await database.listen('sunledger_spec', (text) => {
      heard.push(text);
      next.keep();
    });
    await place.cutConnections();
    await next.promise;
    next = promised();
    await database.write((transaction) => transaction.notify('sunledger_spec', 'again'));
    await next.promise;
    expect(heard).toEqual([undefined, 'again']);
  });
});

describe('a PostgreSQL that does not answer', () => {
  it('is a typed error, at the first opening and for a question that takes too long', async () => {
    const nobody = new URL(place.url);
    nobody.port = '1';
    const opening = openReadModels({ type: 'postgres', url: nobody.href });
    await expect(opening).rejects.toMatchObject({
      name: 'ReadModelsUnavailable',
      reason: 'connection',
    });
    const slow = database.snapshot(async (read) => {
      await read("SELECT set_config('statement_timeout', '20', true)");
      return read('SELECT pg_sleep(10)');
    });
    await expect(slow).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('is a database that was dropped, too, until there is one of its name again', async () => {
    await place.drop();
    await expect(names()).rejects.toThrow(ReadModelsUnavailable);
    await place.makeAnew();
    await database.bringUpToDate();
    expect(await names()).toEqual([]);
  });

  it('is another thing than a statement that is wrong', async () => {
    const wrong = database.read('SELECT nothing FROM nowhere');
    await expect(wrong).rejects.not.toBeInstanceOf(ReadModelsUnavailable);
    await expect(wrong).rejects.toThrow('nowhere');
  });
});
