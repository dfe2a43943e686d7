import { has } from '../haproxy/model/setting.ts';
import type { Server } from '../haproxy/model/types.ts';
import type { ProvedCheck, ProvedRun, ProveResult } from '../prove-types.ts';
import { printable } from '../report/escape.ts';
import { ensureHarmless } from './runtime-backend.ts';
import { backendFor, readyHaproxy } from './runtime-haproxy.ts';
import { checkOf } from './runtime-server.ts';
import { commandWord, type DynamicServer, dynamicServer } from './runtime-words.ts';
import { RuntimeRefusal, statsSocket } from './stats-socket.ts';

/** What is to be shown on a running HAProxy. */
export interface RuntimeQuestion {
  /** As {@link statsSocket} takes it. */
  socket: string;
  /** Whose check it is to be; null: of the backend that has a server at the same address. */
  backend: string | null;
  /** The server as it is, or at its barest, with all that is in force for it. */
  before: Server;
  /** The server with the change. */
  after: Server;
  /** What the server's name stands for; null: its address is an IP literal. */
  address: string | null;
  /** Directives of the change that are no keywords of a server: `http-check send …`. */
  others: readonly string[];
  /** The longest that one check is waited for beside its `inter`, in ms. */
  timeout: number;
  /** Nothing is left behind when it ends this. */
  signal: AbortSignal;
}

/** A longer `inter` is not waited for, in ms. */
const longestInter = 10_000;

const unchecked: ProvedCheck = { status: null, code: null, info: '', up: null };

/**
 * Shows on a running HAProxy, without a reload and without traffic, what a change of server keywords does to a health
 * check: a dynamic server is added twice, without the change and with it, checked in maintenance and removed.
 * The rules of the check are those that the backend runs with. `proved` is true where the check is UP with the change.
 * @param question what is to be shown, where
 * @returns what HAProxy reports; `traffic` and `log` are empty, since a server in maintenance has no traffic and the log
 *   of a running HAProxy is not at hand
 * @throws RuntimeRefusal where it cannot be shown; Error where the socket's name is none; the signal's reason
 */
export async function proveOnRunning(question: RuntimeQuestion): Promise<ProveResult> {
  const { before, after, address, signal, timeout } = question;
  const socket = statsSocket(question.socket);
  if (!has(after, 'check'))
    throw new RuntimeRefusal(
      `${printable(after.name, 100)} has no check, and nothing else can be shown without traffic`,
    );
  const changed = dynamicServer(after, address, longestInter);
  const unchanged = dynamicServer(before, address, longestInter);
  for (const word of [changed, unchanged].flatMap(({ keywords }) => keywords.flat())) commandWord(word);
  const { version, pid } = await readyHaproxy(socket, signal);
  const backend = await backendFor(socket, question.backend, placeOf(after, address), signal);
  await ensureHarmless(socket, backend, signal);
  const haproxy = { socket, pid };
  const ask = (server: DynamicServer) => checkOf(haproxy, backend, server, { timeout, signal });
  const differs = commandOf(changed) !== commandOf(unchanged);
  const was = !has(before, 'check') ? unchecked : differs ? await ask(unchanged) : null;
  const is = await ask(changed);
  const run = (check: ProvedCheck): ProvedRun => ({
    servers: [{ proxy: backend, server: printable(after.name, 100), check, traffic: [] }],
    log: [],
  });
  return {
    schema: 'sni-doctor/prove/1',
    haproxyVersion: version,
    binary: printable(socket.name),
    before: was && run(was),
    after: run(is),
    ablation: [],
    partial: unshown({ backend, was, is, changed, unchanged, others: question.others }),
    proved: is.up === true,
  };
}

function placeOf({ address: place }: Server, known: string | null): { address: string; port: number | null } {
  if (place.kind === 'other') throw new RuntimeRefusal('a dynamic server needs an IP address');
  const address = place.kind === 'ip' ? place.address : (known ?? place.name);
  return { address, port: typeof place.port === 'number' ? place.port : null };
}

function commandOf({ keywords }: DynamicServer): string {
  return keywords.flat().join(' ');
}

interface Shown {
  backend: string;
  was: ProvedCheck | null;
  is: ProvedCheck;
  changed: DynamicServer;
  unchanged: DynamicServer;
  others: readonly string[];
}

const copy = 'sni-doctor prove --haproxy PATH';

/** What was not shown, and why. */
function unshown({ backend, was, is, changed, unchanged, others }: Shown): string[] {
  const sentences: string[] = [];
  const quoted = (texts: readonly string[]) => texts.map((text) => `"${printable(text, 200)}"`).join(', ');
  if (was === null)
    sentences.push('No keyword of the server that a check depends on changes: there is nothing to compare.');
  else if (was.up)
    sentences.push(`The check is UP without the change too: with the rules of ${backend} it needs none.`);
  if (others.length > 0) {
    const rest = others.length === 1 ? 'is no keyword of a server' : 'are no keywords of a server';
    sentences.push(`${quoted(others)} ${rest}, and a running HAProxy takes nothing else: ${copy} shows it.`);
  }
  const forTraffic = changed.traffic.filter((text) => !unchanged.traffic.includes(text));
  if (forTraffic.length > 0)
    sentences.push(`No traffic was sent, so ${quoted(forTraffic)} was not put to the test: ${copy} shows it.`);
  if (is.up === false && was !== null && layer(is.status) > layer(was.status)) {
    const code = is.code === null ? '' : ` ${is.code}`;
    sentences.push(
      `The keywords take the check from ${was.status} to ${is.status}${code}: what still fails is decided by the rules of ${backend}, not by them.`,
    );
  }
  if (changed.shortened !== null)
    sentences.push(
      `"inter" was ${changed.inter / 1000} s in place of ${changed.shortened / 1000} s: a slower answer counts as none.`,
    );
  return sentences;
}

/** How far a check came: 4, 6 or 7; a passed one counts beyond its failures. */
function layer(status: string | null): number {
  return Number(/^L([467])/.exec(status ?? '')?.[1] ?? 0);
}
