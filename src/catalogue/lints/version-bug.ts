import { argument } from '../../haproxy/model/setting.ts';
import { type HaproxyVersion, since } from '../../haproxy/versions.ts';
import type { Lint, LintShown, Subject } from '../lint.ts';
import { checkOf, setting } from './setting.ts';

/** A bug of some releases that the text of a server line meets. */
type Bug = (subject: Subject) => LintShown | null;

/** Bugs of releases, each with the issue that tells of it; where a release is not known to have one, it is not said. */
export const versionBug: Lint = {
  id: 'version-bug',
  code: 'SNI337',
  title: 'this HAProxy release has a bug that the configuration meets',
  severity: 'warning',
  found(subject) {
    for (const bug of bugs) {
      const shown = bug(subject);
      if (shown) return shown;
    }
    return null;
  },
};

/**
 * `check-alpn` of a `default-server` is freed when another line sets its own (haproxy f7a04b428, in 3.3-dev8; issue 3096):
 * those that inherit it offer what then stands in that memory. Measured: no ALPN at all on 2.6.12 and 3.0.11; well on
 * 2.8.25, 3.2.26 and 3.4.7.
 */
const freedAlpn: Bug = ({ model, proxy, server, version }) => {
  const own = setting(server, 'check-alpn');
  if (!own?.inherited || !checks(server) || !freesAlpn(version)) return null;
  const shares = model.proxies.filter(
    (other) =>
      other === proxy ||
      other.servers.some(({ settings }) => [...settings.values()].some(({ at }) => same(at, own.at))),
  );
  const culprit = shares
    .flatMap(({ servers }) => servers)
    .map(({ settings }) => settings.get('check-alpn'))
    .find((other) => other && !same(other.at, own.at) && other.at.file === own.at.file && other.at.line > own.at.line);
  if (!culprit) return null;
  return {
    at: own.at,
    because: `\`check-alpn\` is inherited here, and line ${culprit.at.line} sets another: this release then frees the inherited one, and the check offers whatever stands in that memory (haproxy issue 3096).`,
    advice: ['Write `check-alpn` on each server line and none in `default-server`, or upgrade HAProxy.'],
    fixable: true,
  };
};

function freesAlpn(version: HaproxyVersion): boolean {
  const [major = 0, minor = 0, point = 0] = version.release ?? [];
  const last = lastFreeing[`${major}.${minor}`];
  return version.release !== null && !since(version, '3.3') && last !== undefined && point <= last;
}

/** The last point release of a branch that is known to have the bug: measured, or released before its fix was written. */
const lastFreeing: Readonly<Record<string, number>> = { '2.6': 12, '3.0': 11, '3.2': 4 };

/** What a check's ALPN chose is kept for traffic (haproxy be4e1220c, 2025-12-09; issue 3207): 3.3.0 alone was released with it. */
const keptAlpn: Bug = (subject) => {
  const { server, proxy, version } = subject;
  const [traffic, check] = [argument(server, 'alpn'), argument(server, 'check-alpn')];
  if (!isRelease(version, [3, 3, 0]) || proxy.mode !== 'http' || !server.settings.has('ssl') || !checks(server))
    return null;
  if (traffic === null || check === null || traffic === check) return null;
  return {
    at: setting(server, 'check-alpn')?.at ?? server.at,
    because: `The check offers ${check} and traffic ${traffic}: 3.3.0 takes what the check agreed on for what traffic speaks, and clients get 520 or 502 (\`PH--\`) until it is started again (haproxy issue 3207).`,
    advice: ['Give `check-alpn` and `alpn` the same protocols, or upgrade to 3.3.1 or later.'],
    fixable: true,
    severity: 'error',
  };
};

/** Checks over HTTP/2 that never send their request, at times (haproxy issue 3484: well in 3.2.15, not in 3.2.22). */
const silentCheck: Bug = (subject) => {
  const { server, version } = subject;
  if (!isRelease(version, [3, 2, 22]) || checkOf(subject)?.type !== 'httpchk') return null;
  const offered = argument(server, 'check-alpn') ?? argument(server, 'check-proto') ?? '';
  if (!offered.split(',').includes('h2')) return null;
  return {
    at: setting(server, 'check-alpn')?.at ?? setting(server, 'check-proto')?.at ?? server.at,
    because:
      'The check speaks HTTP/2, and 3.2.22 now and then opens the connection and never sends the request: the server goes down for a timeout that is not its own (haproxy issue 3484).',
    advice: ['Check over HTTP/1.1 (`check-alpn http/1.1`), or upgrade HAProxy.'],
    fixable: true,
  };
};

const bugs: readonly Bug[] = [keptAlpn, freedAlpn, silentCheck];

function checks({ settings }: Subject['server']): boolean {
  return settings.has('check') && (settings.has('check-ssl') || (settings.has('ssl') && !settings.has('no-check-ssl')));
}

function isRelease({ release }: HaproxyVersion, wanted: readonly [number, number, number]): boolean {
  return release?.every((number, i) => number === wanted[i]) ?? false;
}

function same(a: { file: string; line: number }, b: { file: string; line: number }): boolean {
  return a.file === b.file && a.line === b.line;
}
