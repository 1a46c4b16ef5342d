import {
  type AnnualReport,
  type CaseFact,
  deriveReport,
  inMemorySource,
  type RemedyFact,
} from '@sunledger/annual-report';
import { isRefusal } from '@sunledger/decider';
import {
  closedOnTime,
  closingOf,
  type DisclosureCase,
  foldCase,
  type LoggedRequestEvent,
} from '@sunledger/disclosure-case';
import type { Policy } from '@sunledger/policy';
import { foldRemedy, type LoggedRemedyEvent, remedyFactsOf } from '@sunledger/remedy';
import type { IsoDate } from '@sunledger/working-days';

import { calendar } from './course';
import type { LogEntry } from './histories';

/** The years for which a report can be asked; 2018 has no format of its own. */
export const reportYears = [2019, 2020, 2021, 2022, 2023, 2024] as const;

/** What the report counts, folded anew from the whole log: the oracle of the read models. */
export interface BelievedFacts {
  readonly cases: readonly CaseFact[];
  readonly remedies: readonly RemedyFact[];
}

/** @param asOf leaves out what happened after this date, in every history. */
export function believedFacts(
  log: readonly LogEntry[],
  policy: Policy,
  asOf?: IsoDate,
): BelievedFacts {
  const streams = new Map<string, LogEntry['event'][]>();
  for (const { stream, event } of log) {
    streams.set(stream, [...(streams.get(stream) ?? []), event]);
  }
  const cases: CaseFact[] = [];
  const remedies: RemedyFact[] = [];
  for (const [stream, events] of streams) {
    if (stream.startsWith('remedy-')) {
      // A stream of this name holds facts about a remedy and no others.
      remedies.push(...remedyFactsOf(foldRemedy(events as LoggedRemedyEvent[], asOf)));
    } else {
      const state = foldCase(events as LoggedRequestEvent[], asOf);
      cases.push(...caseFacts(stream.slice('request-'.length), state, policy));
    }
  }
  return { cases, remedies };
}

/** None for what was voided, never registered, or is a 更正申请 (条例 art 41). */
function caseFacts(caseId: string, state: DisclosureCase, policy: Policy): readonly CaseFact[] {
  const { registration, receivedOn, applicantType, channel, agency, fee } = state;
  if (state.voided !== undefined || registration?.proceeding !== 'disclosure') return [];
  if (receivedOn === undefined || applicantType === undefined) return [];
  if (channel === undefined || agency === undefined) return [];
  const closing = closingOf(state, policy);
  return [
    {
      caseId,
      agency,
      serialNumber: registration.serialNumber,
      applicantType,
      channel,
      receivedOn,
      closedOn: closing?.on ?? null,
      disposalKind: closing?.disposalKind ?? null,
      onTime: closedOnTime(state, calendar, policy),
      feeAssessedOn: fee?.assessedOn ?? null,
      feeAssessedYuan: fee?.amountYuan ?? 0,
      feePaidOn: fee?.paidOn ?? null,
      feePaidYuan: fee?.paidYuan ?? 0,
    },
  ];
}

export interface Asked {
  readonly agency: string;
  readonly agencies: readonly string[];
  readonly year: number;
  readonly asOf?: IsoDate;
  readonly knownAt?: string;
  readonly logPosition?: string;
}

/** The report that follows from facts; a refusal fails the test. */
export async function reportOf(
  { cases, remedies }: BelievedFacts,
  policy: Policy,
  { agency, agencies, year, asOf, knownAt = '', logPosition = '0' }: Asked,
): Promise<AnnualReport> {
  const report = await deriveReport({
    agency: { code: agency, name: `机关${agency}` },
    agencies,
    year,
    asOf: asOf ?? `${year}-12-31`,
    knownAt,
    logPosition,
    policy,
    source: inMemorySource(cases, remedies),
  });
  if (isRefusal(report)) throw new Error(`refused: ${report.refused}`);
  return report;
}

/** The agency and everything below it, itself first. */
export const subtreeOf = (
  agencies: readonly { readonly code: string; readonly parent: string | null }[],
  code: string,
): readonly string[] => [
  code,
  ...agencies
    .filter(({ parent }) => parent === code)
    .flatMap((child) => subtreeOf(agencies, child.code)),
];
