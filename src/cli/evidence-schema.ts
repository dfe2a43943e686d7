import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { Evidence } from '../types.ts';

/** Stands at the same place from the source and from the bundled command. */
const schemaFile = new URL('../../docs/schemas/evidence-1.json', import.meta.url);

/** Holds a document to the schema of evidence; `errors` says what is wrong with the last one. */
export const isEvidence = new Ajv({ strict: false }).compile<Evidence>(JSON.parse(readFileSync(schemaFile, 'utf8')));
