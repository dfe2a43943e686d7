import type { Product } from './product.ts';
import { header, page, server } from './signs.ts';

/** The API server of Kubernetes (kubernetes docs: API health endpoints, `--anonymous-auth`, system:public-info-viewer). */
export const kubernetesApi: Product = {
  id: 'kubernetes-api',
  name: 'Kubernetes API server',
  madeOf: ['go'],
  signs: [
    header('x-kubernetes-pf-flowschema-uid'),
    page(/^\{\s{0,4}"kind": ?"Status",\s{0,4}"apiVersion": ?"v1"/, 'its Status object'),
    page(/User \\"system:anonymous\\" cannot get path/, 'its words for anonymous users', { status: [403] }),
  ],
  remedies: {
    'unexpected-status': [
      {
        text: 'probe `/readyz`: system:public-info-viewer lets anonymous users read it.',
        status: 403,
      },
      {
        text: '`--anonymous-auth=false` refuses `/readyz` too: expect 401, or present a client certificate.',
        status: 401,
      },
    ],
  },
};

/** Elasticsearch (Elasticsearch docs: security settings, anonymous access). */
export const elasticsearch: Product = {
  id: 'elasticsearch',
  name: 'Elasticsearch',
  signs: [
    header('x-elastic-product', /^Elasticsearch$/),
    page(/missing authentication credentials for REST request/, 'its own words', { status: [401] }),
  ],
  remedies: {
    'unexpected-status': [
      {
        text: 'send a check user (`http-check send hdr Authorization ...`), or set `xpack.security.authc.anonymous`.',
        status: 401,
      },
    ],
    'client-certificate-required': ['`xpack.security.http.ssl.client_authentication: required` asks for it.'],
  },
};

/** Vault, and OpenBao that comes from it (Vault API docs: /sys/health). */
export const vault: Product = {
  id: 'vault',
  name: 'Vault',
  madeOf: ['go'],
  signs: [
    page(/^\{"errors":\["(?:1 error occurred:|missing client token|permission denied)/, 'its own words'),
    page(/^\{"initialized":(?:true|false),"sealed":(?:true|false)/, 'its health page'),
  ],
  remedies: {
    'unexpected-status': [
      { text: '429 is a standby: `/v1/sys/health?standbyok=true` answers 200 there too.', status: 429 },
      { text: 'it is sealed.', status: 503 },
      { text: 'it is not initialized.', status: 501 },
      { text: 'probe `/v1/sys/health`: it answers without a token.', status: 403 },
    ],
    'proxy-protocol-required': ['`proxy_protocol_behavior` of its listener wants it.'],
    'client-certificate-required': ['`tls_require_and_verify_client_cert` of its listener asks for it.'],
  },
};

/** MinIO (MinIO docs: health check endpoints). */
export const minio: Product = {
  id: 'minio',
  name: 'MinIO',
  madeOf: ['go'],
  signs: [server(/^MinIO(?:$|\/| )/)],
  remedies: {
    'unexpected-status': [{ text: 'probe `/minio/health/live`: it answers 200 to anyone.', status: 403 }],
  },
};

/** The Docker registry (distribution docs: API version check). */
export const dockerRegistry: Product = {
  id: 'docker-registry',
  name: 'Docker registry',
  madeOf: ['go'],
  signs: [header('docker-distribution-api-version', /^registry\/2/)],
  remedies: {
    'unexpected-status': [{ text: '`/v2/` says 401 where it wants a login: expect that, or probe `/`.', status: 401 }],
    'client-certificate-required': ['`http.tls.clientcas` asks for it.'],
  },
};
