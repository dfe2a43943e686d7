import { apache } from './apache.ts';
import { applications } from './applications.ts';
import { browsers } from './browsers.ts';
import { curl } from './curl.ts';
import { dotnet } from './dotnet.ts';
import { envoy } from './envoy.ts';
import { gnutls } from './gnutls.ts';
import { go } from './go.ts';
import { goServers } from './go-servers.ts';
import { haproxyBackend } from './haproxy.ts';
import { iis } from './iis.ts';
import { java } from './java.ts';
import { mbedtls } from './mbedtls.ts';
import { nginx } from './nginx.ts';
import { node } from './node.ts';
import { nss } from './nss.ts';
import { openssl } from './openssl.ts';
import { python } from './python.ts';
import type { Family } from './rule.ts';
import { rustls } from './rustls.ts';
import { schannel } from './schannel.ts';
import { scripting } from './scripting.ts';
import { system } from './system.ts';
import { wolfssl } from './wolfssl.ts';

/** Whose words are known. Those with sentences of their own come before those that pass on the words of others. */
export const families: readonly Family[] = [
  haproxyBackend,
  goServers,
  envoy,
  nginx,
  apache,
  iis,
  applications,
  nss,
  gnutls,
  mbedtls,
  wolfssl,
  schannel,
  rustls,
  node,
  java,
  go,
  dotnet,
  python,
  scripting,
  openssl,
  curl,
  browsers,
  system,
];
