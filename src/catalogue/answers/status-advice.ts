import type { Observation } from '../../types.ts';
import { type Words, wordsIn } from './words.ts';

/** Answers whose cause lies with the request of the check or with who may ask, beside their status. */
const causes: readonly Words[] = [
  {
    by: 'the Kubernetes API server',
    status: [401, 403],
    body: /"kind":\s?"Status"[\s\S]*(?:system:anonymous|Unauthorized)/,
    says: 'anonymous requests may not ask for this path',
    advice:
      'Check /readyz or /livez (--path /readyz): the role system:public-info-viewer lets anybody read them, unless anonymous-auth is off: then expect 401, or check the handshake alone (no option httpchk).',
  },
  {
    by: 'a bot check',
    header: ['cf-mitigated', /^challenge/],
    says: 'it wants a browser to prove itself (cf-mitigated: challenge)',
    advice: 'Let the address of HAProxy past it with a rule of the firewall: no check can pass a challenge.',
  },
  {
    by: 'AWS WAF',
    header: ['x-amzn-waf-action', /^(?:challenge|captcha)/],
    says: 'it wants a browser to prove itself (x-amzn-waf-action)',
    advice: 'Let the address of HAProxy, or the path of the check, past the rule: no check can pass a challenge.',
  },
  {
    by: 'a web application firewall',
    status: [403, 406, 501],
    body: /Mod_Security|ModSecurity|Incapsula incident ID|Sucuri Website Firewall|Reference&#32;&#35;|Request blocked|The requested URL was rejected/i,
    says: 'it takes the request for an attack',
    advice: 'Let the address of HAProxy, or the path of the check, past the rule; its log names the rule.',
  },
  {
    by: 'the backend',
    status: [401],
    header: ['www-authenticate', /\S/],
    says: 'it wants a login (WWW-Authenticate)',
    advice:
      'Alive it is: check a page without login (--path), or take 401 for healthy (`http-check expect status 401`; for a probe --expect "status 401"). Credentials in `http-check send … hdr Authorization` stand in haproxy.cfg for all who read it.',
  },
  {
    by: 'the backend',
    status: [503],
    header: ['retry-after', /\S/],
    says: 'it is in maintenance or overloaded, and when to come back (Retry-After)',
    advice: 'DOWN is what the check should say until then. Nothing of HAProxy mends it.',
  },
  {
    by: 'an Application Load Balancer of AWS',
    status: [464],
    says: "the request's version of HTTP is not that of its target group (464)",
    advice:
      'The target group speaks HTTP/2 or gRPC: `alpn h2` and `check-alpn h2` on the server line; or set its protocol version to HTTP1.',
  },
  {
    by: 'the backend',
    status: [431],
    says: 'the header lines of the request are too many or too long for it (431)',
    advice:
      'Cookies that pile up do it: `http-request del-header Cookie` where the backend needs none, or raise its limit.',
  },
  {
    by: 'nginx',
    status: [400],
    body: /Request Header Or Cookie Too Large/,
    says: 'the header lines of the request are too long for it',
    advice: 'Raise large_client_header_buffers of nginx, or `http-request del-header Cookie` where it needs none.',
  },
  {
    by: 'the backend',
    status: [505],
    says: 'it does not speak this version of HTTP (505)',
    advice: 'Try HTTP/2: `alpn h2` and `check-alpn h2` on the server line.',
  },
  {
    by: 'the backend',
    status: [426],
    says: 'it wants another protocol (426, Upgrade)',
    advice: 'Where it names h2c or a WebSocket, this is no page to check: choose another with --path.',
  },
  {
    by: 'the backend',
    status: [405],
    says: 'the method is not for this path (405)',
    advice: 'Try --method HEAD, or another --path.',
  },
  {
    by: 'the backend',
    status: [406],
    says: 'nothing fits the Accept header, which a check does not have (406)',
    advice: 'Add `hdr Accept */*` to the http-check send line.',
  },
  {
    by: 'the backend',
    status: [404],
    says: 'there is nothing at this path',
    advice: 'Ask for a path that exists: --path /healthz, /status, /ping.',
  },
];

/**
 * What an answer says beyond its status, of the request or of who may ask.
 * @param o an answer
 * @returns the words that fit; null: nothing is known of it. Nothing in it is the backend's text
 */
export function causeOfStatus(o: Observation | undefined): Words | null {
  return wordsIn(causes, o);
}
