import { rmSync } from 'node:fs';
import { join } from 'node:path';

import type { AnnualReport } from '@sunledger/annual-report';
import { isRefusal } from '@sunledger/decider';
import type { Office, Registration } from '@sunledger/disclosure-office';
import type { StoredEvent } from '@sunledger/event-store';
import type { OpenOffice } from '@sunledger/wiring';

import { dataDirectory, json } from './command-line';
import {
  type Blow,
  childScript,
  commandLine,
  demandBuild,
  type Ended,
  randomFrom,
  runAndKill,
} from './killed-child';
import { csvFile } from './ledger-file';
import { contentOf, copyOf, verified, withOfficeAt } from './office-directory';
import { expectedApplications, generatedCases, withoutZeros } from './request-ledger';
import { dumpOf, everyCase } from './read-model-dump';

const rounds = { import: 28, append: 44, projection: 28 };
const seed = Number(process.env['SUNLEDGER_KILL_SEED'] ?? Date.now() % 1_000_000);
const random = randomFrom(seed);
const between = (least: number, most: number): number => least + random() * (most - least);
const totals = { rounds: 0, acknowledged: 0, lost: 0, doubled: 0, whole: 0, nothing: 0 };

const year = 2022;
const cases = generatedCases(1500, { firstYear: year, years: 1 });
const agency = 'town';

const logOf = async ({ office }: OpenOffice, prefix: string): Promise<readonly StoredEvent[]> =>
  office.parts.store.readAll(0, { max: 1_000_000, streamPrefixes: [prefix] });

const derived = async (office: Office, of: number): Promise<AnnualReport> => {
  const report = await office.reports.derive({ agency, year: of });
  if (isRefusal(report)) throw new Error(JSON.stringify(report));
  return report;
};

const expectWhole = async (data: string): Promise<void> => {
  expect(await verified(data)).toMatchObject({ holds: true });
};

/** Repeats a round until the child was killed so often; one that came to its end is no round. */
async function untilKilled(times: number, round: (number: number) => Promise<Ended>) {
  let killed = 0;
  for (let attempt = 0; killed < times; attempt += 1) {
    if (attempt >= times * 3) throw new Error(`only ${killed} of ${times} children were killed`);
    const ended = await round(attempt);
    killed += ended.killed ? 1 : 0;
  }
  totals.rounds += killed;
}

