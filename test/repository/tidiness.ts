import { isCode, isText } from './source-files';

interface LineRule {
  readonly name: string;
  readonly appliesTo: (file: string) => boolean;
  readonly refuses: (line: string) => boolean;
}

/** Hosts that a reader may be sent to; anything else is a private address or an accident. */
const publicHosts =
  /^(localhost|127[.]0[.]0[.]1|([^/]+[.])?(gov[.]cn|npmjs[.](com|org)|github[.](com|io)|apache[.]org|schemastore[.]org|nodejs[.]org|sqlite[.]org|ietf[.]org|rfc-editor[.]org|w3[.]org|json-schema[.]org|openapis[.]org|nestjs[.]com|example([.](com|org|net|cn))?|typeorm[.]io|keepachangelog[.]com|semver[.]org|openxmlformats[.]org))$/;

const foreignHost = (line: string): boolean =>
  [...line.matchAll(/https?:\/\/([^/\s:'"`)>\]}]+)/g)].some(
    ([, host]) => host !== undefined && !host.includes('$') && !publicHosts.test(host),
  );

// The words are put together here so that this file does not hold them.
const leftover = new RegExp(
  `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`,
);
const machinePath = /(^|[\s'"`(=:])\/(work|home|root|Users|farm)\/\w|[A-Z]:\\Users\\/;
const skippedSpec =
  /\b(describe|it|test)[.](skip|only|todo)\b|\b(xit|xdescribe|xtest|fit|fdescribe)[(]/;
const silentDisable = /eslint-disable(?!.* -- \S)/;

export const lineRules: readonly LineRule[] = [
  { name: 'leftover', appliesTo: isText, refuses: (line) => leftover.test(line) },
  { name: 'machine-path', appliesTo: isText, refuses: (line) => machinePath.test(line) },
  {
    name: 'foreign-host',
    appliesTo: (file) => isText(file) && file !== 'package-lock.json',
    refuses: foreignHost,
  },
  {
    name: 'locked-address',
    appliesTo: (file) => file === 'package-lock.json',
    refuses: (line) => /"resolved": "[a-z+]+:/.test(line),
  },
  {
    name: 'skipped-spec',
    appliesTo: (file) => file.endsWith('.spec.ts'),
    refuses: (line) => skippedSpec.test(line),
  },
  {
    name: 'disable-without-reason',
    appliesTo: isCode,
    refuses: (line) => silentDisable.test(line),
  },
];

/** Faults of the text, as `rule file:line`. */
export function untidyLines(file: string, text: string): string[] {
  const rules = lineRules.filter(({ appliesTo }) => appliesTo(file));
  if (rules.length === 0) return [];
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules
        .filter(({ refuses }) => refuses(line))
        .map(({ name }) => `${name} ${file}:${index + 1}`),
    );
}

/** Names that say nothing: whatever is in such a file belongs to the noun it serves. */
const emptyWords = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'shared',
  'base',
  'manager',
  'misc',
]);
const kebabName = /^[.]?[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9-]+)*$/;

/** Faults of a path below apps, libs, test or scripts: an empty word, or a name not in kebab-case. */
export function untidyNames(file: string): string[] {
  if (!/^(apps|libs|test|scripts)\//.test(file) || !isCode(file)) return [];
  return file.split('/').flatMap((part) => [
    ...part
      .split(/[-.]/)
      .filter((word) => emptyWords.has(word))
      .map((word) => `empty-word ${file} (${word})`),
    ...(kebabName.test(part) ? [] : [`not-kebab-case ${file}`]),
  ]);
}
