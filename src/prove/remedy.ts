import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckOptions } from '../check/options.ts';
import { read } from '../check/read.ts';
import { meetsExpect } from '../expect.ts';
import { applyChanges } from '../haproxy/edit/apply.ts';
import { word } from '../haproxy/words.ts';
import { clientHost } from '../plan.ts';
import type { ProveResult } from '../prove-types.ts';
import type { Directive, ProbeResult, Question } from '../types.ts';
import type { Part } from './ablate.ts';
import { CannotProve } from './cannot.ts';
import { type Folder, makeFolder } from './folder.ts';
import { remedyParts } from './remedy-parts.ts';
import { around, barestBackend, remedyFile } from './remedy-text.ts';
import { type Run, show } from './show.ts';
import type { Text } from './trial.ts';
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
  const files = clientFiles(question);
  try {
    return await proveWith(files.crt, question, result, run, ablating);
  } finally {
    files.folder?.remove();
  }
}

async function proveWith(
  crt: string | null,
  question: Question,
  result: ProbeResult,
  run: Run,
  ablating: boolean,
): Promise<ProveResult> {
  const barest = result.predictions[0]?.directives;
  if (barest === undefined) throw new CannotProve('nothing is known that could be run');
  const named = crt === null ? '' : ` crt ${word(question.certificate?.certFile ?? '')}`;
  const inOneFile = (text: string) => (crt === null ? text : text.replace(`${named} `, ` crt ${word(crt)} `));
  const backend = inOneFile(result.remedy?.backend ?? barestBackend(barest, question.mode));
  const directive = (one: Directive): Directive => ({ ...one, text: inOneFile(` ${one.text} `).trim() });
  const host = clientHost(question);
  const readText = async (text: string) => {
    const { configuration, models, all } = await read({
      ...options(question, run),
      files: [{ name: remedyFile, text }],
    });
    const [model] = models;
    if (!model) throw new Error('no release is meant');
    const servers = model.proxies.flatMap((proxy) => proxy.servers);
    const subjects = servers.map(({ proxy, name }) => ({
      proxy,
      server: name,
      hosts: [{ host, header: host }],
      passesTls: question.mode === 'tcp' && result.needs.includes('tls'),
    }));
    return { text: { configuration, model, subjects } as Text, targets: all.map(([target]) => target) };
  };
  const after = await readText(around(backend, question));
  const found = result.remedy ? remedyParts(after.text.configuration, result.remedy.directives.map(directive)) : [];
  const parts = found.map(
    ({ directive, change }): Part => ({
      directive,
      async without() {
        const [file] = applyChanges(after.text.configuration, [change]);
        const { text, targets } = await readText(file?.text ?? '');
        return { text, unsafe: trustLost(after.targets, targets) };
      },
    }),
  );
  const expected = result.predictions.at(-1)?.traffic.status ?? null;
  return show(
    {
      before: result.remedy && (await readText(around(barestBackend(barest, question.mode), question))).text,
      after: after.text,
      changes: found.map(({ directive }) => directive),
      parts: ablating ? parts : [],
      request: { method: question.method, path: question.path },
      isFine: (status) => isFine(status, question, expected),
      gentle: question.gentle || result.findings.some(({ id }) => id === 'connection-limit'),
      partial: [
        ...(result.remedy === null && result.verdict !== 'healthy' ? [`There is no remedy: ${cause(result)}.`] : []),
        ...(crt === null ? [] : ['The client certificate and its key were put into one file for this.']),
      ],
    },
    run,
  );
}

/** A passthrough is judged by its TLS alone. A redirect where an answer is expected goes round in circles. */
function isFine(status: number, { mode, expect }: Question, expected: number | null): boolean {
  if (mode === 'tcp') return true;
  const redirected = status >= 300 && status < 400 && expected !== null && expected < 300;
  return meetsExpect(expect, status) && !redirected;
}

function cause({ findings, verdict }: ProbeResult): string {
  return findings.find(({ severity }) => severity === 'error')?.title ?? `the backend is ${verdict}`;
}

/** HAProxy reads a certificate and its key from one file. */
function clientFiles({ certificate }: Question): { crt: string | null; folder: Folder | null } {
  if (certificate === null || certificate.certFile === certificate.keyFile) return { crt: null, folder: null };
  const folder = makeFolder();
  const crt = join(folder.path, 'client.pem');
  try {
    const text = [certificate.certFile, certificate.keyFile].map((file) => readFileSync(file, 'latin1')).join('\n');
    writeFileSync(crt, text, { encoding: 'latin1', mode: 0o600 });
  } catch (error) {
    folder.remove();
    throw new CannotProve(`the client certificate: ${(error as Error).message}`);
  }
  return { crt, folder };
}

/** The text is ours, and its address a literal: nothing is resolved and no file is read. */
function options({ method, path, timeout }: Question, { binary }: Run): CheckOptions {
  return {
    files: [],
    environment: new Map(),
    version: binary.version,
    versionFrom: 'path',
    hosts: [],
    servers: [],
    method,
    path,
    timeout,
    offline: true,
    resolve: async () => [],
    readFile: () => null,
  };
}
