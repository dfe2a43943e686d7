import { apiGateway, cloudfront, elb } from './amazon.ts';
import { apache } from './apache.ts';
import { django, forgejo, homeAssistant, nextcloud, rails } from './applications.ts';
import { azureApplicationGateway, azureAppService, azureFrontDoor } from './azure.ts';
import { litespeed, squid, varnish } from './caches.ts';
import { caddy } from './caddy.ts';
import { akamai, cloudflare, fastly } from './delivery.ts';
import { contour, envoy, istio } from './envoy.ts';
import { google } from './google.ts';
import { haproxy, openshiftRouter } from './haproxy.ts';
import { githubPages, heroku, netlify, vercel } from './hosting.ts';
import { jetty, springBoot, tomcat } from './java.ts';
import { kong } from './kong.ts';
import { nginx, nginxDerivative } from './nginx.ts';
import { f5NginxIngress, ingressNginx, nginxProxyManager } from './nginx-ingress.ts';
import type { Product } from './product.ts';
import { developmentServer, express, go } from './runtimes.ts';
import { dockerRegistry, elasticsearch, kubernetesApi, minio, vault } from './services.ts';
import { traefik } from './traefik.ts';
import { iis } from './windows.ts';

/** All products; of equals the first is named first. */
export const products: readonly Product[] = [
  envoy,
  contour,
  istio,
  nginx,
  nginxDerivative,
  ingressNginx,
  f5NginxIngress,
  nginxProxyManager,
  apache,
  haproxy,
  openshiftRouter,
  traefik,
  caddy,
  kong,
  iis,
  tomcat,
  springBoot,
  jetty,
  go,
  express,
  developmentServer,
  varnish,
  squid,
  litespeed,
  cloudfront,
  elb,
  apiGateway,
  google,
  azureFrontDoor,
  azureApplicationGateway,
  azureAppService,
  cloudflare,
  fastly,
  akamai,
  heroku,
  vercel,
  netlify,
  githubPages,
  kubernetesApi,
  elasticsearch,
  vault,
  minio,
  dockerRegistry,
  homeAssistant,
  forgejo,
  django,
  rails,
  nextcloud,
];
