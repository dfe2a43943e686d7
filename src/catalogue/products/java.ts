import type { Product } from './product.ts';
import { page, server } from './signs.ts';

const tomcatRemedies: Product['remedies'] = {
  'default-certificate': ['`defaultSSLHostConfigName` of the Connector chooses it.'],
  'certificate-wrong-name': ['no `SSLHostConfig` has `hostName="NAME"`: the default one answered.'],
  'chain-incomplete': ['`certificateChainFile`, or a keystore that holds the whole chain.'],
  'host-not-served': [
    { text: 'no context answers this path (try another --path), or `defaultHost` answers.', status: 404 },
  ],
  'redirect-required': ['a `CONFIDENTIAL` transport guarantee, or `requiresSecure`, sends to https.'],
  'forwarded-proto-required': [
    '`RemoteIpValve` (Spring Boot: `server.forward-headers-strategy`) makes it believe X-Forwarded-Proto.',
  ],
  'client-certificate-required': [
    '`certificateVerification="required"` (Spring Boot: `server.ssl.client-auth: need`) asks for it.',
  ],
  'tls-version-required': ['`protocols` of the SSLHostConfig (Spring Boot: `server.ssl.enabled-protocols`).'],
};

/** Apache Tomcat, alone or within an application (tomcat docs: HTTP Connector, SSLHostConfig, RemoteIpValve). */
export const tomcat: Product = {
  id: 'tomcat',
  name: 'Tomcat',
  signs: [
    server(/^Apache-Coyote\//),
    page(/^Bad Request\s+This combination of host and port requires TLS\./, 'its words for clear text', {
      status: [400],
    }),
    page(/<title>HTTP Status \d{3} .{1,60}<\/title>/, 'its own error page'),
  ],
  remedies: tomcatRemedies,
};

/** Spring Boot: its own error pages (spring-boot docs: `server.*` properties). */
export const springBoot: Product = {
  id: 'spring-boot',
  name: 'Spring Boot',
  madeOf: ['tomcat'],
  signs: [
    page(/<h1>Whitelabel Error Page<\/h1>/, 'its own error page'),
    page(/^\{"timestamp":"?[\d:.TZ+-]{10,40}"?,"status":\d{3},"error":"/, 'its own error message'),
  ],
  remedies: {
    ...tomcatRemedies,
    'unexpected-status': [
      { text: 'Spring Security guards this path: probe `/actuator/health`, and permit it.', status: 401 },
      { text: 'Spring Security guards this path: probe `/actuator/health`, and permit it.', status: 403 },
      { text: '`/actuator/health` says which component is down.', status: 503 },
    ],
  },
};

const sniCheck =
  '`jetty.ssl.sniHostCheck=false` (SecureRequestCustomizer) takes a Host that its certificate does not name.';

/** Eclipse Jetty (jetty docs: SecureRequestCustomizer, modules `http-forwarded` and `proxy-protocol-ssl`). */
export const jetty: Product = {
  id: 'jetty',
  name: 'Jetty',
  signs: [
    server(/^Jetty(?:$|\()/),
    page(/(?:Invalid SNI|Host does not match SNI)</, 'its words for a server name', { status: [400] }),
    page(/Powered by (?:Eclipse )?Jetty/, 'its own error page'),
  ],
  remedies: {
    'sni-required': [{ text: '`jetty.ssl.sniRequired=false` serves whoever sends no name.', status: 400 }],
    'host-required': [{ text: sniCheck, status: 400 }],
    'unexpected-status': [{ text: sniCheck, status: 400 }],
    'forwarded-proto-required': ['the module `http-forwarded` makes it believe X-Forwarded-Proto.'],
    'redirect-required': ['the module `http-forwarded` makes it believe X-Forwarded-Proto.'],
    'proxy-protocol-required': ['the module `proxy-protocol-ssl` wants it.'],
    'client-certificate-required': [
      '`jetty.sslContext.needClientAuth=true` asks for it; `wantClientAuth` lets others in.',
    ],
  },
};
