import { type Configuration, configuration } from '../configurations/configuration.ts';
import { type Lot, lot as lots } from './lot.ts';
import { aclLines, condition, criterion } from './traffic-conditions.ts';
import { httpRules, tcpRule } from './traffic-rules.ts';
import { serverLines } from './traffic-server.ts';
import { times } from './traffic-times.ts';

/** Backends that answer at once and that tell requests apart, behind TLS. */
const secure = [
  'sni-host-mismatch-421',
  'sni-host-mismatch-421',
  'host-not-served-404',
  'host-not-served-421',
  'name-blocked',
  'name-refused-default-site',
  'alert-without-sni-112',
  'contour',
  'nginx-default-certificate',
  'default-certificate',
  'certificate-wrong-name',
  'envoy',
  'caddy',
  'apache',
  'haproxy-strict-sni',
  'nginx-reject-handshake',
  'canonical-host',
  'healthy-tls',
  'forwarded-proto-required',
  'redirect-unless-forwarded',
  'options-refused',
  'h2-only',
  'haproxy-h2',
  'alpn-required',
  'proxy-v1-required',
  'proxy-v2-required',
  'nginx-proxy-protocol',
  'haproxy-accept-proxy',
  'tls12-only',
  'tls13-only',
  'client-certificate-tls12',
  'user-agent-required',
  'hostname-invalid',
  'port-closed',
  'healthy-http',
  'certificate-expired',
  'forwarded-ssl-required',
  'close-after-request',
  'many-needs',
] as const;

/** The same in clear text. */
const clear = [
  'host-required-http',
  'healthy-http',
  'contour-http',
  'envoy-http',
  'nginx-http',
  'redirect-http',
  'redirect-unless-forwarded',
  'user-agent-required-http',
  'haproxy-http',
  'haproxy-accept-proxy-http',
  'proxy-required-http',
  'h2c-only',
  'port-closed',
  'silent-http',
  'healthy-tls',
  'forwarded-ssl-required',
] as const;

/**
 * Configurations of traffic by lot: names, Hosts, rules, routes and conditions in all combinations.
 * @param seed the same one gives the same configurations
 * @param count how many
 * @returns them; some of them HAProxy refuses
 */
export function trafficConfigurations(seed: number, count: number): Configuration[] {
  return Array.from({ length: count }, (_, index) => {
    const lot = lots(seed * 1_000_003 + index);
    const name = `t${seed}-${index}`;
    return lot.chance(0.82) ? overHttp(lot, name) : overTcp(lot, name);
  });
}

function against(lot: Lot, tls: boolean): string[] {
  return [...new Set(times(lot, 1, 3, () => (tls ? lot.one(secure) : lot.one(clear))))];
}

const lines = (all: readonly string[]) => all.join('\n');

function overHttp(lot: Lot, name: string): Configuration {
  const tls = lot.chance(0.85);
  const acls = aclLines(lot);
  const inFront = aclLines(lot);
  const listen = lot.chance(0.12);
  const routes = times(lot, 0, lot.chance(0.25) ? 2 : 0, () => `use_backend {cell}${condition(lot, inFront, 0.05)}`);
  const rules = [...acls, ...httpRules(lot, acls, 5), ...serverLines(lot, tls)];
  const more: Partial<Configuration> = {
    listen,
    client: lot.chance(0.75) ? 'tls' : 'clear',
    frontend: listen ? '' : lines([...inFront, ...httpRules(lot, inFront, lot.chance(0.5) ? 2 : 0), ...routes]),
    ...(!listen && lot.chance(0.15) ? inherited(lot) : {}),
  };
  // HAProxy before 3.4 ends with a signal where an absolute URI goes with several Hosts.
  const absolute = /-uri/.test(lines([...rules, more.frontend ?? '', more.before ?? '']));
  const body = rules.filter((rule) => !(absolute && severalHosts.test(rule)));
  return configuration(name, against(lot, tls), lines(body), more);
}

const severalHosts = /(?:send-name|add)-header host/i;

/** A `defaults` section with rules of its own. */
function inherited(lot: Lot): Partial<Configuration> {
  const acls = aclLines(lot);
  const rules = [...acls, ...httpRules(lot, acls, 3)];
  return {
    from: 'd.{cell}',
    before: lines(['defaults d.{cell} from {base}', '    mode http', ...rules.map((rule) => `    ${rule}`)]),
  };
}

/** Names of a ClientHello that only passes through, where there is one. */
const bySni = [
  'if { req.ssl_sni -i {host} }',
  'if { req_ssl_sni -i {other} }',
  'if { req.ssl_hello_type 1 }',
  'unless { req.ssl_sni -m found }',
];

/** What would have the client taken for one that speaks TLS, or the other way round. */
const isTelling = (rule: string) => /ssl|hello|HTTP/i.test(rule);

function overTcp(lot: Lot, name: string): Configuration {
  const client = lot.one(['through', 'tls', 'clear'] as const);
  const acls = aclLines(lot);
  const inFront = aclLines(lot);
  const server = serverLines(lot, client !== 'through' && lot.chance(0.7));
  const encrypted = / ssl(?: |$)/m.test(lines(server));
  // What passes through as it is must be what the backend speaks.
  const passes = !encrypted && client !== 'tls';
  const route = lot.chance(0.3) ? [`use_backend {cell} ${lot.one([...bySni, `if { ${criterion(lot)} }`])}`] : [];
  const rules = () => times(lot, 0, 2, () => tcpRule(lot, inFront));
  const ignored = lot.chance(0.15) ? ['http-request set-header Host {other}'] : [];
  const front = [...inFront, ...rules(), ...route];
  const back = [...acls, ...rules(), ...ignored];
  const isPlain = passes && client === 'clear';
  const kept = (all: readonly string[]) => (isPlain ? all.filter((rule) => !isTelling(rule)) : all);
  const speaking = (backend: string) =>
    !passes || (backend !== 'silent-http' && isSecure(backend) === (client === 'through'));
  return configuration(
    name,
    against(lot, encrypted || client === 'through').filter(speaking),
    lines([...kept(back), ...server]),
    {
      mode: 'tcp',
      client,
      frontend: lines(kept(front)),
    },
  );
}

function isSecure(backend: string): boolean {
  return !/http$|h2c|silent|unless-forwarded|port-closed/.test(backend);
}
