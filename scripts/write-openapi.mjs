// Writes docs/reference/openapi.json from the controllers and the tables of commands. A spec of
// apps/api fails while the file says something else.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { openApiDocument } = createRequire(import.meta.url)('../apps/api/dist/index.js');

const folder = new URL('../docs/reference/', import.meta.url);
mkdirSync(folder, { recursive: true });
const document = await openApiDocument();
writeFileSync(new URL('openapi.json', folder), `${JSON.stringify(document, null, 2)}\n`);
