import type { ConnectionErrorLine, HttpLine, TcpLine } from '../../log-types.ts';
import { readClient } from './client.ts';
import { keyOf } from './key.ts';
import { type Reading, said } from './reading.ts';
import type { Symptom } from './symptom.ts';
import { frontendErrors } from './symptoms/frontend.ts';
import { statusSymptom } from './symptoms/statuses.ts';
import { noBackend, noServer } from './symptoms/terminations.ts';
import { terminationSymptom } from './termination.ts';

/** Answers of the backend that say something of how it was asked, or that it cannot serve. */
const telling = new Set([400, 421, 426, 495, 496, 497, 502, 503, 504, 505]);

/**
 * Reads a line of traffic.
 * @param line of `option httplog`, `option httpslog` or `option tcplog`
 * @returns what it means
 */
export function readTraffic(line: HttpLine | TcpLine): Reading {
  const { frontend, backend, server, termination, connections, redispatched, timers } = line;
  const status = line.kind === 'http' ? line.status : undefined;
  const symptom = retried(
    trafficSymptom({ frontend, backend, server, termination, status: status ?? null, total: timers.total }),
    line,
  );
  const isReal = !server.startsWith('<');
  return {
    kind: 'haproxy-traffic',
    key: keyOf(line),
    fields: said({
      frontend,
      frontendTls: line.frontendTls || undefined,
      backend,
      server,
      ...(status === undefined ? {} : { status }),
      termination,
      timers: Object.values(timers).join('/'),
      retries: connections.retries,
      redispatched: redispatched || undefined,
      request: line.kind === 'http' ? line.request : undefined,
      clientTls: line.kind === 'http' ? (line.https?.version ?? undefined) : undefined,
      clientSni: line.kind === 'http' ? (line.https?.sni ?? undefined) : undefined,
    }),
    symptom,
    subject: isReal ? { proxy: backend, server } : { proxy: backend },
    fine:
      symptom.causes.length === 0 && connections.retries === 0 && /^(?:--|LR)/.test(termination) && (status ?? 0) < 500,
  };
}

/** What decides what a session's end means. */
export interface End {
  frontend: string | null;
  backend: string | null;
  server: string | null;
  termination: string;
  status: number | null;
  /** How long it took, in ms; null: not known. */
  total: number | null;
}

/**
 * What the end of a session means.
 * @param end what a line says of it
 * @returns its meaning and possible reasons
 */
export function trafficSymptom({ frontend, backend, server, termination, status, total }: End): Symptom {
  const state = termination.slice(0, 2);
  if (server === '<NOSRV>' && state === 'SC') return backend !== null && backend === frontend ? noBackend : noServer;
  if (state === '--') return endedWell(status);
  const symptom = terminationSymptom(termination);
  if (state === 'SC' && total !== null && total >= 900 && symptom.causes.length > 0)
    return { ...symptom, meaning: `${symptom.meaning} It tried again after a second each time (\`retries\`).` };
  return symptom;
}

function endedWell(status: number | null): Symptom {
  const plain = terminationSymptom('--');
  if (status === null || status < 300) return plain;
  const own = statusSymptom(status);
  const meaning = `HAProxy passed on what the backend answered, ${status}. ${own.meaning}`;
  return telling.has(status) || status >= 500 ? { ...own, meaning } : { meaning, causes: [], by: null };
}

function retried(symptom: Symptom, { connections, redispatched }: HttpLine | TcpLine): Symptom {
  if (symptom.causes.length > 0 || connections.retries === 0) return symptom;
  const times = connections.retries === 1 ? 'once' : `${connections.retries} times`;
  return {
    meaning: `${symptom.meaning} The connection to the server had to be tried again (${times}${redispatched ? ', and then at another server' : ''}).`,
    causes: [
      [
        'intermittent',
        'likely',
        'The same connection fails at one time and passes at another: one of several backends may be bad.',
      ],
      ['connection-limit', 'possible', 'Limits refuse connections beyond them.'],
    ],
    by: 'connection',
  };
}

/**
 * Reads a line of a connection that brought no request.
 * @param line `192.0.2.1:4711 [date] fe/1: SSL handshake failure`
 * @returns what it means
 */
export function readConnectionError(line: ConnectionErrorLine): Reading {
  const { frontend, listener, message, tlsError } = line;
  const detail = tlsError === null ? null : readClient(`${tlsError} TLS handshake error from a client`);
  const own = frontendErrors(message, detail?.symptom ?? null);
  return {
    kind: 'haproxy-traffic',
    key: keyOf(line),
    fields: said({
      frontend,
      listener,
      message,
      tlsError: tlsError ?? undefined,
      ...detail?.fields,
      software: undefined,
    }),
    symptom: own,
    subject: {},
    fine: false,
  };
}
