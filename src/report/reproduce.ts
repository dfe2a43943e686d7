import type { NamedPlan, Plan, TlsPlan } from '../types.ts';

/**
 * The command that shows by hand what a plan shows: `openssl s_client` for a handshake, `curl` for a request.
 * @param named the plan
 * @returns a line for a POSIX shell
 */
export function reproduce({ plan }: NamedPlan): string {
  if (plan.dialogue) return spoken(plan, plan.dialogue);
  if (plan.request === null) return plan.tls ? handshake(plan, plan.tls) : `nc -vz ${quote(plan.address)} ${plan.port}`;
  return request(plan);
}

const opensslVersions = { TLSv1: 'tls1', 'TLSv1.1': 'tls1_1', 'TLSv1.2': 'tls1_2', 'TLSv1.3': 'tls1_3' } as const;
const curlVersions = { TLSv1: '1.0', 'TLSv1.1': '1.1', 'TLSv1.2': '1.2', 'TLSv1.3': '1.3' } as const;

function handshake(plan: Plan, tls: TlsPlan): string {
  const address = plan.address.includes(':') ? `[${plan.address}]` : plan.address;
  return [
    'openssl s_client',
    `-connect ${quote(`${address}:${plan.port}`)}`,
    tls.servername === null ? '-noservername' : `-servername ${quote(tls.servername)}`,
    ...(tls.alpn.length > 0 ? [`-alpn ${quote(tls.alpn.join(','))}`] : []),
    ...(tls.minVersion === 'TLSv1.2' ? [] : [`-min_protocol ${tls.minVersion}`]),
    ...(tls.maxVersion === 'TLSv1.3' ? [] : [`-${opensslVersions[tls.maxVersion]}`]),
    ...groups(tls),
    ...(tls.certificate ? [`-cert ${quote(tls.certificate.certFile)} -key ${quote(tls.certificate.keyFile)}`] : []),
    ...(tls.caFile === null ? [] : [`-CAfile ${quote(tls.caFile)}`]),
    '</dev/null',
  ].join(' ');
}

/** The post-quantum group is known to OpenSSL 3.5 and later alone. */
function groups({ hello, groups }: TlsPlan): string[] {
  if (hello === 'X25519MLKEM768') return ['-groups X25519MLKEM768:X25519'];
  return groups === null ? [] : [`-groups ${quote(groups)}`];
}

/** What is said first, and the beginning of what comes back, in hexadecimal digits. */
function spoken(plan: Plan, steps: NonNullable<Plan['dialogue']>): string {
  const said = steps.flatMap((step) => ('send' in step ? step.send : [])).join('');
  const bytes = Array.from(said, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`).join('');
  const command = plan.tls
    ? `${handshake(plan, plan.tls).replace(' </dev/null', '')} -quiet`
    : `nc ${quote(plan.address)} ${plan.port}`;
  return `(printf '${bytes}'; sleep 2) | ${command} | xxd | head`;
}

/** curl takes the server name from the address and the connection from `--connect-to`; an address for a name sends none. */
function request(plan: Plan): string {
  const { tls, request: r } = plan;
  if (r === null) return '';
  const two = r.version === '2' || r.byAlpn === true;
  const literal = plan.address.includes(':') ? `[${plan.address}]` : plan.address;
  const name = tls?.servername ?? literal;
  const sent = r.headers.map(([header, value]) => `-H ${quote(`${header}: ${value}`)}`);
  const unsent = ['Host', 'User-Agent', 'Accept']
    .filter((header) => !r.headers.some(([other]) => other === header.toLowerCase()))
    .map((header) => `-H '${header}:'`);
  return [
    'curl -sv',
    two ? (tls ? '--http2' : '--http2-prior-knowledge') : `--http${r.version}`,
    ...(r.method === 'HEAD' ? ['-I'] : r.method === 'GET' ? [] : [`-X ${quote(r.method)}`]),
    ...(tls ? tlsOptions(tls, two) : []),
    ...(plan.proxy === null ? [] : ['--haproxy-protocol']),
    ...(plan.source === null ? [] : [`--interface ${quote(plan.source)}`]),
    ...(name === literal ? [] : [`--connect-to ${quote(`${name}:${plan.port}:${literal}:${plan.port}`)}`]),
    ...sent,
    ...unsent,
    quote(`${tls ? 'https' : 'http'}://${name}:${plan.port}${r.path}`),
  ].join(' ');
}

function tlsOptions(tls: TlsPlan, two: boolean): string[] {
  return [
    tls.caFile === null ? '-k' : `--cacert ${quote(tls.caFile)}`,
    ...(tls.alpn.length === 0 && !two ? ['--no-alpn'] : []),
    ...(tls.minVersion === 'TLSv1.2' ? [] : [`--tlsv${curlVersions[tls.minVersion]}`]),
    ...(tls.maxVersion === 'TLSv1.3' ? [] : [`--tls-max ${curlVersions[tls.maxVersion]}`]),
    ...(tls.certificate ? [`--cert ${quote(tls.certificate.certFile)} --key ${quote(tls.certificate.keyFile)}`] : []),
  ];
}

function quote(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
