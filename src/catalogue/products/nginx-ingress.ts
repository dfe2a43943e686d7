import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { certificate, page, server } from './signs.ts';

const fake = 'Kubernetes Ingress Controller Fake Certificate';

/**
 * ingress-nginx of Kubernetes (ingress-nginx internal/net/ssl/ssl.go for the certificate; docs/user-guide: tls.md,
 * cli-arguments.md, nginx-configuration/configmap.md and annotations.md). It hides nginx's version.
 */
export const ingressNginx: Product = {
  id: 'ingress-nginx',
  name: 'ingress-nginx',
  madeOf: ['nginx'],
  signs: [
    certificate(fake, 'its fake certificate'),
    page(/^default backend - 404/, 'the page "default backend - 404"', { status: [404], likelihood: 'possible' }),
  ],
  remedies: {
    'sni-required': ['`ssl-reject-handshake: "false"` in its ConfigMap lets the default certificate answer.'],
    'handshake-refused': [
      {
        text: 'no Ingress has NAME under `tls`, and `ssl-reject-handshake` of its ConfigMap refuses such names.',
        alert: 112,
      },
    ],
    'default-certificate': ['`--default-ssl-certificate=NAMESPACE/SECRET` replaces the fake certificate.'],
    'certificate-wrong-name': [
      'no Ingress has NAME under `tls`, or its Secret is not valid: `kubectl describe ingress`.',
    ],
    'certificate-untrusted': [
      'no Ingress has NAME under `tls`, or its Secret is not valid: `kubectl describe ingress`.',
    ],
    'host-not-served': ['an Ingress of its `ingressClassName` with `host: NAME` in its rules serves it.'],
    'host-required': ['an Ingress rule without `host`, or a `defaultBackend`, serves requests without Host.'],
    ...redirects(
      '`nginx.ingress.kubernetes.io/ssl-redirect: "false"` serves it in clear text.',
      'It is an annotation of the Ingress; `force-ssl-redirect` must not stand beside it.',
    ),
    'forwarded-proto-required': [
      '`use-forwarded-headers: "true"` in its ConfigMap makes it believe X-Forwarded-Proto.',
      '`proxy-real-ip-cidr` there says from whom: the address of HAProxy alone.',
    ],
    'proxy-protocol-required': ['`use-proxy-protocol: "true"` in its ConfigMap wants it, on both ports.'],
    'client-certificate-required': ['`nginx.ingress.kubernetes.io/auth-tls-verify-client: "optional"` admits others.'],
  },
};

/** NGINX Ingress Controller of F5: the default server's certificate that its images and examples were shipped with. */
export const f5NginxIngress: Product = {
  id: 'f5-nginx-ingress',
  name: 'F5 NGINX Ingress Controller',
  madeOf: ['nginx'],
  signs: [certificate('NGINXIngressController', 'its default certificate')],
  remedies: {
    'default-certificate': ['`-default-server-tls-secret NAMESPACE/SECRET` replaces it.'],
    'certificate-wrong-name': ['no Ingress or VirtualServer has NAME with a TLS Secret that is valid.'],
    'certificate-untrusted': ['no Ingress or VirtualServer has NAME with a TLS Secret that is valid.'],
    'host-not-served': ['an Ingress, or a VirtualServer with `host: NAME`, serves it.'],
    ...redirects('`ssl-redirect: "False"` in its ConfigMap, or annotation `nginx.org/redirect-to-https`.'),
    'proxy-protocol-required': ['`proxy-protocol: "True"` in its ConfigMap wants it.'],
  },
};

/** Nginx Proxy Manager: the page of its default site (its docker/rootfs; thread NginxProxyManager#2696 on names). */
export const nginxProxyManager: Product = {
  id: 'nginx-proxy-manager',
  name: 'Nginx Proxy Manager',
  madeOf: ['nginx', 'nginx-derivative'],
  signs: [
    page(/successfully started the Nginx Proxy Manager/, 'its default site'),
    server(/^openresty(?:$|\/)/, 'possible'),
  ],
  remedies: {
    'sni-required': ['since 2.9.20 its default host refuses handshakes without a name: send one.'],
    'handshake-refused': [{ text: 'add a Proxy Host for NAME with an SSL certificate.', alert: 112 }],
    'host-not-served': ['add a Proxy Host for NAME; Settings, Default Site answers every other name.'],
    'host-required': ['Settings, Default Site answers requests without Host.'],
    'unexpected-status': ['add a Proxy Host for NAME; Settings, Default Site answers every other name.'],
    ...redirects('switch `Force SSL` of the Proxy Host off to serve clear text.'),
  },
};
