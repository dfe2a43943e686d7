import type { CheckOptions } from '../check/options.ts';
import type { Server } from '../haproxy/model/types.ts';
import type { Configuration } from '../haproxy/syntax/tree.ts';
import type { HaproxyVersion } from '../haproxy/versions.ts';
import type { ProveResult } from '../prove-types.ts';
import { classesOf } from '../report/cure/classes.ts';
import type { CureEdit } from '../report/cure/cure.ts';
import type { ProbeResult, Question } from '../types.ts';
import { clientFile } from './client-files.ts';
import { cureOf } from './cured.ts';
import { noRemedy } from './remedy.ts';
import { remedyCase } from './remedy-case.ts';
import { proveOnRunning } from './runtime.ts';
import { proveAllOnRunning } from './runtime-all.ts';
import { RuntimeRefusal } from './stats-socket.ts';
import { notShown } from './subjects.ts';
import type { Text } from './trial.ts';

/** A HAProxy that runs. */
export interface Running {
  /** As the user named its stats socket. */
  socket: string;
  version: HaproxyVersion;
  signal: AbortSignal;
}

/**
 * Shows on a running HAProxy what the edits that cure a configuration do to the checks of its failing servers.
 * @param options the configuration and what is asked of it, for the version of that HAProxy
 * @param running that HAProxy
 * @returns what it reports
 * @throws RuntimeRefusal where it cannot be shown; CannotProve where there is nothing to show; the signal's reason when
 *   aborted
 */
export async function proveConfigurationOn(options: CheckOptions, running: Running): Promise<ProveResult> {
  const { socket, signal } = running;
  const cured = await cureOf({ ...options, signal });
  const { edits, result } = cured;
  const [before, after] = [await cured.with([]), await cured.with(edits)];
  const checked = after.targets.filter(
    ({ proxy, server }) =>
      server.settings.has('check') &&
      after.text.subjects.some((one) => one.proxy === proxy.name && one.server === server.name),
  );
  if (checked.length === 0)
    throw new RuntimeRefusal('no server has a check, and a running HAProxy is shown nothing else', 'without --runtime');
  const questions = checked.map(({ proxy, server, key, address }) => {
    const own = edits.filter(({ servers }) => servers.includes(key));
    return {
      socket,
      backend: proxy.name,
      before: serverIn(before.text, proxy.name, server.name) ?? server,
      after: server,
      address,
      others: own.filter((edit) => !isOfServer(edit, before.text.configuration)).map(({ text }) => text),
      timeout: options.timeout,
      signal,
    };
  });
  const proof = await proveAllOnRunning(questions);
  return {
    ...proof,
    changes: classesOf(edits).map(([first]) => first?.text ?? ''),
    partial: [...notShown(result, after.text.subjects), ...proof.partial],
  };
}

/**
 * Shows on a running HAProxy what the remedy that a probe recommends does to a check.
 * @param question what was asked
 * @param result what came out, for the version of that HAProxy
 * @param running that HAProxy
 * @param backend whose rules the check has; null: the one that has a server at the address
 * @returns what it reports
 * @throws RuntimeRefusal where it cannot be shown; CannotProve where there is nothing to show; the signal's reason when
 *   aborted
 */
export async function proveRemedyOn(
  question: Question,
  result: ProbeResult,
  running: Running,
  backend: string | null,
): Promise<ProveResult> {
  const { socket, version, signal } = running;
  const file = clientFile(question);
  try {
    const remedy = await remedyCase(question, result, version, file);
    const [after, before] = [remedy.after, remedy.before ?? remedy.after].map(
      ({ text }) => text.model.proxies.flatMap(({ servers }) => servers)[0],
    );
    if (!after || !before) throw new Error('a remedy without a server');
    const others = remedy.parts.filter(({ scope }) => scope !== 'server').map(({ directive }) => directive);
    const at = { socket, backend, before, after, address: question.address, others };
    const proof = await proveOnRunning({ ...at, timeout: question.timeout, signal });
    return {
      ...proof,
      changes: remedy.parts.map(({ directive }) => directive),
      partial: [...noRemedy(result), ...proof.partial],
    };
  } finally {
    file.remove();
  }
}

function serverIn({ model }: Text, proxy: string, name: string): Server | undefined {
  return model.proxies
    .filter((one) => one.name === proxy)
    .flatMap(({ servers }) => servers)
    .find((server) => server.name === name);
}

/** Words of a `server` or `default-server` line. */
function isOfServer({ change, text }: CureEdit, { sections }: Configuration): boolean {
  const { file, line } = change.at;
  const statement = sections.flatMap(({ lines }) => lines).find(({ at }) => at.file === file && at.line === line);
  const keyword = change.kind === 'line' ? text : (statement?.words[0]?.text ?? '');
  return /^(?:default-server|server|server-template)\b/.test(keyword);
}
