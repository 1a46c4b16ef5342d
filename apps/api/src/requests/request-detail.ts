import { refuse, type Refusal } from '@sunledger/decider';
import {
  caseStatusLabels,
  type CaseStatus,
  clockFactsOf,
  closedOnTime,
  type Closing,
  closingOf,
  type Deadline,
  deadline,
  type DisclosureCase,
  disposalKindLabels,
  foldCase,
  requestCommands,
  type RequestCommandType,
  statusOf,
} from '@sunledger/disclosure-case';
import { type Office, requestEvents, requestStream } from '@sunledger/disclosure-office';

import { requestCommandNames } from './request-bodies';
import { requestDuties, type RequestDuty } from './request-duties';

/** What may be done next, as the screen names it. */
export interface PermittedCommand {
  readonly command: RequestCommandType;
  readonly label: string;
}

/** A case as it stands, without personal data. */
export interface RequestDetail {
  readonly caseId: string;
  readonly agency: string | null;
  readonly serialNumber: string | null;
  readonly status: CaseStatus;
  readonly statusLabel: string;
  readonly revision: number;
  readonly position: number;
  readonly changedAt: string;
  readonly closing: (Closing & { readonly label: string; readonly onTime: boolean | null }) | null;
  /** The due dates with their working-out; null before registration. */
  readonly deadline: Deadline | null;
  /** What is due today and later, soonest first. */
  readonly duties: readonly RequestDuty[];
  readonly permittedCommands: readonly PermittedCommand[];
  readonly case: ImpersonalCase;
}

/** The folded case without sealed texts and without the hashes that lead to people. */
export type ImpersonalCase = Omit<DisclosureCase, 'registration' | 'lookup'> & {
  readonly registration?: Omit<NonNullable<DisclosureCase['registration']>, 'personal' | 'lookup'>;
};

const impersonal = ({ registration, lookup: _, ...rest }: DisclosureCase): ImpersonalCase => {
  if (registration === undefined) return rest;
  const { personal: _sealed, lookup: _hashes, ...registered } = registration;
  return { ...rest, registration: registered };
};

/** Folds the log itself, so that a clerk sees what was just entered. */
export async function requestDetail(
  office: Office,
  caseId: string,
): Promise<RequestDetail | Refusal> {
  const { parts, policy, calendars } = office;
  const logged = await parts.store.readStream(requestStream(caseId));
  const last = logged.at(-1);
  if (last === undefined) return refuse('case-unknown', { caseId });
  const state = foldCase(requestEvents(logged));
  const status = statusOf(state, policy);
  const calendar = await calendars.viewFor(state.agency);
  const clock = clockFactsOf(state);
  const closing = closingOf(state, policy);
  return {
    caseId,
    agency: state.agency ?? null,
    serialNumber: state.registration?.serialNumber ?? null,
    status,
    statusLabel: caseStatusLabels[status],
    revision: last.revision,
    position: last.position,
    changedAt: last.recordedAt,
    closing:
      closing === null
        ? null
        : {
            ...closing,
            label: disposalKindLabels[closing.disposalKind],
            onTime: closedOnTime(state, calendar, policy),
          },
    deadline: clock === null || status === 'voided' ? null : deadline(clock, calendar, policy),
    duties: requestDuties(state, calendars.today(), calendar, policy),
    permittedCommands: permittedIn(status),
    case: impersonal(state),
  };
}

const permittedIn = (status: CaseStatus): readonly PermittedCommand[] =>
  requestCommandNames.flatMap((command) => {
    const { label, permittedIn: statuses } = requestCommands[command];
    const permitted: readonly CaseStatus[] = statuses;
    return permitted.includes(status) ? [{ command, label }] : [];
  });
