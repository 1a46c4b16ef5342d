// Prints, as a JSON list, every fault of the Kubernetes objects on standard input (a JSON list of them):
// what their schemas refuse, by kubernetes-models, and every field that their types do not have, by the
// compiler. A process of its own, because both are ES modules and Jest's are not.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const require = createRequire(import.meta.url);
const ts = require('typescript');

const objects = JSON.parse(await text(process.stdin));
/** Each group and version is a module, e.g. `networking.k8s.io/v1`; the core group is `v1`. */
const moduleOf = (apiVersion) => `kubernetes-models/${apiVersion}`;
const nameOf = ({ kind, metadata }) => `${kind} ${metadata?.name}`;

async function schemaFaults(object) {
  const models = await import(moduleOf(object.apiVersion)).catch(() => ({}));
  const Model = models[object.kind];
  if (Model === undefined) return [`${nameOf(object)}: no such kind in ${object.apiVersion}`];
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [`${nameOf(object)}: ${error.message}`];
  }
}

/** A literal of the interface is refused by the compiler for every property that it does not know. */
function typeFaults() {
  const file = join(import.meta.dirname, 'objects.mts');
  const source = objects
    .map((object, at) => {
      const type = `import('${moduleOf(object.apiVersion)}').I${object.kind}`;
      return `export const object${at}: ${type} = ${JSON.stringify(object)};`;
    })
    .join('\n');
  const options = {
    module: ts.ModuleKind.Node20,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, ...others) =>
    name === file
      ? ts.createSourceFile(name, source, others[0], true)
      : getSourceFile.call(host, name, ...others);
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0, file: where }) => {
    const line = where === undefined ? 0 : where.getLineAndCharacterOfPosition(start).line;
    const said = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${nameOf(objects[line] ?? {})}: ${said}`;
  });
}

const bySchema = (await Promise.all(objects.map(schemaFaults))).flat();
process.stdout.write(JSON.stringify([...bySchema, ...typeFaults()]));
