// Writes src/lib/api-schema.ts from openapi.json, the server's description of its API. A test of the server holds
// the description against the server, a test of the page holds the types against the description.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapi, { astToString } from 'openapi-typescript';

/** Where the types are. */
export const SCHEMA = fileURLToPath(new URL('src/lib/api-schema.ts', import.meta.url));

/** Returns the types of every answer and parameter. */
export async function schemaTypes() {
  const document = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8'));
  const types = astToString(await openapi(document, { alphabetize: true }));
  return `// Made by \`npm run types\` from openapi.json; not edited by hand.\n\n${types}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SCHEMA, await schemaTypes());
