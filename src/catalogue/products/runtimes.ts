import type { Product } from './product.ts';
import { header, page, refusedName } from './signs.ts';

const nosniff = header('x-content-type-options', /^nosniff$/);

/**
 * A program that serves with net/http of Go (go src/net/http/server.go for the words; crypto/tls: alert 112 without any
 * certificate, 80 where GetCertificate fails). Many products are built of it.
 */
export const go: Product = {
  id: 'go',
  name: 'a Go program',
  signs: [
    page(/^Client sent an HTTP request to an HTTPS server\.\n?$/, "Go's words for clear text", { status: [400] }),
    page(/^404 page not found\n?$/, "Go's 404 page", { status: [404], along: nosniff }),
    page(/^400 Bad Request(?:: missing required Host header|: malformed Host header)$/, "Go's words for a Host", {
      status: [400],
    }),
    refusedName(80),
  ],
  remedies: {
    'sni-required': [
      '`tls.Config.GetCertificate` must answer an empty `ServerName` too.',
      'Traefik and Caddy are Go programs: `sniStrict` of the one, `default_sni` of the other.',
    ],
    'handshake-refused': [
      '`tls.Config.GetCertificate` has no certificate for NAME; its log says "TLS handshake error".',
      { text: 'Caddy ends it so where no site block has NAME.', alert: 80 },
      { text: 'Traefik ends it so where no certificate fits NAME and `sniStrict` is on.', alert: 112 },
    ],
    'host-not-served': ['no pattern of its mux fits this host and path.'],
    'client-certificate-required': ['`tls.Config.ClientAuth` asks for it.'],
    'tls-version-required': ['`tls.Config.MinVersion` and `MaxVersion` say which it takes.'],
  },
};

/** A Node.js application on Express (express docs: `trust proxy`). */
export const express: Product = {
  id: 'express',
  name: 'Node.js with Express',
  signs: [
    header('x-powered-by', /^Express$/, 'its header X-Powered-By'),
    page(/<pre>Cannot (?:GET|HEAD|OPTIONS) \//, 'its own 404 page', { status: [404] }),
  ],
  remedies: {
    'host-not-served': [{ text: 'no route of the application fits this path: try another --path.', status: 404 }],
    'redirect-required': ["`app.set('trust proxy', ...)` makes `req.secure` believe X-Forwarded-Proto."],
    'forwarded-proto-required': ["`app.set('trust proxy', ...)` makes `req.secure` believe X-Forwarded-Proto."],
    'client-certificate-required': ['`requestCert` and `rejectUnauthorized` of `https.createServer` ask for it.'],
  },
};

/** Servers that developers run: they refuse names that they were not told (webpack-dev-server, Vite). */
export const developmentServer: Product = {
  id: 'development-server',
  name: 'a development server',
  signs: [
    page(/^Invalid Host header$/, 'its words for a Host'),
    page(/^Blocked request\. This host \(/, 'its words for a Host', { status: [403] }),
  ],
  remedies: {
    'unexpected-status': ['add NAME to `server.allowedHosts` (webpack: `devServer.allowedHosts`).'],
    'host-not-served': ['add NAME to `server.allowedHosts` (webpack: `devServer.allowedHosts`).'],
    'host-required': ['send a Host that stands in `server.allowedHosts` (webpack: `devServer.allowedHosts`).'],
  },
};
