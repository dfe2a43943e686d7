import type { MatrixCell } from '../../matrix-types.ts';

const stages = {
  resolve: 'the name of the target does not resolve',
  connect: 'no connection',
  proxy: 'the PROXY header is not taken',
  tls: 'no TLS',
  http: 'no answer',
} as const;

const kinds = {
  refused: 'refused',
  unreachable: 'unreachable',
  timeout: 'time is up',
  reset: 'reset',
  closed: 'closed',
  alert: 'alert',
  local: 'refused here',
  'not-tls': 'it does not speak TLS',
  'not-http': 'what comes is not HTTP',
  protocol: 'the protocol is broken',
} as const;

const others = {
  certificate: "the certificate is not the host's, or not valid",
  'default-certificate': "the certificate is the default one, not the host's",
  misdirected: '421: the target does not serve this host here',
  'not-found': 'answered as a host that nobody knows',
  status: 'another status than expected',
} as const;

/**
 * What is wrong with a cell, in words that many cells share.
 * @param cell any that is not `ok`
 * @returns a few words: `no TLS: reset`
 */
export function reasonWords({ verdict, stage, reason }: Pick<MatrixCell, 'verdict' | 'stage' | 'reason'>): string {
  if (reason === null) return verdict;
  if (reason === 'not-found' && verdict === 'failed') return '404';
  if (reason in others) return others[reason as keyof typeof others];
  const kind = kinds[reason as keyof typeof kinds] ?? reason;
  if (stage === 'resolve') return stages.resolve;
  return stage === null ? kind : `${stages[stage]}: ${kind}`;
}
