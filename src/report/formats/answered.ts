import type { Failure, Observation, Stage, TlsFacts } from '../../types.ts';
import { printable } from '../escape.ts';

const after: Record<Stage, string> = {
  resolve: '',
  connect: ' on connecting',
  proxy: ' after PROXY header',
  tls: ' after ClientHello',
  http: ' after the request',
};

const silent: Record<Stage, string> = {
  resolve: 'name server silent',
  connect: 'no answer (timeout)',
  proxy: 'silent after PROXY header',
  tls: 'silent after ClientHello',
  http: 'silent after the request',
};

/**
 * What a backend answered, in a few words that fit a column.
 * @param observation one connection
 * @returns printable ASCII
 */
export function answered(observation: Observation): string {
  const { failure, http, tls, outcome } = observation;
  if (outcome === 'skipped') return 'not tried';
  if (failure) return failed(failure);
  if (http) return `${http.status} ${redirected(http.headers.location) ?? printable(http.reason, 20)}`.trim();
  if (observation.answer) return observation.answer;
  if (tls) return `ok, ${printable(tls.version, 12)}, ${certificate(tls)}`;
  return 'connected';
}

function failed(failure: Failure): string {
  const { kind, stage, alert, code, received } = failure;
  switch (kind) {
    case 'refused':
      return 'connection refused';
    case 'unreachable':
      return 'unreachable';
    case 'timeout':
      return silent[stage];
    case 'reset':
      return `RESET${after[stage]}`;
    case 'closed':
      return `CLOSED${after[stage]}`;
    case 'alert':
      return alert ? `alert ${alert.number} ${printable(alert.name, 24)}` : 'alert';
    case 'local':
      return `refused by our TLS${code ? `: ${printable(code, 40)}` : ''}`;
    case 'not-tls':
      return received?.startsWith('HTTP/') ? 'HTTP instead of TLS' : 'no TLS';
    case 'not-http':
      return 'no HTTP';
    case 'protocol':
      return 'protocol error';
  }
}

function redirected(location: string | undefined): string | null {
  if (location === undefined) return null;
  const scheme = /^(https?):\/\//i.exec(location)?.[1];
  return `to ${scheme ? scheme.toLowerCase() : printable(location, 18)}`;
}

function certificate({ trusted, reason, matchesHost }: TlsFacts): string {
  if (matchesHost === false) return 'cert of others';
  if (trusted) return 'cert valid';
  if (reason === 'CERT_HAS_EXPIRED') return 'cert expired';
  return reason === 'DEPTH_ZERO_SELF_SIGNED_CERT' ? 'self-signed' : 'cert untrusted';
}
