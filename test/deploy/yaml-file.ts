import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

export const deployFolder = join(__dirname, '..', '..', 'deploy');

/** The documents of a YAML file below deploy/, as plain values. @throws on a fault of the text. */
export function yamlDocuments(path: string): readonly unknown[] {
  const documents = parseAllDocuments(readFileSync(join(deployFolder, path), 'utf8'), {
    merge: true,
    // A key given twice is a mistake that most readers pass over.
    uniqueKeys: true,
  });
  return documents.map((document) => {
    const [fault] = document.errors;
    if (fault !== undefined) throw fault;
    const parsed: unknown = document.toJS();
    return parsed;
  });
}

/** Every file below a folder of deploy/, as paths from there. */
export const deployFiles = (folder = ''): readonly string[] =>
  readdirSync(join(deployFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(deployFolder.length + 1))
    // What prepare.sh makes on a host is not part of the repository.
    .filter((path) => !/^scaled\/(secrets|state)\/|\/\.env$/.test(path))
    .sort();
