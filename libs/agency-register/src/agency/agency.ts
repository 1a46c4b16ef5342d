import type { IsoDate } from '@sunledger/working-days';

import type { AgencyEvent, AgencyLevel, Institution } from './events';

/** An agency that answers requests and files reports. */
export interface Agency {
  readonly code: string;
  readonly name: string;
  /** Earlier names, each with the day on which it ended. */
  readonly formerNames: readonly { readonly name: string; readonly until: IsoDate }[];
  /** The agency into whose roll-up this one goes; `null` at the top. */
  readonly parent: string | null;
  readonly level?: AgencyLevel;
  readonly institution?: Institution;
  readonly verticalManagement: boolean;
  readonly addedOn: IsoDate;
  /** The latest change; nothing may be dated before it. */
  readonly changedOn: IsoDate;
  readonly closedOn?: IsoDate;
  readonly successor?: string;
}

/** The state after one more fact; null until the agency is added. */
export function evolveAgency(state: Agency | null, event: AgencyEvent): Agency | null {
  const on = event.occurredOn;
  if (event.type === 'AgencyAdded') {
    const { parent = null, verticalManagement = false, ...data } = event.data;
    return { ...data, parent, verticalManagement, formerNames: [], addedOn: on, changedOn: on };
  }
  if (state === null) return null;
  switch (event.type) {
    case 'AgencyRenamed':
      return {
        ...state,
        name: event.data.name,
        formerNames: [...state.formerNames, { name: state.name, until: on }],
        changedOn: on,
      };
    case 'AgencyMoved':
      return { ...state, parent: event.data.parent, changedOn: on };
    case 'AgencyClosed':
      return { ...state, ...event.data, closedOn: on, changedOn: on };
  }
}

/**
 * An agency from its log; null when it was never added.
 * @param asOf leaves out what happened after this date (`YYYY-MM-DD`, Asia/Shanghai).
 */
export const foldAgency = (events: readonly AgencyEvent[], asOf?: IsoDate): Agency | null =>
  events
    .filter(({ occurredOn }) => asOf === undefined || occurredOn <= asOf)
    .reduce<Agency | null>(evolveAgency, null);
