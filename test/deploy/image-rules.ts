import { isPinned } from './kubernetes-rules';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** The instructions of a Dockerfile, each on one line, without comments. */
export const instructionsOf = (dockerfile: string): readonly Instruction[] =>
  dockerfile
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? [];
      return { name: name.toUpperCase(), rest };
    });

/** Faults of a Dockerfile by rule. */
export function imageFaults(dockerfile: string): readonly string[] {
  const instructions = instructionsOf(dockerfile);
  const last = instructions.findLastIndex(({ name }) => name === 'FROM');
  const final = instructions.slice(last);
  const of = (list: readonly Instruction[], wanted: string) =>
    list.filter(({ name }) => name === wanted).map(({ rest }) => rest);
  const user = of(final, 'USER').at(-1) ?? '';
  const afterUser = final.slice(final.findLastIndex(({ name }) => name === 'USER') + 1);
  const checks = {
    'pinned-image': of(instructions, 'FROM').every((rest) => isPinned(rest.split(' ')[0] ?? '')),
    'two-stages': of(instructions, 'FROM').length >= 2,
    'lock-file': of(instructions, 'COPY').some((rest) => rest.includes('package-lock.json')),
    'non-root': /^[1-9]\d*:[1-9]\d*$/.test(user) && of(afterUser, 'RUN').length === 0,
    'owned-by-root': !of(final, 'COPY').some((rest) => rest.includes('--chown')),
    'no-add': of(instructions, 'ADD').length === 0,
    'no-scripts': of(instructions, 'RUN')
      .filter((rest) => /\bnpm (install|ci|prune)\b/.test(rest))
      .every((rest) => rest.includes('--ignore-scripts')),
    'no-development-packages': of(instructions, 'RUN').some((rest) =>
      /npm prune --omit=dev/.test(rest),
    ),
    // What /usr/local/bin/sunledger leads to; COPY keeps whatever modes the checkout had.
    command: of(instructions, 'RUN').some((rest) =>
      rest.includes('chmod a+x apps/cli/bin/sunledger.js'),
    ),
    healthcheck: of(final, 'HEALTHCHECK').length === 1,
    'no-shell': [...of(final, 'ENTRYPOINT'), ...of(final, 'CMD')].every((rest) =>
      rest.startsWith('['),
    ),
    'no-secret': !/(PASSWORD|SECRET|TOKEN|_KEY)\w*=/.test(dockerfile),
  };
  return Object.entries(checks)
    .filter(([, isKept]) => !isKept)
    .map(([rule]) => rule);
}
