import type { Observation, Stage } from '../types.ts';

/**
 * What a backend did, in a few words of the field that hold nothing of what it sent but numbers.
 * @param o the observation; undefined where the plan was not performed
 * @returns `reset after the ClientHello`, `alert 112 (unrecognized_name)`, `status 400`
 */
export function describe(o: Observation | undefined): string {
  if (!o) return 'not tried';
  if (o.http) return `status ${o.http.status}`;
  const { failure } = o;
  if (o.answer) return `answered (${o.answer})`;
  if (!failure) return o.tls ? `handshake complete, ${o.tls.version}` : 'connection accepted';
  const after: Partial<Record<Stage, string>> = { tls: 'after the ClientHello', http: 'after the request' };
  const where = after[failure.stage] ?? `at ${failure.stage}`;
  switch (failure.kind) {
    case 'alert':
      return `alert ${failure.alert?.number ?? '?'} (${failure.alert?.name ?? 'unknown'})`;
    case 'reset':
      return `reset ${where}`;
    case 'closed':
      return `closed ${where}`;
    case 'timeout':
      return `silence ${where}`;
    case 'refused':
      return 'connection refused';
    case 'unreachable':
      return 'unreachable';
    case 'local':
      return `refused by the client's own TLS library (${failure.code ?? 'no code'})`;
    case 'not-tls':
      return 'an answer that is not TLS';
    case 'not-http':
      return 'an answer that is not HTTP';
    case 'protocol':
      return 'a protocol error';
  }
}