describe(`kill -9 at any moment (seed ${seed})`, () => {
  const { directory, remove } = dataDirectory();
  const path = (name: string) => join(directory, name);
  const file = path('ledger.csv');
  const [empty, filled] = [path('empty'), path('filled')];

  beforeAll(async () => {
    demandBuild();
    csvFile(
      file,
      cases.map(({ cells }) => cells),
    );
    process.env['SUNLEDGER_DATA'] = empty;
    await json('agency', 'add', agency, '--name', '某镇', '--json');
    process.env['SUNLEDGER_DATA'] = copyOf(empty, filled);
    await json('import', file, '--agency', agency, '--json');
  }, 60_000);

  afterAll(async () => {
    const { rounds: done, acknowledged, lost, doubled, whole, nothing } = totals;
    process.stdout.write(
      `kill -9 (seed ${seed}): ${done} rounds, ${acknowledged} acknowledged, ${lost} lost, ` +
        `${doubled} doubled; imports found whole ${whole}, not begun ${nothing}\n`,
    );
    await remove();
  });

  it('has an import either whole or not at all, and finished when it is started again', async () => {
    const importing = ['import', file, '--agency', agency];
    const expected = expectedApplications(cases, year);
    const sealed = `加密 ${cases.length}/${cases.length}`;
    const run = (data: string, blow: Blow) =>
      runAndKill(commandLine, importing, blow, { SUNLEDGER_DATA: data });
    const unhurt = await run(copyOf(empty, path('import-unhurt')), {
      afterWords: sealed,
      delayMs: null,
    });

    await untilKilled(rounds.import, async (round) => {
      const data = copyOf(empty, path(`import-${round}`));
      // Three of four blows fall into the last part, where everything is written at once.
      const blow =
        round % 4 === 0
          ? { delayMs: between(0, unhurt.tookMs) }
          : { afterWords: sealed, delayMs: between(0, unhurt.tookAfterWordsMs) };
      const ended = await run(data, blow);
      await expectWhole(data);
      await withOfficeAt(data, async (open) => {
        const found = (await logOf(open, 'request-')).filter(
          ({ type }) => type === 'ApplicationRegistered',
        ).length;
        expect([0, cases.length]).toContain(found);
        totals[found === 0 ? 'nothing' : 'whole'] += ended.killed ? 1 : 0;
        const { office } = open;
        const context = { commandId: office.newId(), actor: 'clerk' };
        const source = { fileName: 'ledger.csv', path: file };
        const again = await office.importRequests({ agency, source }, context);
        expect(again).toMatchObject({ imported: true, added: cases.length - found, continued: 0 });
        const report = await derived(office, year);
        expect(withoutZeros(report.tables.applications)).toEqual(expected);
      });
      rmSync(data, { recursive: true });
      return ended;
    });
  }, 300_000);

  it('loses no acknowledged registration and doubles none', async () => {
    const data = copyOf(empty, path('append'));
    const registration: Registration = {
      agency,
      on: '2025-06-03',
      submittedOn: '2025-06-03',
      channel: 'inPerson',
      applicantType: 'naturalPerson',
      personal: { name: '申请人', contact: '010-60000000', requestText: '申请内容' },
      lateReason: '测试',
    };
    const parameters = (round: number) => [data, `round-${round}`, JSON.stringify(registration)];

    const everything: Acknowledgement[] = [];

    await untilKilled(rounds.append, async (round) => {
      const blow = { afterWords: '"ready"', delayMs: between(2, 300) };
      const ended = await runAndKill(childScript('register-requests'), parameters(round), blow);
      const acknowledged = ended.lines.slice(1).map((line) => JSON.parse(line) as Acknowledgement);
      totals.acknowledged += acknowledged.length;
      everything.push(...acknowledged);
      await expectWhole(data);
      await withOfficeAt(data, async (open) => {
        await expectEachOnce(open, acknowledged);
        const head = await open.log.head();
        await expectSameAnswers(open, registration, acknowledged);
        expect(await open.log.head()).toEqual(head);
        // What was on its way may have arrived or not; sent again, it is there once.
        await sendUnanswered(open.office, registration, `round-${round}`, acknowledged);
        await expectEachOnce(open, acknowledged);
        await expectNumbersOnce(open);
      });
      return ended;
    });
    // The acknowledgements of the first rounds hold after all the later blows as well.
    await withOfficeAt(data, (open) => expectEachOnce(open, everything));
  }, 300_000);

  it('continues a projection as if nothing had happened', async () => {
    // What a fresh build of the same log answers.
    const fresh = copyOf(filled, path('fresh'));
    forgetReadModels(fresh);
    const answers = (open: OpenOffice) => answersOf(open.office);
    const expected = await withOfficeAt(fresh, answers);
    const rows = dumpOf(fresh);
    expect(expected.cases).toHaveLength(cases.length);
    const script = childScript('project-log');
    forgetReadModels(fresh);
    // Killed as soon as it has caught up, to learn how long that takes.
    const opening = await runAndKill(script, [fresh], { afterWords: '"ready"', delayMs: 0 });

    await untilKilled(rounds.projection, async (round) => {
      const data = copyOf(filled, path(`projection-${round}`));
      // Every other child starts without read models and is killed while it makes the first ones.
      const firstBuild = round % 2 === 0;
      if (firstBuild) forgetReadModels(data);
      const blow = firstBuild
        ? { delayMs: between(opening.tookMs * 0.3, opening.tookMs) }
        : { afterWords: '"ready"', delayMs: between(0, opening.tookMs) };
      const ended = await runAndKill(script, [data], blow);
      expect(await withOfficeAt(data, answers)).toEqual(expected);
      expect(dumpOf(data)).toEqual(rows);
      rmSync(data, { recursive: true });
      return ended;
    });
  }, 300_000);

  it('was struck a hundred times in all', () => {
    expect(totals).toMatchObject({ rounds: 100, lost: 0, doubled: 0 });
    expect(totals.acknowledged).toBeGreaterThan(rounds.append);
  });
});

