import { handshake } from '../symptoms/handshake.ts';
import { http } from '../symptoms/http.ts';
import { proxyHeader } from '../symptoms/proxy-header.ts';
import type { Family } from './rule.ts';

/** Servers written in Go by their own sentences: Traefik, Caddy, kube-apiserver, Go's net/http, gRPC. */
export const goServers: Family = {
  name: 'a Go server',
  hints: [
    'code = Unavailable',
    'grpc-status',
    'HTTP request to an HTTPS',
    'proxyproto: ',
    'PROXY header',
    'roxy protocol header',
    'missing required Host',
  ],
  rules: [
    { pattern: /\bcode = Unavailable\b|\bgrpc-status:? ?14\b/, symptom: http['grpc-unavailable'] },
    { pattern: /\b[Cc]lient sent an HTTP request to an HTTPS server\b/, symptom: handshake['clear-text-to-tls'] },
    {
      pattern:
        /\bproxyproto: |\bupstream connection sent PROXY header but isn't allowed|\bproxy protocol header (?:not found|missing)\b/i,
      symptom: proxyHeader['proxy-header-missing'],
    },
    { pattern: /\bmissing required Host header\b/, symptom: http['host-missing'] },
  ],
};
