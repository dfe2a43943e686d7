import { entrance } from '../../haproxy/request/routes.ts';
import { trafficSends } from '../../haproxy/traffic-sends.ts';
import type { Lint, Subject } from '../lint.ts';
import { frontendsOf } from './frontends.ts';
import { clients, fails, told } from './outcome.ts';
import { setting } from './setting.ts';
import { fromHost } from './sni-source.ts';

/** `req.hdr(host)` is the header as it came, port included; a server name has none (RFC 6066, section 3). */
export const sniWithPort: Lint = {
  id: 'sni-with-port',
  code: 'SNI305',
  title: 'sni is taken from the Host header with its port',
  severity: 'warning',
  found(subject) {
    const found = setting(subject.server, 'sni');
    const source = fromHost(found);
    if (!found || source === null || !subject.server.settings.has('ssl')) return null;
    if (!(keepsPort(subject) ?? mayKeepPort(subject, source.converters))) return null;
    const hit = clients(subject).find(({ row }) => endsInPort.test(row.sends?.sni ?? '') && fails(row));
    return {
      at: found.at,
      because: `A client that writes a port into Host makes HAProxy ask for a server of that name and port, which no backend has${
        hit ? `: ${told(hit)}` : ''
      }.`,
      advice: ['Write `sni req.hdr(host),field(1,:)`, or `sni req.hdr(host),host_only` on 2.7 and later.'],
      fixable: true,
      ...(hit ? { severity: 'error' } : {}),
    };
  },
};

const endsInPort = /:\d+$/;

/** What becomes of a client that writes a port: rules may have cut it, or set another Host. null: it is not known. */
function keepsPort({ model, proxy, server, version, sent }: Subject): boolean | null {
  const way = entrance(model, proxy);
  const { globals } = model;
  const [frontend, bind] = [way?.frontend ?? null, way?.bind ?? null];
  const setup = { globals, proxy, server, version, at: { address: 'server.invalid', port: 443 }, frontend, bind };
  const hosts = [...new Set(sent.traffic.map(({ host }) => (host ?? 'host.invalid').replace(endsInPort, '')))];
  const asked = hosts.map((host) => trafficSends(setup, { host: `${host}:8443`, method: 'GET', path: '/' }));
  if (asked.some((one) => 'plan' in one && endsInPort.test(one.plan?.tls?.servername ?? ''))) return true;
  return asked.every((one) => 'plan' in one) ? false : null;
}

/** What takes the port away, or replaces the value as a whole. */
const cuts = /(?:^|,)(?:field\(1,|host_only|regsub\(|map|word\(1,|bytes\()/;

/** As the text has it, where a rule is not understood. */
function mayKeepPort(subject: Subject, converters: string): boolean {
  const rules = [subject.proxy, ...frontendsOf(subject)].flatMap(({ requestRules }) => requestRules);
  const setsHost = rules.some(({ args }) => args[0]?.text.toLowerCase() === 'host');
  return !setsHost && !cuts.test(converters);
}
