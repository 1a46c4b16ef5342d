import { type Office, remindersStream } from '@sunledger/disclosure-office';
import type { ReadModelOptions } from '@sunledger/persistence';
import type { LoggedReminderEvent } from '@sunledger/reminder';

import { Clerk } from './clerk';
import { Dice } from './dice';
import { Almanac, dayAfter, noticesByHand } from './notices-by-hand';
import { expectedReminders, type Knowledge, Oracle } from './oracle';
import type { Cabinet } from './paper-file';
import { fileReport } from './report-filing';
import { openSimulatedOffice, type SimulatedOffice } from './simulated-office';

/** What runs the reminders of an office; the simulation says when, and whether it is down. */
export interface Carrier {
  /** Resolves when what is due at the instant of the office's clock has been issued. */
  runDue(): Promise<void>;
  /** It is time to run, and the carrier is down, until it is to run again. */
  missRun(): Promise<void>;
  close(): Promise<void>;
}

export interface SimulationOptions {
  readonly seed: number;
  /** How long the office works, in days. */
  readonly days: number;
  /** Where the read models stand; a file of their own when left out. */
  readonly readModels?: ReadModelOptions;
  /** How reminders are carried out. */
  readonly carrier: (simulated: SimulatedOffice) => Promise<Carrier>;
}

/** What came of it; each reminder is one line: day, agency, what of it, and a mark when made up for. */
export interface SimulationResult {
  readonly issued: readonly string[];
  readonly expected: readonly string[];
  readonly issuedAt: readonly { readonly agency: string; readonly recordedAt: string }[];
  readonly cabinet: Cabinet;
  readonly doneCount: number;
  readonly refusedCount: number;
  readonly outageCount: number;
  readonly oracle: Oracle;
}

const firstDay = '2019-06-03';

export const agencies = [
  { code: 'county', addedOn: firstDay, reportBy: '03-31', top: true },
  { code: 'town', addedOn: firstDay, reportBy: '01-31', top: false },
] as const;

/** Hours of a day in Asia/Shanghai at which something happens, and what. */
const timetable = [
  { hour: 7, act: 'run' },
  { hour: 9, act: 'run' },
  { hour: 10, act: 'work' },
  { hour: 14, act: 'run' },
  { hour: 15, act: 'work' },
  { hour: 22, act: 'run' },
] as const;

const instantAt = (day: string, hour: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + (hour - 8) * 3_600_000).toISOString();

/** On which day each notice is entered; that of 2021 is forgotten for two weeks. */
const enteredOn = (publishedOn: string, id: string): string =>
  id === 'cn-2021' ? '2020-12-09' : publishedOn;

/** Down from one hour of the simulation to another, with the clerks or without. */
interface Outage {
  readonly from: number;
  readonly through: number;
  readonly everything: boolean;
}

/** An hour to a week each, some three weeks apart. */
function outagesOf(dice: Dice, days: number): readonly Outage[] {
  const outages: Outage[] = [];
  for (let hour = 200; hour < days * 24; hour += dice.between(200, 900)) {
    const length = dice.chance(0.5) ? dice.between(1, 12) : dice.between(12, 168);
    outages.push({ from: hour, through: hour + length, everything: dice.chance(0.4) });
    hour += length;
  }
  return outages;
}

/** Years of an office day by day; see `Clerk`, `Oracle` and `Carrier` for who does what. */
export async function simulateReminders({
  seed,
  days,
  readModels,
  carrier: carrierOf,
}: SimulationOptions): Promise<SimulationResult> {
  const simulated = await openSimulatedOffice(firstDay, readModels);
  try {
    const carrier = await carrierOf(simulated);
    try {
      return await run(simulated, carrier, seed, days);
    } finally {
      await carrier.close();
    }
  } finally {
    await simulated.close();
  }
}

