// The types of the page are those of the server's OpenAPI document.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SCHEMA, schemaTypes } from './types.mjs';

it('are made from openapi.json as it is', { timeout: 60_000 }, async () => {
  const made = await schemaTypes();
  const kept = readFileSync(SCHEMA, 'utf8').replaceAll('\r\n', '\n');
  expect(kept === made, 'help: run `npm run types` and look at what changed').toBe(true);
});
