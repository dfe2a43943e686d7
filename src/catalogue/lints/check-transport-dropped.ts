import { goesElsewhere } from '../../haproxy/check-sends.ts';
import type { Lint } from '../lint.ts';
import { checkFails } from './outcome.ts';
import { checkOf, connects, listed, setting } from './setting.ts';

/** With `port` or `addr` a check inherits neither TLS nor the PROXY header (haproxy v3.4.0 src/check.c:1811-1831). */
export const checkTransportDropped: Lint = {
  id: 'check-transport-dropped',
  code: 'SNI309',
  title: 'port or addr makes the check drop TLS or the PROXY header',
  severity: 'warning',
  found(subject) {
    const { server, predicted } = subject;
    const check = checkOf(subject);
    const moved = setting(server, 'port') ?? setting(server, 'addr');
    if (check === null || !moved || !goesElsewhere(server) || connects(check).some((rule) => !rule.default))
      return null;
    const { settings } = server;
    const tls = settings.has('ssl') && !settings.has('check-ssl') && !settings.has('no-check-ssl');
    const proxy = settings.has('send-proxy') && !settings.has('check-send-proxy');
    if (!tls && !proxy) return null;
    const own = server.address.kind === 'other' ? null : server.address.port;
    const elsewhere = moved.keyword === 'port' && moved.args[0]?.text !== String(own);
    // A port of its own for health checks is often meant to be spoken to plainly.
    if (elsewhere && predicted.check.up) return null;
    const lost = [...(tls ? ['TLS'] : []), ...(proxy ? ['the PROXY header'] : [])];
    const words = [...(tls ? ['`check-ssl`'] : []), ...(proxy ? ['`check-send-proxy`'] : [])];
    return {
      at: moved.at,
      because: `\`${moved.keyword}\` makes the check start anew from clear text: it goes without ${listed(lost)}, traffic does not.`,
      advice: [
        elsewhere
          ? `Write ${listed(words)} as well, if that port speaks as the server does.`
          : `Write ${listed(words)} as well, or drop \`${moved.keyword}\`.`,
      ],
      fixable: true,
      severity: checkFails(subject) ? 'error' : elsewhere ? 'info' : 'warning',
    };
  },
};
