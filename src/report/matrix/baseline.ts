import type { View, Way } from '../../catalogue/view.ts';
import type { Baseline, Glance } from '../../matrix-types.ts';
import { handshakeComplete } from '../../observation.ts';
import type { HttpFacts } from '../../types.ts';
import { type UnknownPage, unknownPage } from './page.ts';

/** What a target's baseline says, in little: one is kept for each of thousands of targets. */
export interface BaselineFacts {
  /** In which it was made: HAProxy's own, or the one that the target turned out to want. */
  way: Way;
  /** SHA-256 of the certificates that whoever sends no server name, or one that nobody has, is given. */
  defaultLeafs: string[];
  /** Whether a server name is needed: without one the handshake fails, or the answer is 421; null: not known. */
  needsSni: boolean | null;
  /** Whether the port speaks clear text and no TLS; null: not known. */
  clearOnly: boolean | null;
  /** Whether no connection came about at all. */
  unreachable: boolean;
  /** The pages of status 404 that a name which nobody has gets. */
  notFound: UnknownPage[];
  /** All that it gets over TLS, or over clear text where there is no TLS, whatever the status; empty: no answer. */
  answers: UnknownPage[];
}

/**
 * Reads a baseline.
 * @param baseline three glances at a target
 * @returns what it says of the cells of this target
 */
export function baselineFacts({ nameless, unrelated: other, clear }: Baseline): BaselineFacts {
  const all = [nameless, other, clear];
  const leafs = [nameless, other].flatMap(({ tls }) => tls?.leaf?.sha256 ?? []);
  return {
    way: '',
    defaultLeafs: [...new Set(leafs)],
    needsSni: needsSni(nameless, other),
    clearOnly: clearOnly(nameless, other, clear),
    unreachable: all.every(({ failure, shortage }) => failure?.stage === 'connect' && shortage === undefined),
    notFound: pagesOf(all.flatMap(({ http }) => (http?.status === 404 ? [http] : []))),
    answers: pagesOf((nameless.tls || other.tls ? [nameless, other] : all).flatMap(({ http }) => http ?? [])),
  };
}

/**
 * Adds what a baseline would have seen in the way that a target wants to be spoken to, as far as the ladder saw it too:
 * nothing of it depends on the host that the ladder was climbed for.
 * @param baseline in HAProxy's own way
 * @param seen the ladder
 * @returns both
 */
export function baselineOfLadder(baseline: BaselineFacts, seen: View): BaselineFacts {
  const others = ['tls-without-sni', 'tls-unrelated-sni', 'traffic-without-sni'].map((id) => seen.get(id));
  const leafs = others.flatMap((o) => (handshakeComplete(o) ? (o?.tls?.chain[0]?.sha256 ?? []) : []));
  const http = seen.get('http-other-host')?.http;
  const [nameless] = others;
  const way = seen.way ?? baseline.way;
  const known = way === baseline.way || way === 'nameless/';
  return {
    ...baseline,
    way: known ? baseline.way : way,
    defaultLeafs: [...new Set([...baseline.defaultLeafs, ...leafs])],
    needsSni: known ? baseline.needsSni : nameless && isRefusal(nameless) ? true : null,
    notFound: http ? [...baseline.notFound, unknownPage(http)] : baseline.notFound,
  };
}

/** Failures that a backend means: not of the network, and not for want of time. */
function isRefusal({ failure, shortage }: Pick<Glance, 'failure' | 'shortage'>): boolean {
  return (
    shortage === undefined &&
    failure?.stage === 'tls' &&
    /^(?:alert|reset|closed|protocol)$/.test(failure.kind) &&
    !failure.clientCertificate
  );
}

function needsSni(nameless: Glance, other: Glance): boolean | null {
  if (isRefusal(nameless)) return true;
  if (!nameless.http) return null;
  if (nameless.http.status !== 421) return false;
  // A request for a name that nobody has may get 421 for that alone: then the same with a server name does too.
  return other.http && other.http.status !== 421 ? true : null;
}

function clearOnly(nameless: Glance, other: Glance, clear: Glance): boolean | null {
  if (nameless.tls || other.tls) return false;
  const kinds = [nameless.failure?.kind, other.failure?.kind];
  if (kinds.includes('alert')) return false;
  if (!kinds.every((kind) => kind === 'not-tls')) return null;
  return clear.http ? true : null;
}

function pagesOf(answers: HttpFacts[]): UnknownPage[] {
  const pages = new Map(answers.map(unknownPage).map((page) => [JSON.stringify(page), page]));
  return [...pages.values()];
}
