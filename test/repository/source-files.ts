import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './cruise';

/** What the repository does not keep; the same list as .gitignore. */
const notKept =
  /(^|\/)(node_modules|dist|\.git|\.tools|\.jest-cache|coverage)(\/|$)|^data(\/|$)|^bench-results[.]json$|[.]tsbuildinfo$/;
const textFile =
  /([.](ts|js|cjs|mjs|json|md|sh|csv|txt|yml|yaml|service|env|html)|\/run|LICENSE|NOTICE)$/;

/** Every file the repository keeps, as paths from its root with forward slashes. */
export function keptFiles(folder = ''): string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (notKept.test(path)) return [];
    if (entry.isDirectory()) return keptFiles(path);
    return entry.isFile() ? [path] : [];
  });
}

export const isText = (file: string): boolean => textFile.test(file);

export const isCode = (file: string): boolean => /[.](ts|js|cjs|mjs|sh)$|^[.]ci\/run$/.test(file);

export const isSpec = (file: string): boolean =>
  /[.]spec[.]ts$|^(apps|libs)\/[^/]+\/src\/testing\/|^test\//.test(file);

export const readKept = (file: string): string => readFileSync(join(repositoryRoot, file), 'utf8');

export const readKeptJson = <Content>(file: string): Content =>
  JSON.parse(readKept(file)) as Content;
