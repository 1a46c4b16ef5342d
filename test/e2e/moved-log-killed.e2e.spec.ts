import { rmSync } from 'node:fs';
import { join } from 'node:path';

import type { TreeHead } from '@sunledger/event-store';

import { dataDirectory } from './command-line';
import { commandLine, demandBuild, type Ended, randomFrom, runAndKill } from './killed-child';
import { csvFile } from './ledger-file';
import { embeddedSystem, onSystem, verifiedIn, withOfficeOf } from './moved-system';
import { dumpOf } from './read-model-dump';
import { generatedCases } from './request-ledger';

const rounds = 24;
const seed = Number(process.env['SUNLEDGER_KILL_SEED'] ?? Date.now() % 1_000_000);

describe(`import-log killed at any moment (seed ${seed})`, () => {
  const { directory, data, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  const random = randomFrom(seed);
  const file = path('log.jsonl.gz');
  const source = embeddedSystem(data);
  const totals = { killed: 0, nothing: 0, begun: 0, whole: 0 };

  beforeAll(async () => {
    demandBuild();
    const cases = generatedCases(1500, { firstYear: 2022, years: 1 });
    csvFile(
      path('ledger.csv'),
      cases.map(({ cells }) => cells),
    );
    const commands = [
      ['agency', 'add', 'town', '--name', '某镇'],
      ['import', path('ledger.csv'), '--agency', 'town'],
      ['rebuild'],
      ['export', file],
    ];
    for (const command of commands) {
      expect(await onSystem(source, ...command)).toMatchObject({ code: 0 });
    }
  });
  afterAll(async () => {
    const { killed, nothing, begun, whole } = totals;
    process.stdout.write(
      `import-log killed (seed ${seed}): ${killed} rounds; ` +
        `log not begun in ${nothing}, cut off in ${begun}, whole in ${whole}\n`,
    );
    await remove();
  });

  it('leaves a beginning of the log, which the same command completes', async () => {
    const proved = await verifiedIn(source);
    if (!proved.holds) throw new Error(JSON.stringify(proved.fault));
    const { head } = proved;
    const rows = dumpOf(data);
    const run = (to: string, delayMs: number | null): Promise<Ended> =>
      runAndKill(
        commandLine,
        ['import-log', file, '--without-keys'],
        { afterWords: '核验', delayMs },
        embeddedSystem(path(to)),
      );
    const unhurt = await run('unhurt', null);
    for (let round = 0; totals.killed < rounds; round += 1) {
      if (round > rounds * 3) throw new Error(`only ${totals.killed} children were killed`);
      const to = `target-${round}`;
      const ended = await run(to, random() * unhurt.tookAfterWordsMs);
      if (ended.killed) await examine(to, head);
      const answer = await onSystem(
        embeddedSystem(path(to)),
        ...['import-log', file, '--without-keys', '--json'],
      );
      expect(answer).toMatchObject({ code: 0 });
      expect(await verifiedIn(embeddedSystem(path(to)), [head])).toEqual({ holds: true, head });
      expect(dumpOf(path(to))).toEqual(rows);
      rmSync(path(to), { recursive: true });
    }
  }, 400_000);

  /** What the blow left: nothing, or a log that is a beginning of the whole. */
  async function examine(to: string, whole: TreeHead): Promise<void> {
    totals.killed += 1;
    const left = await withOfficeOf(embeddedSystem(path(to)), ({ log }) => log.head());
    const then = await withOfficeOf(source, async ({ log }) =>
      log.headAt(await log.positionOf(left.length)),
    );
    expect(left.treeRoot).toBe(then.treeRoot);
    totals[left.length === 0 ? 'nothing' : left.length < whole.length ? 'begun' : 'whole'] += 1;
  }
});
