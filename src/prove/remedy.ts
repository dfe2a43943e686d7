import { meetsExpect } from '../expect.ts';
import type { ProveResult } from '../prove-types.ts';
import type { ProbeResult, Question } from '../types.ts';
import type { Part } from './ablate.ts';
import { clientFile } from './client-files.ts';
import { type RemedyCase, remedyCase } from './remedy-case.ts';
import { type Run, show } from './show.ts';
import { trustLost } from './trust-lost.ts';

/**
 * Shows on HAProxy what becomes of a backend with the barest configuration, and with the remedy that a probe recommends.
 * @param question what was asked
 * @param result what came out, for the version of that HAProxy
 * @param run on which HAProxy
 * @param ablating whether each directive of the remedy is taken away in turn
 * @returns what HAProxy made of it
 * @throws CannotProve where HAProxy cannot be run; the signal's reason when aborted
 */
export async function proveRemedy(
  question: Question,
  result: ProbeResult,
  run: Run,
  ablating: boolean,
): Promise<ProveResult> {
  const file = clientFile(question);
  try {
    const remedy = await remedyCase(question, result, run.binary.version, file);
    const expected = result.predictions.at(-1)?.traffic.status ?? null;
    return await show(
      {
        before: remedy.before?.text ?? null,
        after: remedy.after.text,
        changes: remedy.parts.map(({ directive }) => directive),
        parts: ablating ? partsOf(remedy) : [],
        request: { method: question.method, path: question.path },
        isFine: (status) => isFine(status, question, expected),
        hopeless: result.remedy === null && result.verdict !== 'healthy',
        gentle: question.gentle || result.findings.some(({ id }) => id === 'connection-limit'),
        partial: [
          ...noRemedy(result),
          ...(file.made ? ['The client certificate and its key were put into one file for this.'] : []),
        ],
      },
      run,
    );
  } finally {
    file.remove();
  }
}

function partsOf(remedy: RemedyCase): Part[] {
  return remedy.parts.map((part) => ({
    directive: part.directive,
    requested: part.requested,
    async without() {
      const { text, targets } = await remedy.without(part);
      return { text, unsafe: trustLost(remedy.after.targets, targets) };
    },
  }));
}

/** A passthrough is judged by its TLS alone. A redirect where an answer is expected goes round in circles. */
function isFine(status: number, { mode, expect }: Question, expected: number | null): boolean {
  if (mode === 'tcp') return true;
  const redirected = status >= 300 && status < 400 && expected !== null && expected < 300;
  return meetsExpect(expect, status) && !redirected;
}

/**
 * Why there is nothing to prove but that it fails.
 * @param result of a probe
 * @returns at most one sentence
 */
export function noRemedy({ remedy, verdict, findings }: ProbeResult): string[] {
  if (remedy !== null || verdict === 'healthy') return [];
  const cause = findings.find(({ severity }) => severity === 'error');
  return [`There is no remedy: ${cause ? `${cause.title} (${cause.code})` : `the backend is ${verdict}`}.`];
}
