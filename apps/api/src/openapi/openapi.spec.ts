import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { agencyCommands } from '@sunledger/agency-register';
import { requestCommands } from '@sunledger/disclosure-case';
import { remedyCommands } from '@sunledger/remedy';

import { openApiDocument } from '../index';

const reference = join(__dirname, '../../../../docs/reference/openapi.json');

/** Every value under a key, anywhere in the document. */
function* valuesUnder(value: unknown, key: string): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name === key) yield part;
    yield* valuesUnder(part, key);
  }
}

describe('the OpenAPI document', () => {
  let document: Awaited<ReturnType<typeof openApiDocument>>;
  beforeAll(async () => {
    document = await openApiDocument();
  });

  const bodyOf = (path: string) =>
    // Every command has a JSON body.
    (
      document.paths[path]?.post?.requestBody as {
        content: Record<'application/json', { schema: object }>;
      }
    ).content['application/json'].schema;

  it('is the one checked in (npm run openapi writes it)', () => {
    expect(existsSync(reference)).toBe(true);
    expect(JSON.parse(readFileSync(reference, 'utf8'))).toEqual(document);
  });

  it.each(Object.keys(requestCommands))('lists the command %s about a request', (name) => {
    const path = `/api/v1/requests/{caseId}/commands/${name}`;
    expect(document.paths[path]?.post?.summary).toBe(
      requestCommands[name as keyof typeof requestCommands].label,
    );
    expect(bodyOf(path)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('lists the commands about agencies and remedies', () => {
    const listed = (prefix: string) =>
      Object.keys(document.paths)
        .filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length))
        .sort();
    expect(listed('/api/v1/agencies/{code}/commands/')).toEqual(
      Object.keys(agencyCommands)
        .filter((name) => name !== 'AddAgency')
        .sort(),
    );
    expect(listed('/api/v1/remedies/{remedyId}/commands/')).toEqual(
      Object.keys(remedyCommands)
        .filter((name) => name !== 'FileReview' && name !== 'FileSuit')
        .sort(),
    );
  });

  it('takes personal data in the clear, never sealed or hashed', () => {
    expect(bodyOf('/api/v1/requests/{caseId}/commands/CorrectApplicantData')).toMatchObject({
      properties: { personal: { properties: { name: { type: 'string' } } } },
    });
    const names = [...valuesUnder(document, 'properties')].flatMap((properties) =>
      Object.keys(properties as object),
    );
    expect(names).not.toContain('sealed');
    expect(names).not.toContain('lookup');
  });

  it('refers only to what it has, and names each operation once', () => {
    const schemas = Object.keys(document.components?.schemas ?? {});
    for (const reference of valuesUnder(document, '$ref')) {
      expect(schemas.map((name) => `#/components/schemas/${name}`)).toContain(reference);
    }
    const ids = [...valuesUnder(document.paths, 'operationId')];
    expect(new Set(ids).size).toBe(ids.length);
    expect([...valuesUnder(document, '$id')]).toEqual([]);
  });

  it('declares every parameter of every address', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      for (const method of ['get', 'post'] as const) {
        const operation = operations[method];
        if (operation === undefined) continue;
        const declared = (operation.parameters ?? [])
          .filter((parameter) => 'in' in parameter && parameter.in === 'path')
          .map((parameter) => ('name' in parameter ? parameter.name : ''))
          .sort();
        expect({ path, declared }).toEqual({ path, declared: named });
      }
    }
  });
});
