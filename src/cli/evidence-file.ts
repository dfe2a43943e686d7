import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Evidence } from '../types.ts';
import { checkEvidence } from './evidence-check.ts';
import { fileProblem } from './file-problem.ts';
import { Refusal } from './refusal.ts';

/**
 * What `--save` writes.
 * @param evidence of each target
 * @returns one document: an object for one target, an array for several
 */
export function evidenceText(evidence: readonly Evidence[]): string {
  return `${JSON.stringify(evidence.length === 1 ? evidence[0] : evidence, null, 2)}\n`;
}

/**
 * Reads what `--save` wrote. It may come from anywhere, and its names go into a configuration: they pass the same checks
 * as those of a command line.
 * @param file path, or `-` for standard input
 * @param stdin standard input
 * @returns the evidence of each target
 * @throws Refusal with exit code 3 that names the file and the field
 */
export async function readEvidence(file: string, stdin: Readable): Promise<Evidence[]> {
  const shown = file === '-' ? 'standard input' : file;
  const document = parse(shown, await read(file, shown, stdin));
  const list: unknown[] = Array.isArray(document) ? document : [document];
  if (list.length === 0) throw new Refusal(3, `${shown}: holds no evidence`);
  const { isEvidence } = await import('./evidence-schema.ts');
  return list.map((one, index) => {
    const where = Array.isArray(document) ? `/${index}` : '';
    if (!isEvidence(one)) {
      const [problem] = isEvidence.errors ?? [];
      throw new Refusal(
        3,
        `${shown}: no evidence of sni-doctor: ${where}${problem?.instancePath || '/'} ${problem?.message}`,
      );
    }
    checkEvidence(one, `${shown}: ${where}`);
    return one;
  });
}

async function read(file: string, shown: string, stdin: Readable): Promise<string> {
  try {
    if (file !== '-') return readFileSync(file, 'utf8');
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    throw new Refusal(3, `${shown}: ${fileProblem(error)}`);
  }
}

function parse(shown: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(3, `${shown}: is not JSON`);
  }
}
