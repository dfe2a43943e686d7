import { browsers } from './browsers.ts';
import { curl } from './curl.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { gnutls, mbedtls, nss, rustls, schannel, wolfssl } from './libraries.ts';
import { node } from './node.ts';
import { openssl } from './openssl.ts';
import type { Family } from './rule.ts';
import { dotnet, python, scripting } from './scripting.ts';
import { apache, applications, envoy, goServers, haproxyBackend, iis, nginx } from './servers.ts';
import { system } from './system.ts';

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
