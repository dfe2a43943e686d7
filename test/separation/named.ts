import { measuredBuilds, parseVersion } from '../../src/haproxy/versions.ts';
import { gather } from '../../src/probe/run.ts';
import { diagnose } from '../../src/report/diagnose.ts';
import type { Observation, ProbeResult } from '../../src/types.ts';
import { host as site } from '../conformance/materials.ts';
import { asked } from '../question.ts';
import type { Case } from './cases.ts';

/** What a probe that knows address and name alone makes of a backend. */
export interface Named {
  /** As in {@link Case}. */
  causes: string[];
  /** Titles of the plans that show the first. */
  shownBy: string[];
  /** What each plan brought, in a word or two. */
  brought: Record<string, string>;
}

const version = parseVersion(measuredBuilds.at(-1) ?? 'any');

/**
 * Probes a backend blind: with its address, its name and the authority that it should have a certificate of.
 * @param port on 127.0.0.1
 * @param one what it is asked as
 * @param ca the authority, PEM
 * @returns the causes named
 */
export async function nameCauses(port: number, one: Case, ca: string): Promise<Named> {
  const { host = site } = one;
  const question = asked({
    address: '127.0.0.1',
    port,
    host,
    sni: host,
    hostHeader: host,
    caFile: one.stranger ? null : '/ca.pem',
    timeout: one.timeout ?? 2000,
  });
  const credentials = { ca: one.stranger ? null : ca, certificate: null };
  const evidence = await gather(question, { credentials, versions: [version] });
  return named(diagnose(evidence, version, 'flag'));
}

/** Findings stand worst first and in the order in which a connection meets them; whoever asks has `ssl` on the line. */
export function named({ findings, verdict, needs, observations }: ProbeResult): Named {
  const brought = Object.fromEntries(observations.map((o) => [o.id, words(o)]));
  const beside = new Set(['tls-required', 'verify-none']);
  const told = findings.filter(({ id, severity }) => severity !== 'info' && !beside.has(id));
  const shownBy = (told[0]?.evidence ?? []).flatMap((id) => observations.find((o) => o.id === id)?.title ?? []);
  const clear = verdict === 'healthy' && !needs.includes('tls');
  const causes = told.map(({ id }) => id.replace(/-required$/, ''));
  return { causes: clear ? ['clear-text', ...causes] : causes, shownBy, brought };
}

function words({ failure, http, tls, outcome }: Observation): string {
  if (failure) {
    const { stage, kind, alert, code, received } = failure;
    return [stage, kind, alert?.number, code, received].filter((part) => part != null).join(' ');
  }
  const flawed = tls && !(tls.trusted && tls.matchesHost !== false);
  // Public authorities say where the certificate that a backend left out can be fetched; private ones do not.
  const issuer = tls?.chain.at(-1)?.namesIssuerUrl ? ' whose issuer can be fetched' : '';
  const { date: _, ...headers } = http?.headers ?? {};
  const answer = http ? `${http.status} ${JSON.stringify(headers)} ${http.body}` : '';
  return `${outcome} ${answer} ${flawed ? `${tls.reason ?? 'name'} of ${tls.chain.at(-1)?.issuer}${issuer}` : ''}`.trim();
}
