import { type LoggedRequestEvent, type RequestCommand, statusOf } from '@sunledger/disclosure-case';
import { derivedId, remedyStream, requestStream } from '@sunledger/disclosure-office';
import { defaultPolicy, type Policy } from '@sunledger/policy';
import type { LoggedRemedyEvent } from '@sunledger/remedy';
import { addDays, type IsoDate, maxDate } from '@sunledger/working-days';
import fc from 'fast-check';

import { chosen, everyAct } from './case-acts';
import { type CaseChoice, officeChoice, type OfficeChoice, type StepChoice } from './choices';
import { CaseCourse, lastLoggedOn } from './course';
import { correctableInLedger, ledgerActs } from './ledger-acts';
import { RemedyCourse } from './remedy-course';

/** One fact in the log of the whole office. */
export interface LogEntry {
  readonly stream: string;
  readonly loggedOn: IsoDate;
  readonly event: LoggedRequestEvent | LoggedRemedyEvent;
}

/** What an office did in six years: legal by construction, in the order in which it was logged. */
export interface OfficeHistory {
  readonly agencies: readonly { readonly code: string; readonly parent: string | null }[];
  readonly policy: Policy;
  readonly log: readonly LogEntry[];
}

const codes = ['A', 'B', 'C', 'D'] as const;

/** Interprets choices: whatever the commands refuse is left out, so that all of it can happen. */
export function historyOf(choice: OfficeChoice, forLedger: boolean): OfficeHistory {
  const agencies = choice.parents.map((parent, at) => ({
    code: codes[at] ?? `E${at}`,
    parent: parent === null ? null : (codes[parent] ?? null),
  }));
  const names = agencies.map(({ code }) => code);
  const log: LogEntry[] = [];
  const courses: CaseCourse[] = [];
  for (const [at, one] of choice.cases.entries()) {
    const agency = chosen(names, one.agency);
    const earlier = courses.findLast((course) => course.agency === agency);
    const course = caseCourse(one, at, { agency, names, choice, earlier, forLedger });
    courses.push(course);
    log.push(...course.log.map((logged) => ({ ...logged, stream: requestStream(course.caseId) })));
    log.push(...remediesOf(one, course, forLedger));
  }
  // Array.prototype.sort is stable: facts of one stream and day stay in order.
  log.sort((one, other) => (one.loggedOn < other.loggedOn ? -1 : +(one.loggedOn > other.loggedOn)));
  return { agencies, policy: choice.policy, log };
}

interface Surroundings {
  readonly agency: string;
  readonly names: readonly string[];
  readonly choice: OfficeChoice;
  readonly earlier: CaseCourse | undefined;
  readonly forLedger: boolean;
}

function caseCourse(
  choice: CaseChoice,
  at: number,
  { agency, names, choice: office, earlier, forLedger }: Surroundings,
): CaseCourse {
  const submittedOn = addDays(`${choice.year}-01-01`, choice.dayOfYear);
  const course = new CaseCourse(derivedId('property', 'case', at), agency, submittedOn, office);
  takeIn(course, forLedger ? { ...choice, intake: 'atOnce' } : choice, at);
  for (const step of choice.steps) {
    if (!course.advance(step.wait)) break;
    takeStep(course, step, { names, earlier, forLedger });
  }
  const rest = Math.max(0, Date.parse(lastLoggedOn) - Date.parse(course.day)) / 86_400_000;
  course.advance(rest);
  return course;
}

function takeStep(
  course: CaseCourse,
  { act, back, pick }: StepChoice,
  { names, earlier, forLedger }: Pick<Surroundings, 'names' | 'earlier' | 'forLedger'>,
): void {
  const acts = (forLedger ? ledgerActs : everyAct)[statusOf(course.state, course.policy)];
  if (acts.length === 0) return;
  const commands = chosen(
    acts,
    act,
  )({
    course,
    pick,
    on: addDays(course.day, -back),
    agencies: names,
    correctable: (event) => !forLedger || correctableInLedger(event, course.state),
    ...(earlier === undefined ? {} : { earlierCaseId: earlier.caseId }),
  });
  for (const command of commands) {
    if (!course.try(command, earlier)) return;
  }
}

