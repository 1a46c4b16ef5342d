import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { type Bench, fullScale, quickScale, type Scale } from './bench-run';

/** What somebody asks of the bench. */
export interface Wish {
  readonly scale: Scale;
  readonly chosen: readonly Bench[];
  /** File for the results as JSON. */
  readonly out: string;
  /** Folder that is kept; a temporary one when undefined. */
  readonly directory: string | undefined;
  /** Page that the table is written into; none when undefined. */
  readonly page: string | undefined;
  /** Results that are put into the page instead of measuring. */
  readonly from: string | undefined;
}

const referencePage = join(...[__dirname, '..', '..', '..', 'docs', 'reference', 'benchmarks.md']);

export const usage = (benches: readonly Bench[]): string =>
  `npm run bench -- [--only <row>]… [--quick] [--size <events>] [--out <file>] [--dir <dir>] [--page <file>] [--from <file>]
  --only   ${benches.flatMap(({ rows }) => rows).join(' ')}
  --quick  everything small: shows that each row runs, its figures mean little
  --size   events of the generated city (1000000)
  --out    file for the results as JSON (bench-results.json)
  --dir    folder that is kept, so that the next run finds its city there; a temporary one otherwise
  --page   page that the table is written into (docs/reference/benchmarks.md, when every row ran in full)
  --from   measures nothing: writes these results, of an earlier run, into the page`;

/** @throws TypeError for an option that does not exist or an unknown row. */
export function readWish(benches: readonly Bench[]): Wish {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      size: { type: 'string' },
      out: { type: 'string', default: 'bench-results.json' },
      dir: { type: 'string' },
      page: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const { only, quick, dir, page, from } = values;
  const known = benches.flatMap(({ rows }) => rows);
  const unknown = only?.find((row) => !known.includes(row));
  if (unknown !== undefined) throw new TypeError(`there is no row ${unknown}`);
  const scale = quick ? quickScale : fullScale;
  const size = values.size === undefined ? scale.cityEventCount : Number(values.size);
  if (!Number.isInteger(size) || size < 1_000) throw new TypeError('--size is at least 1000');
  const whole = only === undefined && !quick && values.size === undefined && dir === undefined;
  const wanted = page ?? (whole || from !== undefined ? referencePage : undefined);
  return {
    scale: { ...scale, cityEventCount: size },
    chosen: benches.filter(({ rows }) => rows.some((row) => only?.includes(row) ?? true)),
    out: resolve(values.out),
    directory: dir === undefined ? undefined : resolve(dir),
    page: wanted === undefined ? undefined : resolve(wanted),
    from: from === undefined ? undefined : resolve(from),
  };
}
