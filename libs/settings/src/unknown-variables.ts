import { settingDescriptions } from './settings';

/** A variable that looks like one of ours and is none. */
export interface UnknownVariable {
  readonly variable: string;
  /** The setting whose name is nearest to it, where one is near. */
  readonly nearest: string | undefined;
}

const prefix = 'SUNLEDGER_';
/** Variables that are no settings: the driver is chosen before any setting is read; specs have theirs. */
const others = ['SUNLEDGER_SQLITE_DRIVER'];
const ofSpecs = 'SUNLEDGER_TEST_';

/** How many letters may be wrong for two names to be near. */
const distanceMax = 3;

const known: readonly string[] = [
  ...settingDescriptions.flatMap(({ variable, secret }) =>
    secret ? [variable, `${variable}_FILE`] : [variable],
  ),
  ...others,
];

/** The variables of an environment that nothing reads although their names say that they are ours. */
export const unknownVariables = (
  environment: Readonly<Record<string, string | undefined>>,
): readonly UnknownVariable[] =>
  Object.keys(environment)
    .filter((name) => name.toUpperCase().startsWith(prefix))
    .filter((name) => !name.startsWith(ofSpecs) && !known.includes(name))
    .sort()
    .map((variable) => ({ variable, nearest: nearestTo(variable.toUpperCase()) }));

function nearestTo(variable: string): string | undefined {
  const plain = variable.replace(/_FILE$/, '');
  if (known.includes(plain)) return plain;
  const [nearest] = known
    .map((name) => ({ name, distance: distanceBetween(variable, name) }))
    .filter(({ distance }) => distance <= distanceMax)
    .sort((one, other) => one.distance - other.distance);
  return nearest?.name;
}

/** Levenshtein: letters to be added, left out or changed to make one text of the other. */
function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [place, wanted] of [...other].entries()) {
      const changed = (row[place] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
