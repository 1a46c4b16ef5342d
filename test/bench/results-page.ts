import { isMet, isUnmeasured, ratioOf, type Row } from './outcome';
import { markdownTable, missedInWords } from './outcome-table';

/** What the figures depend on and no name of. */
export interface Machine {
  readonly cores: number;
  /** Processes that wanted to run in the minute before: other work on the machine. */
  readonly loadBefore: number;
  readonly memoryGib: number;
  readonly platform: string;
  readonly node: string;
  readonly sqlite: string;
  readonly driver: string;
  /** Version and settings of the server by name; undefined when none was started. */
  readonly postgres?: Readonly<Record<string, string>>;
}

/** What `bench-results.json` holds. */
export interface Results {
  readonly startedOn: string;
  /** How long the whole run took. */
  readonly seconds: number;
  readonly machine: Machine;
  readonly scale: object;
  /** Rows of the table in their order, with ratio and verdict where they have one. */
  readonly rows: readonly Row[];
}

export const withVerdict = (row: Row): Row =>
  isUnmeasured(row) ? row : Object.assign({ ...row }, { ratio: ratioOf(row), met: isMet(row) });

const begin = '<!-- Between here and the end mark: written by npm run bench. -->';
const end = '<!-- End of what npm run bench writes. -->';

/** Above this something else was running, in processes. */
const quietLoad = 0.3;

const loadInWords = ({ loadBefore }: Machine): string =>
  loadBefore <= quietLoad
    ? 'Nothing else was running when it began.'
    : `**Other work was running**: ${loadBefore.toFixed(1)} processes wanted a core in the minute before.`;

const serverInWords = ({ postgres }: Machine): string => {
  if (postgres === undefined) return '';
  const { server_version: version = '', ...settings } = postgres;
  const stated = Object.entries(settings).map(([name, value]) => `\`${name}\` ${value}`);
  const [number] = version.split(' ');
  return (
    `\n\nRows on PostgreSQL: the read models on PostgreSQL ${number} of this machine, its settings ` +
    `as Debian installs them (${stated.join(', ')}), the log in the SQLite file.`
  );
};

const inMinutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} minutes`;

const introduction = ({ startedOn, seconds, machine }: Results): string =>
  `Measured on ${startedOn.slice(0, 10)} in ${inMinutes(seconds)}: ${machine.cores} cores, ` +
  `${machine.memoryGib} GiB, ${machine.platform}, Node ${machine.node.replace('v', '')}, ` +
  `SQLite ${machine.sqlite} (${machine.driver}). ${loadInWords(machine)}${serverInWords(machine)}`;

const listed = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, lines.map((line) => `- ${line}`).join('\n')];

/** A sentence about rows, said once where it holds on both stores. */
function statements(rows: readonly Row[], sentenceOf: (row: Row) => string | undefined) {
  const storesOf = new Map<string, Set<string>>();
  for (const row of rows) {
    const sentence = sentenceOf(row);
    if (sentence === undefined) continue;
    const key = `${row.figure}\n${sentence}`;
    storesOf.set(key, (storesOf.get(key) ?? new Set()).add(row.store));
  }
  return [...storesOf].map(([key, stores]) => {
    const [figure, sentence] = key.split('\n');
    return `${figure} (${[...stores].join(', ')}): ${sentence}`;
  });
}

function unmeasuredByReason(rows: readonly Row[]): readonly string[] {
  const unmeasured = rows.filter(isUnmeasured);
  return [...new Set(unmeasured.map(({ reason }) => reason))].map((reason) => {
    const left = unmeasured.filter((row) => row.reason === reason);
    return `${reason}: ${left.map(({ figure, store }) => `${figure} (${store})`).join('; ')}`;
  });
}

/** Table and notes of a run, as Markdown. */
export function resultsInWords(results: Results): string {
  const { rows } = results;
  const missed = statements(rows, (row) => (isUnmeasured(row) ? undefined : missedInWords(row)));
  const notes = statements(rows, (row) => (isUnmeasured(row) ? undefined : row.note));
  return [
    introduction(results),
    markdownTable(rows),
    ...(missed.length === 0 ? ['Every target is met.'] : listed('Missed:', missed)),
    ...listed('Not measured:', unmeasuredByReason(rows)),
    ...listed('How figures are made:', notes),
  ].join('\n\n');
}

/**
 * The page with the results of another run between its two marks.
 * @throws Error when the page has lost its marks.
 */
export function pageWith(page: string, results: Results): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error('the page has lost its marks');
  return `${before}${begin}\n\n${resultsInWords(results)}\n\n${end}${after}`;
}
