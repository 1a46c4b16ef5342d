import { isRefusal, refuse, type Refusal } from '@sunledger/decider';
import { foldCase, knownHistory } from '@sunledger/disclosure-case';
import type { CalendarView, IsoDate } from '@sunledger/working-days';

import type { Calendars } from './calendars';
import { requestStream } from './identity';
import type { OfficeParts } from './parts';
import { replayCase, type ReplayStep } from './replay';
import { requestEvents } from './requests';

/** A case as somebody names it: its id, or its serial number within an agency. */
export interface CaseName {
  readonly name: string;
  readonly agency?: string;
}

export interface ReplayedCase {
  readonly caseId: string;
  readonly serialNumber: string;
  readonly steps: readonly ReplayStep[];
}

/** Finding a case by what a person calls it, and telling its history. */
export class CaseHistories {
  constructor(
    private readonly parts: OfficeParts,
    private readonly calendars: Calendars,
  ) {}

  /** The id of a case from its id or serial number. */
  async find({
    name,
    agency,
  }: CaseName): Promise<string | Refusal<'case-unknown' | 'case-ambiguous'>> {
    const { store, readModels } = this.parts;
    if ((await store.readStream(requestStream(name), { max: 1 })).length > 0) return name;
    const { position } = await store.head();
    await readModels.runner.waitFor(position);
    const found = await readModels.serialNumbers.find(name, agency);
    const [first, ...others] = found;
    if (first === undefined) return refuse('case-unknown', { caseId: name });
    return others.length === 0
      ? first.caseId
      : refuse('case-ambiguous', { name, agencies: found.map((one) => one.agency).join('、') });
  }

  /** The history step by step, with the due date after each step and why. */
  async replay(named: CaseName, at?: IsoDate): Promise<ReplayedCase | Refusal> {
    const caseId = await this.find(named);
    if (isRefusal(caseId)) return caseId;
    const stored = await this.parts.store.readStream(requestStream(caseId));
    const logged = requestEvents(stored);
    const state = foldCase(logged);
    const latest = await this.calendars.viewFor(state.agency);
    const views = new Map<IsoDate, CalendarView>();
    for (const { occurredOn } of knownHistory(logged)) {
      views.set(occurredOn, await this.calendars.viewFor(state.agency, occurredOn));
    }
    const steps = replayCase(
      // The catalogue has checked each event against the schema of its type.
      stored as unknown as Parameters<typeof replayCase>[0],
      (date) => views.get(date) ?? latest,
      this.parts.policy,
      at,
    );
    return { caseId, serialNumber: state.registration?.serialNumber ?? '', steps };
  }
}
