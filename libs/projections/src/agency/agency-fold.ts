import {
  type Agency,
  type AgencyEvent,
  agencyTree,
  evolveAgency,
} from '@sunledger/agency-register';
import type { StoredEvent } from '@sunledger/event-store';
import type { RowValues } from '@sunledger/persistence';

import { agencyPrefix } from '../streams';

/** An agency with its place in the tree. */
export interface PlacedAgency {
  readonly agency: Agency;
  /** `/root/…/code/`. */
  readonly path: string;
}

/** All agencies, held in memory: some hundreds, and any of them may become a parent. */
export class AgencyFold {
  private readonly agencies = new Map<string, Agency>();
  private readonly paths = new Map<string, string>();

  constructor(placed: readonly PlacedAgency[] = []) {
    for (const { agency, path } of placed) {
      this.agencies.set(agency.code, agency);
      this.paths.set(agency.code, path);
    }
  }

  take(event: StoredEvent): void {
    const code = event.stream.slice(agencyPrefix.length);
    // The catalogue has checked data of every type against its schema before it is read here.
    const known = event as unknown as AgencyEvent;
    const agency = evolveAgency(this.agencies.get(code) ?? null, known);
    if (agency !== null) this.agencies.set(code, agency);
  }

  /** The agencies named, and all whose place in the tree has changed with them. */
  changed(codes: ReadonlySet<string>): readonly PlacedAgency[] {
    const tree = agencyTree([...this.agencies.values()]);
    const changed: PlacedAgency[] = [];
    for (const [code, agency] of this.agencies) {
      const path = `/${[...tree.ancestors(code)].reverse().concat(code).join('/')}/`;
      if (path === this.paths.get(code) && !codes.has(code)) continue;
      this.paths.set(code, path);
      changed.push({ agency, path });
    }
    return changed;
  }
}

/** In the order of the columns of `agency`. */
export const agencyRowValues = ({ agency, path }: PlacedAgency): RowValues => [
  agency.code,
  agency.name,
  agency.parent,
  path,
  agency.closedOn ?? null,
  JSON.stringify(agency),
];