/** From the mail room to the register, by the dates that the channel asks for (条例 art 31). */
function takeIn(course: CaseCourse, choice: CaseChoice, at: number): void {
  const { channel, applicantType, gaps, intake } = choice;
  const submittedOn = course.day;
  const arrivedOn = addDays(submittedOn, gaps[0]);
  const confirmedOn = addDays(arrivedOn, gaps[1]);
  const facts = { agency: course.agency, channel };
  const dates = { submittedOn, arrivedOn, confirmedOn };
  if (intake === 'arrivesFirst') {
    course.try({ type: 'SubmitApplication', on: submittedOn, ...facts });
    course.advance(gaps[0]);
    course.try({ type: 'RecordArrival', on: arrivedOn, ...facts, how: 'delivered' });
    course.advance(gaps[1]);
    course.try({ type: 'ConfirmReceipt', on: confirmedOn, method: '电话', confirmedBy: '经办人' });
    course.advance(gaps[2]);
  } else {
    course.advance(gaps[0] + gaps[1] + gaps[2]);
  }
  const registration: RequestCommand = {
    type: 'RegisterApplication',
    on: course.day,
    ...facts,
    ...(intake === 'arrivesFirst' ? {} : dates),
    serialNumber: `${submittedOn.slice(0, 4)}-${String(at + 1).padStart(4, '0')}`,
    applicantType,
    personal: { sealed: 'c2VhbGVk', fields: ['name', 'contact', 'requestText'] },
    lookup: { name: 'hash-of-zhang-san' },
    ...(intake === 'override'
      ? { receivedOn: maxDate(course.day, confirmedOn), overrideReason: '系统故障' }
      : {}),
    proceeding: intake === 'recordCorrection' ? 'recordCorrection' : 'disclosure',
  };
  course.try(registration);
}

/** Each remedy of a request; a ledger tells at most one of each kind apart. */
function remediesOf(
  { remedies }: CaseChoice,
  request: CaseCourse,
  forLedger: boolean,
): readonly LogEntry[] {
  const log: LogEntry[] = [];
  const reviews: RemedyCourse[] = [];
  const told = forLedger
    ? remedies.filter(({ kind }, at) => remedies.findIndex((one) => one.kind === kind) === at)
    : remedies;
  for (const [at, choice] of told.entries()) {
    const remedyId = derivedId('property', 'remedy', request.caseId, at);
    const course = new RemedyCourse(remedyId, choice, request, [...reviews]);
    course.run(forLedger);
    if (choice.kind === 'review' && course.log.length > 0) reviews.push(course);
    log.push(...course.log.map((logged) => ({ ...logged, stream: remedyStream(remedyId) })));
  }
  return log;
}

/** How a failing history is printed: the log, line by line. */
const printed = ({ agencies, policy, log }: OfficeHistory): string => {
  const switched = Object.entries(policy).filter(
    ([name, value]) => value !== defaultPolicy[name as keyof Policy],
  );
  const lines = log.map(
    ({ stream, loggedOn, event: { type, occurredOn, id, data } }, at) =>
      `${at + 1} ${loggedOn} ${stream.slice(0, 16)} ${id.slice(0, 8)} ${type} ` +
      `${occurredOn} ${JSON.stringify(data)}`,
  );
  return [JSON.stringify(agencies), JSON.stringify(switched), ...lines].join('\n');
};

const named = (history: OfficeHistory): OfficeHistory =>
  Object.assign(history, { [fc.toStringMethod]: () => printed(history) });

/** Random legal histories of two to four agencies from 2018 to the middle of 2024. */
export const officeHistory = (
  policy?: fc.Arbitrary<Policy>,
  caseCountMax?: number,
): fc.Arbitrary<OfficeHistory> =>
  officeChoice(policy, caseCountMax).map((choice) => named(historyOf(choice, false)));

/** Histories of which a ledger tells everything that the report counts. */
export const ledgerHistory = (): fc.Arbitrary<OfficeHistory> =>
  officeChoice(fc.constant(defaultPolicy), 10).map((choice) => named(historyOf(choice, true)));