interface Acknowledgement {
  readonly commandId: string;
  readonly caseId: string;
  readonly serialNumber: string;
}

/** Every acknowledged case is in the log exactly once, under the number that was told. */
async function expectEachOnce(
  { office }: OpenOffice,
  acknowledged: readonly Acknowledgement[],
): Promise<void> {
  for (const { caseId, serialNumber } of acknowledged) {
    const logged = await office.parts.store.readStream(`request-${caseId}`);
    totals.lost += logged.length === 0 ? 1 : 0;
    totals.doubled += logged.length > 1 ? 1 : 0;
    expect(logged).toMatchObject([{ type: 'ApplicationRegistered', data: { serialNumber } }]);
  }
}

/** The same commands sent again are answered as before. */
async function expectSameAnswers(
  { office }: OpenOffice,
  registration: Registration,
  acknowledged: readonly Acknowledgement[],
): Promise<void> {
  for (const { commandId, caseId, serialNumber } of acknowledged) {
    const writer = commandId.split('/')[1] ?? '';
    const again = await office.requests.register(registration, {
      commandId,
      actor: `writer-${writer}`,
    });
    expect(again).toMatchObject({ done: true, duplicate: true, caseId, serialNumber });
  }
}

/** Sends what each writer sent last and was not told about, and then sends it once more. */
async function sendUnanswered(
  office: Office,
  registration: Registration,
  round: string,
  acknowledged: readonly Acknowledgement[],
): Promise<void> {
  for (const writer of [0, 1, 2, 3]) {
    const own = acknowledged.filter(({ commandId }) => commandId.startsWith(`${round}/${writer}/`));
    const commandId = `${round}/${writer}/${own.length}`;
    const context = { commandId, actor: `writer-${writer}` };
    const first = await office.requests.register(registration, context);
    const second = await office.requests.register(registration, context);
    if (!('caseId' in first) || !('caseId' in second)) throw new Error(JSON.stringify(first));
    expect(second).toMatchObject({ duplicate: true, caseId: first.caseId });
    expect(await office.parts.store.readStream(`request-${first.caseId ?? ''}`)).toHaveLength(1);
  }
}

/** As many numbers as cases, none twice, and the report counts each case. */
async function expectNumbersOnce(open: OpenOffice): Promise<void> {
  const registered = (await logOf(open, 'request-')).length;
  const numbers = (await logOf(open, `register-${agency}-`)).map(
    ({ data }) => (data as { serialNumber: string }).serialNumber,
  );
  expect(numbers).toHaveLength(registered);
  expect(new Set(numbers).size).toBe(registered);
  const { tables, narrative } = await derived(open.office, 2025);
  expect(tables.applications['newReceived']?.naturalPerson).toBe(registered);
  expect(narrative.received).toBe(registered);
}

const forgetReadModels = (data: string): void => {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(join(data, `read-models.db${suffix}`), { force: true });
  }
};

/** What the read models answer: reports of two years, the case list, what is due. */
async function answersOf(office: Office) {
  return {
    reports: [await derived(office, year), await derived(office, year + 1)].map(contentOf),
    cases: await everyCase(office),
    dueDates: await office.parts.readModels.dueDates.list({ limit: 200 }),
    numbers: await office.parts.readModels.serialNumbers.list(agency, year),
  };
}