async function run(
  simulated: SimulatedOffice,
  carrier: Carrier,
  seed: number,
  days: number,
): Promise<SimulationResult> {
  const { office, clock } = simulated;
  const cabinet = { files: [], remedies: [], filedReports: new Set<string>() };
  const clerk = new Clerk(simulated, new Dice(seed), cabinet);
  const oracle = new Oracle(cabinet, agencies);
  const outages = outagesOf(new Dice(seed + 2), days);
  await addAgencies(simulated);

  const released = noticesByHand.filter(({ publishedOn }) => publishedOn < firstDay);
  let knowledge: Knowledge = { almanac: new Almanac(released), before: null };
  for (let at = 0; at < days; at += 1) {
    const day = dayAfter(firstDay, at);
    for (const { hour, act } of timetable) {
      const down = outages.find(
        ({ from, through }) => from <= at * 24 + hour && at * 24 + hour <= through,
      );
      if (act === 'work' && down?.everything !== true) {
        clock.now = instantAt(day, hour);
        knowledge = await enterNotices(simulated, clerk, knowledge, day);
        if (hour !== 10 || !knowledge.almanac.works(day)) continue;
        for (const { code } of agencies) {
          await clerk.work(code, day, knowledge.almanac);
          await fileReport(office, code, day, cabinet);
        }
      }
      if (act === 'run' && down === undefined) {
        clock.now = instantAt(day, hour);
        oracle.remind(day, hour, knowledge);
        await carrier.runDue();
      }
      if (act === 'run' && down !== undefined) await carrier.missRun();
    }
  }
  const logged = await loggedReminders(office);
  return {
    issued: logged.flatMap(({ lines }) => lines),
    expected: expectedReminders(oracle),
    issuedAt: logged.map(({ agency, recordedAt }) => ({ agency, recordedAt })),
    cabinet,
    doneCount: clerk.doneCount,
    refusedCount: clerk.refusedCount,
    outageCount: outages.length,
    oracle,
  };
}

async function addAgencies({ office }: SimulatedOffice): Promise<void> {
  const context = () => ({ commandId: office.newId(), actor: '系统管理员' });
  const institution = 'government';
  const county = { code: 'county', name: '某县人民政府', level: 'county', institution } as const;
  const town = { code: 'town', name: '某镇人民政府', level: 'township', institution } as const;
  const add = { type: 'AddAgency', on: firstDay } as const;
  await office.agencies.handle('county', { ...add, ...county }, context());
  await office.agencies.handle('town', { ...add, ...town, parent: 'county' }, context());
}

/** Enters what has been published and was not entered yet. */
async function enterNotices(
  { office, noticeCalled }: SimulatedOffice,
  clerk: Clerk,
  { almanac, before }: Knowledge,
  day: string,
): Promise<Knowledge> {
  let knowledge: Knowledge = { almanac, before };
  for (const notice of noticesByHand) {
    const { notices } = knowledge.almanac;
    if (notices.includes(notice) || enteredOn(notice.publishedOn, notice.id) > day) continue;
    const arrangement = noticeCalled(notice.id);
    await office.agencies.arrange(
      { type: arrangement.coversYear ? 'PublishCalendar' : 'AmendCalendar', arrangement },
      { commandId: office.newId(), actor: '系统管理员' },
    );
    knowledge = {
      almanac: new Almanac([...notices, notice]),
      before: {
        almanac: knowledge.almanac,
        entry: clerk.nextEntry(),
        publishedOn: notice.publishedOn,
      },
    };
  }
  return knowledge;
}

interface LoggedIssue {
  readonly agency: string;
  readonly recordedAt: string;
  readonly lines: readonly string[];
}

/** Every issue of every agency and year, as the log has them. */
async function loggedReminders({ parts: { store } }: Office): Promise<readonly LoggedIssue[]> {
  const found: LoggedIssue[] = [];
  for (const { code: agency } of agencies) {
    for (let year = 2019; year <= 2023; year += 1) {
      for (const stored of await store.readStream(remindersStream(agency, year))) {
        const event = stored as unknown as LoggedReminderEvent;
        if (event.type !== 'RemindersIssued') continue;
        const { on, items } = event.data;
        const lines = items.map(({ subject, duty, reference, dueOn, level, catchingUp }) =>
          [
            on,
            agency,
            subject,
            duty,
            reference,
            dueOn,
            level,
            catchingUp === true ? '补' : '',
          ].join(' '),
        );
        found.push({ agency, recordedAt: stored.recordedAt, lines });
      }
    }
  }
  return found;
}
