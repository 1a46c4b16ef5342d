import { decideRegister, foldRegister, type RegisterEvent } from '@sunledger/agency-register';
import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import { decide, foldCase } from '@sunledger/disclosure-case';
import { type Append, noStream } from '@sunledger/event-store';

import type { Calendars } from './calendars';
import { newEvents } from './command-handler';
import { derivedId, registerStream, requestStream } from './identity';
import type { CommandContext, OfficeParts } from './parts';
import { requestEvents } from './requests';
import type { Registers } from './registers';
import { sideBySide } from './side-by-side';

export interface YearClose {
  readonly agency: string;
  readonly year: number;
  /** Cases carried over by this close; empty when the year was closed before. */
  readonly carriedOver: readonly { readonly caseId: string; readonly serialNumber: string }[];
  /** All cases open at the end of the year. */
  readonly openAtYearEnd: number;
}

/** The register of one agency and year. */
export interface RegisterName {
  readonly agency: string;
  readonly year: number;
}

const pageLimit = 500;

/**
 * 结转: appends `CarriedOver` to every request still open on 31 December and notes it in the
 * register. Idempotent; figures never depend on it, since they come from dates.
 */
export async function closeYear(
  parts: OfficeParts,
  calendars: Calendars,
  registers: Registers,
  { agency, year }: RegisterName,
  context: CommandContext,
): Promise<YearClose | Refusal> {
  const { store, readModels, policy } = parts;
  if (!(await registers.knowsAgency(agency))) return refuse('agency-unknown', { agency });
  const lastDay = `${year}-12-31`;
  const today = calendars.today();
  if (today <= lastDay) return refuse('year-not-over', { year, today });
  const { position } = await store.head();
  await readModels.runner.waitFor(position);

  const selector = { agencies: [agency], receivedThrough: lastDay, notClosedThrough: lastDay };
  const source = readModels.reportSource(position);
  const calendar = await calendars.viewFor(agency);
  const carried: { caseId: string; serialNumber: string }[] = [];
  const appends: Append[] = [];
  let openAtYearEnd = 0;
  for (let after: string | null | undefined; after !== null;) {
    const page = after === undefined ? { limit: pageLimit } : { limit: pageLimit, after };
    const { entries, next } = await source.listCases(selector, page);
    openAtYearEnd += entries.length;
    const cases = sideBySide(entries, async ({ caseId, serialNumber }) => {
      return { caseId, serialNumber, logged: await store.readStream(requestStream(caseId)) };
    });
    for await (const { caseId, serialNumber, logged } of cases) {
      const decided = decide(
        { type: 'CarryOver', on: lastDay, fromYear: year },
        foldCase(requestEvents(logged)),
        { calendar, policy, today },
      );
      // Carried over before, or closed by a fact logged meanwhile: nothing to add.
      if (isRefusal(decided)) continue;
      carried.push({ caseId, serialNumber });
      appends.push({
        stream: requestStream(caseId),
        expectedRevision: logged.at(-1)?.revision ?? noStream,
        events: newEvents(parts, decided, context, (at) =>
          derivedId('carry-over', caseId, year, at),
        ),
      });
    }
    after = next;
  }
  const closed = await registerClose(parts, { agency, year }, today, carried, context);
  if (isRefusal(closed)) return closed;
  if (closed !== null) appends.push(closed);
  if (appends.length > 0) await store.appendAll(appends);
  registers.forget(agency, year);
  return { agency, year, carriedOver: carried, openAtYearEnd };
}

async function registerClose(
  parts: OfficeParts,
  { agency, year }: RegisterName,
  today: string,
  carried: readonly { readonly caseId: string }[],
  context: CommandContext,
): Promise<Append | null | Refusal> {
  const stream = registerStream(agency, year);
  const logged = await parts.store.readStream(stream);
  const state = foldRegister(logged as unknown as readonly RegisterEvent[]);
  const decided = decideRegister(
    {
      type: 'CloseYear',
      year,
      on: today,
      closedBy: context.actor,
      openCases: carried.map(({ caseId }) => caseId),
    },
    state,
    { policy: parts.policy, today },
  );
  if (isRefusal(decided)) return decided;
  if (decided.length === 0) return null;
  const revision = logged.at(-1)?.revision ?? noStream;
  return {
    stream,
    expectedRevision: revision,
    events: newEvents(parts, decided, context, (at) =>
      derivedId('close-year', agency, year, revision, at),
    ),
  };
}
