import { type Cured, checkAndCure } from '../check/cure-run.ts';
import type { CheckOptions } from '../check/options.ts';
import { read } from '../check/read.ts';
import type { CheckedServer, CheckResult, TrafficPrediction } from '../check-types.ts';
import { applyChanges } from '../haproxy/edit/apply.ts';
import { serverAddress } from '../haproxy/words.ts';
import type { ProveResult } from '../prove-types.ts';
import { classesOf } from '../report/cure/classes.ts';
import type { CureEdit } from '../report/cure/cure.ts';
import type { Part } from './ablate.ts';
import { CannotProve } from './cannot.ts';
import { type Run, show } from './show.ts';
import type { Subject, Text } from './trial.ts';
import { trustLost } from './trust-lost.ts';

/**
 * Shows on HAProxy what becomes of a configuration's failing servers with the edits that cure them; where nothing fails,
 * that it works as it is.
 * @param options the configuration and what is asked of it, for the version of that HAProxy
 * @param run on which HAProxy
 * @param ablating whether each edit is taken away in turn
 * @returns what HAProxy made of it
 * @throws CannotProve where there is nothing to show or HAProxy cannot be run; the signal's reason when aborted
 */
export async function proveConfiguration(options: CheckOptions, run: Run, ablating: boolean): Promise<ProveResult> {
  const cured = await checkAndCure({ ...options, signal: run.signal });
  const { result } = cured;
  const edits = cured.cures.flatMap((cure) => cure.edits);
  const subjects = subjectsOf(result, options.servers.length > 0);
  if (subjects.length === 0) throw new CannotProve('there is no server to show');
  const without = async (left: readonly CureEdit[]) => {
    const files = applyChanges(cured.configuration, changesOf(left));
    const { configuration, models, all } = await read({ ...options, files });
    const [model] = models;
    if (!model) throw new Error('no release is meant');
    const text: Text = { configuration, model, subjects };
    return { text, targets: all.map(([target]) => target) };
  };
  const after = await without(edits);
  const parts = ablating
    ? classesOf(edits).map(
        (some): Part => ({
          directive: directiveOf(some),
          async without() {
            const { text, targets } = await without(edits.filter((edit) => !some.includes(edit)));
            return { text, unsafe: trustLost(after.targets, targets) };
          },
        }),
      )
    : [];
  return show(
    {
      before: edits.length === 0 ? null : (await without([])).text,
      after: after.text,
      changes: classesOf(edits).map(directiveOf),
      parts,
      request: { method: options.method, path: options.path },
      isFine: (status) => status < 400,
      gentle: result.findings.some(({ id }) => id === 'connection-limit'),
      partial: [...unchanged(cured, subjects), ...answeredByRules(result, subjects)],
    },
    run,
  );
}

function changesOf(edits: readonly CureEdit[]) {
  return edits.map(({ change }) => change);
}

/** What an edit writes; of one that only takes something away, that. */
function directiveOf([first]: readonly CureEdit[]): string {
  return first?.text ?? '';
}

/** The servers of the backends in which one fails; all where none does or where they were chosen. */
function subjectsOf({ servers }: CheckResult, chosen: boolean): Subject[] {
  const failing = new Set(servers.filter(fails).map(({ proxy }) => proxy));
  const meant = chosen || failing.size === 0 ? servers : servers.filter(({ proxy }) => failing.has(proxy));
  const subjects = meant
    .filter(({ mode }) => mode !== 'other')
    .map((server): [string, Subject] => [
      // A name that stands for several addresses is one server of HAProxy's.
      `${server.proxy}/${server.server}`,
      {
        proxy: server.proxy,
        server: server.server,
        hosts: server.traffic
          .filter((one) => !isAnswered(one))
          .map(({ host }) => ({ host, header: host ?? at(server) })),
        passesTls: server.mode === 'tcp' && (server.traffic[0]?.sends?.tls ?? true),
      },
    ]);
  return [...new Map(subjects.toReversed()).values()].toReversed();
}

function fails({ check, traffic }: CheckedServer): boolean {
  return (
    check.up === false ||
    traffic.some((one) => !isAnswered(one) && (one.status === null ? isCut(one) : one.status >= 400))
  );
}

/** HAProxy answers such clients by itself: nothing of them reaches a server. */
function isAnswered({ sends, status }: TrafficPrediction): boolean {
  return sends === null && status !== null;
}

function isCut({ termination }: TrafficPrediction): boolean {
  return termination !== null && termination !== '--';
}

/** The Host of clients who know no name. */
function at({ address, port }: CheckedServer): string {
  return address === null ? 'host.invalid' : serverAddress(address, port ?? 80);
}

/** Why servers that fail are left as they are. */
function unchanged({ result }: Cured, subjects: readonly Subject[]): string[] {
  const known = new Set(subjects.map(({ proxy, server }) => `${proxy}/${server}`));
  return result.left
    .filter(({ proxy, server }) => known.has(`${proxy}/${server}`))
    .map(({ proxy, server, because }) => `${proxy}/${server} is left as it is: ${because}.`);
}

function answeredByRules({ servers }: CheckResult, subjects: readonly Subject[]): string[] {
  const known = new Set(subjects.map(({ proxy, server }) => `${proxy}/${server}`));
  return servers
    .filter(({ proxy, server }) => known.has(`${proxy}/${server}`))
    .flatMap(({ proxy, server, traffic }) =>
      traffic
        .filter(isAnswered)
        .map(
          ({ host, status }) =>
            `Clients of ${host ?? `${proxy}/${server}`} are not sent to ${proxy}/${server}: HAProxy answers them itself (${status}).`,
        ),
    );
}
