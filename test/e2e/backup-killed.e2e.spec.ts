import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { dataDirectory } from './command-line';
import { commandLine, demandBuild, type Ended, randomFrom, runAndKill } from './killed-child';
import { csvFile } from './ledger-file';
import { copyMasterKey, embeddedSystem, onSystem, verifiedIn } from './moved-system';
import { dumpOf } from './read-model-dump';
import { generatedCases } from './request-ledger';

const rounds = 24;
const seed = Number(process.env['SUNLEDGER_KILL_SEED'] ?? Date.now() % 1_000_000);
const totals = { backups: 0, whole: 0, restores: 0, resumed: 0 };

describe(`backup and restore killed at any moment (seed ${seed})`, () => {
  const { directory, data, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  const random = randomFrom(seed);
  const source = embeddedSystem(data);
  let whole = '';

  beforeAll(async () => {
    demandBuild();
    csvFile(
      path('ledger.csv'),
      generatedCases(1500, { firstYear: 2022, years: 1 }).map(({ cells }) => cells),
    );
    const commands = [
      ['agency', 'add', 'town', '--name', '某镇'],
      ['import', path('ledger.csv'), '--agency', 'town'],
      ['rebuild'],
      ['backup', path('backups')],
    ];
    for (const command of commands) {
      expect(await onSystem(source, ...command)).toMatchObject({ code: 0 });
    }
    whole = join(path('backups'), String(readdirSync(path('backups'))[0]));
  }, 60_000);
  afterAll(async () => {
    const { backups, whole: finished, restores, resumed } = totals;
    process.stdout.write(
      `killed (seed ${seed}): ${backups} backups, ${finished} of them whole; ` +
        `${restores} restores, ${resumed} of them resumed\n`,
    );
    await remove();
  });

  /** Runs a command over and over, each time killed somewhere on its way. */
  async function killOften(
    command: (round: number) => Promise<(delayMs: number | null) => Promise<Ended>>,
    examine: (round: number) => Promise<void>,
  ): Promise<number> {
    const unhurt = await (await command(-1))(null);
    let killed = 0;
    for (let round = 0; killed < rounds; round += 1) {
      if (round > rounds * 3) throw new Error(`only ${killed} children were killed`);
      const run = await command(round);
      const ended = await run(random() * unhurt.tookMs);
      if (!ended.killed) continue;
      killed += 1;
      await examine(round);
    }
    return killed;
  }

  it('leaves no backup that looks whole and is not', async () => {
    const to = (round: number) => path(`backups-${round}`);
    totals.backups = await killOften(
      async (round) => {
        mkdirSync(to(round));
        return (delayMs) => runAndKill(commandLine, ['backup', to(round)], { delayMs }, source);
      },
      async (round) => {
        const left = readdirSync(to(round)).filter((name) => !name.startsWith('.partial-'));
        for (const name of left) {
          totals.whole += 1;
          expect(await onSystem(source, 'backup', 'verify', join(to(round), name))).toMatchObject({
            code: 0,
          });
        }
        expect(await onSystem(source, 'backup', to(round))).toMatchObject({ code: 0 });
        rmSync(to(round), { recursive: true });
      },
    );
  }, 400_000);

  it('has a restore completed by the same command with --resume', async () => {
    const proved = await verifiedIn(source);
    const rows = dumpOf(data);
    const name = (round: number) => `restored-${round}`;
    totals.restores = await killOften(
      async (round) => {
        const target = embeddedSystem(path(name(round)));
        copyMasterKey(data, path(name(round)));
        return (delayMs) => runAndKill(commandLine, ['restore', whole], { delayMs }, target);
      },
      async (round) => {
        const target = embeddedSystem(path(name(round)));
        const begun = existsSync(join(path(name(round)), 'sunledger.db'));
        if (begun) totals.resumed += 1;
        const answer = await onSystem(target, 'restore', whole, '--resume');
        expect(answer).toMatchObject({ code: 0 });
        expect(answer.out).toContain('与备份时逐份相同');
        expect(await verifiedIn(target)).toEqual(proved);
        expect(dumpOf(path(name(round)))).toEqual(rows);
        rmSync(path(name(round)), { recursive: true });
      },
    );
  }, 400_000);
});
