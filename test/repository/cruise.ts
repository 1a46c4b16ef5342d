import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const repositoryRoot = join(__dirname, '..', '..');

interface CruisedDependency {
  readonly resolved: string;
}

interface CruisedModule {
  readonly source: string;
  readonly dependencies: readonly CruisedDependency[];
  readonly dependents: readonly string[];
}

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

export interface Cruise {
  readonly modules: readonly CruisedModule[];
  readonly summary: { readonly totalCruised: number; readonly violations: readonly Violation[] };
}

/** Runs dependency-cruiser itself over a tree, with the rules file that stands in that tree. */
export function cruise(root: string, folders: readonly string[]): Cruise {
  const tool = join(repositoryRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const printed = execFileSync(
    process.execPath,
    [tool, ...folders, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  return JSON.parse(printed) as Cruise;
}

const foldersOfTheTree = ['apps', 'libs', 'test'];
let cruisedOnce: Cruise | undefined;

/** The real tree, cruised once per process. */
export function cruiseRepository(): Cruise {
  cruisedOnce ??= cruise(repositoryRoot, foldersOfTheTree);
  return cruisedOnce;
}
