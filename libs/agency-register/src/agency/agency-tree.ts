/** Levels from the top agency down; a real tree has five (国家、省、市、县、乡). */
export const agencyDepthMax = 16;

/** Where an agency stands. */
export interface AgencyNode {
  readonly code: string;
  /** Absent or `null` at the top. */
  readonly parent?: string | null | undefined;
}

/** Who stands below whom, always in the order of codes. */
export interface AgencyTree {
  /** Agencies without a parent, or with one that is not among the agencies given. */
  readonly roots: readonly string[];
  children(code: string): readonly string[];
  /** The agency and all below it, each before its children; empty for an unknown code. */
  subtree(code: string): readonly string[];
  /** The agencies above one, its parent first. */
  ancestors(code: string): readonly string[];
}

const inOrder = (codes: readonly string[]): readonly string[] =>
  [...codes].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));

/**
 * The tree of the agencies given. Two moves logged at once can close a circle that neither could
 * see: an agency in it is listed once and the walk ends.
 * @throws when the tree is deeper than `agencyDepthMax`.
 */
export function agencyTree(agencies: readonly AgencyNode[]): AgencyTree {
  const parents = new Map(agencies.map(({ code, parent }) => [code, parent ?? null]));
  const childrenOf = new Map<string, string[]>();
  for (const { code, parent } of agencies) {
    if (parent === undefined || parent === null) continue;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), code]);
  }
  const children = (code: string) => inOrder(childrenOf.get(code) ?? []);
  const collect = (code: string, depth: number, found: Set<string>): Set<string> => {
    if (found.has(code)) return found;
    if (depth > agencyDepthMax) throw new Error(`the agency tree is deeper than ${agencyDepthMax}`);
    found.add(code);
    for (const child of children(code)) collect(child, depth + 1, found);
    return found;
  };
  return {
    roots: inOrder(
      agencies.flatMap(({ code, parent }) =>
        parent === undefined || parent === null || !parents.has(parent) ? [code] : [],
      ),
    ),
    children,
    subtree: (code) => (parents.has(code) ? [...collect(code, 1, new Set())] : []),
    ancestors: (code) => {
      const above = new Set<string>();
      for (let at = parents.get(code); typeof at === 'string'; at = parents.get(at)) {
        if (above.has(at)) break;
        above.add(at);
      }
      return [...above];
    },
  };
}

/** How many levels there are from an agency down to the lowest below it, itself included. */
export const heightOf = (tree: AgencyTree, code: string): number => {
  const above = tree.ancestors(code).length;
  return (
    Math.max(...tree.subtree(code).map((below) => tree.ancestors(below).length - above), 0) + 1
  );
};
