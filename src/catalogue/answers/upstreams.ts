import type { Words } from './words.ts';

const behind =
  'Look at the servers behind that proxy, not at HAProxy: DOWN is what the check should say until they answer.';

/** Pages of proxies whose own servers do not answer. */
export const upstreams: readonly Words[] = [
  {
    by: 'Envoy (Istio, Contour, an API gateway)',
    status: [502, 503, 504],
    body: /upstream connect error or disconnect\/reset before headers/,
    says: 'the connection to its upstream failed',
    advice: `${behind} Envoy's log has the response flag: UF connection failed, UH no healthy host, UC closed; a wrong port or TLS mode of the cluster looks the same.`,
  },
  {
    by: 'Envoy (Istio, Contour, an API gateway)',
    status: [503],
    body: /^no healthy upstream/,
    says: 'it has no healthy upstream',
    advice: `${behind} With Kubernetes: are there ready pods behind the Service (kubectl get endpointslices)?`,
  },
  {
    by: 'Envoy (Istio, Contour, an API gateway)',
    status: [504],
    body: /^(?:upstream request timeout|stream timeout)/,
    says: 'its upstream did not answer in time',
    advice: behind,
  },
  {
    by: 'HAProxy',
    status: [503],
    body: /No server is available to handle this request/,
    says: 'none of its servers is available',
    advice: `${behind} It is a HAProxy too: its own log says why (SC, <NOSRV>).`,
  },
  {
    by: 'the OpenShift router (HAProxy)',
    status: [503],
    body: /Application is not available|is currently not serving requests at this endpoint/,
    says: 'the application is not available: no route has this host, or no pod behind it is ready',
    advice: 'Check host and path of the route (oc get route), and that its service has ready pods (oc get endpoints).',
  },
  {
    by: 'nginx',
    status: [502, 504],
    body: /<center>(?:nginx|openresty)/,
    says: 'its upstream does not answer',
    advice: `${behind} Its error log says "connect() failed" or "upstream timed out", with the address.`,
  },
  {
    by: 'ingress-nginx',
    status: [503],
    body: /<h1>503 Service Temporarily Unavailable<\/h1>[\s\S]*<center>nginx/,
    says: 'it has no endpoint for the service, or limits requests',
    advice: `${behind} With Kubernetes: kubectl get endpointslices; with limit_req the same page comes.`,
  },
  {
    by: 'Apache',
    status: [502, 503, 504],
    body: /The proxy server received an invalid\s+response from an upstream server|Proxy Error|proxy server could not handle the request/,
    says: 'its upstream gave no valid answer',
    advice: `${behind} Its error log has the reason (AH01114, AH00957).`,
  },
  {
    by: 'Amazon ELB',
    status: [502, 503, 504],
    header: ['server', /^awselb\//],
    says: 'its target group has no target that answers',
    advice: `${behind} Look at the health of the target group.`,
  },
  {
    by: 'Cloudflare',
    status: [520, 521, 522, 523, 524, 525, 526, 530],
    says: 'the origin behind it does not answer as it should (52x)',
    advice: `${behind} 525 and 526 are its TLS to the origin, 521 and 522 the connection.`,
  },
  {
    by: 'Amazon CloudFront',
    status: [502, 503, 504],
    body: /The request could not be satisfied/i,
    says: 'its origin does not answer as it should',
    advice: `${behind} 502 is most often the TLS of the origin: its certificate must name the origin domain or the Host that is passed on.`,
  },
  {
    by: 'Varnish or Fastly',
    status: [503],
    body: /Backend fetch failed|Guru Meditation|Error 503 Backend/i,
    says: 'its backend does not answer',
    advice: behind,
  },
  {
    by: 'Kong',
    status: [502, 503, 504],
    body: /invalid response was received from the upstream server|failure to get a peer from the ring-balancer/,
    says: 'its upstream does not answer as it should',
    advice: behind,
  },
  {
    by: 'a gateway',
    status: [502, 504],
    says: 'the server behind it gave no valid answer, or none in time (RFC 9110, sections 15.6.3 and 15.6.5)',
    advice: behind,
  },
];
