import type { Lint } from '../lint.ts';
import { clients, fails, told } from './outcome.ts';
import { setting } from './setting.ts';
import { fromHost } from './sni-source.ts';

/** What takes the port away, or replaces the value as a whole. */
const cuts = /(?:^|,)(?:field\(1,|host_only|regsub\(|map|word\(1,|bytes\()/;

/** `req.hdr(host)` is the header as it came, port included; a server name has none (RFC 6066, section 3). */
export const sniWithPort: Lint = {
  id: 'sni-with-port',
  code: 'SNI305',
  title: 'sni is taken from the Host header with its port',
  severity: 'warning',
  found(subject) {
    const found = setting(subject.server, 'sni');
    const source = fromHost(found);
    if (!found || source === null || cuts.test(source.converters)) return null;
    const hit = clients(subject).find(({ row }) => /:\d+$/.test(row.sends?.sni ?? '') && fails(row));
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
