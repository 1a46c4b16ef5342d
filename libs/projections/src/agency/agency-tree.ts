import type { StoredEvent } from '@sunledger/event-store';
import type { RowValues } from '@sunledger/persistence';

export interface AgencyRow {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  /** `/root/…/code/`. */
  readonly path: string;
  readonly position: number;
}

/** Levels of a tree of agencies; more is a parent that is its own descendant. */
export const agencyDepthMax = 32;

/** All agencies, held in memory: some hundreds, and any of them may become a parent. */
export class AgencyTree {
  private readonly agencies = new Map<string, AgencyRow>();

  constructor(rows: readonly AgencyRow[] = []) {
    for (const row of rows) this.agencies.set(row.code, row);
  }

  /** Takes in what was logged of one agency; answers with the agencies whose rows changed. */
  take(event: StoredEvent): readonly AgencyRow[] {
    if (event.type !== 'AgencyAdded') return [];
    // The catalogue has checked the data against the schema of this type.
    const data = event.data as { code: string; name: string; parent?: string | null };
    const { code, name, parent = null } = data;
    this.agencies.set(code, { code, name, parent, path: '', position: event.position });
    return this.refreshPaths();
  }

  private refreshPaths(): readonly AgencyRow[] {
    const changed: AgencyRow[] = [];
    for (const agency of this.agencies.values()) {
      const path = this.pathOf(agency);
      if (path !== agency.path) changed.push({ ...agency, path });
    }
    for (const agency of changed) this.agencies.set(agency.code, agency);
    return changed;
  }

  private pathOf({ code, parent }: AgencyRow): string {
    let path = `/${code}/`;
    let above = parent;
    for (let depth = 0; above !== null && depth < agencyDepthMax; depth += 1) {
      path = `/${above}${path}`;
      above = this.agencies.get(above)?.parent ?? null;
    }
    return path;
  }
}

/** In the order of the columns of `agency`. */
export const agencyRowValues = (row: AgencyRow): RowValues => [
  row.code,
  row.name,
  row.parent,
  row.path,
  row.position,
];
