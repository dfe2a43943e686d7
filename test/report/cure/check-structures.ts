/** A backend whose check fails, and what mends it. */
export interface Structure {
  name: string;
  /**
   * Lines of its section. `{contour}` stands for the address of a fixture of that name, `{contour-port}` for its port;
   * `NAMES` for the words by which traffic passes.
   */
  lines: readonly string[];
  /** Sections that stand before. */
  before?: readonly string[];
  /** The `defaults` that it names. */
  from?: string;
  /** What its edits say, in the order of the file. */
  edits: readonly string[];
  /** The same for HAProxy 3.3 and later, where that differs. */
  since33?: readonly string[];
  /** The first version that knows its words. */
  since?: string;
}

const host = 'www.example.test';
const send = `http-check send hdr Host ${host}`;
const checkSni = `check-sni ${host}`;
/** All that the server line can say is said: what lacks is in the rules. */
const whole = `server s1 {contour} ssl verify none check ${checkSni} sni str(${host})`;
const nameless = `server s1 {contour} ssl verify none check sni str(${host})`;

/** Checks over a connection that HAProxy makes by itself. */
const implicit: readonly Structure[] = [
  { name: 'handshake', lines: [nameless], edits: [checkSni] },
  { name: 'host-in-send', lines: ['option httpchk GET /', send, nameless], edits: [checkSni], since33: [] },
  { name: 'no-send', lines: ['option httpchk GET /', nameless], edits: [send, checkSni], since33: [send] },
  {
    name: 'no-auto',
    lines: [send, 'option httpchk', `${nameless} no-check-sni-auto`],
    edits: [checkSni],
    since: '3.3',
  },
  {
    name: 'wrong-name',
    lines: [`server s1 {contour} ssl verify none check check-sni other.example.test sni str(${host})`],
    edits: [checkSni],
  },
  {
    name: 'inherited-name',
    lines: [
      `default-server check-sni other.example.test ssl verify none`,
      `server s1 {contour} check sni str(${host})`,
    ],
    edits: [checkSni],
  },
  { name: 'own-port-http', lines: ['option httpchk', send, `${whole} port {contour-port}`], edits: ['check-ssl'] },
  { name: 'own-addr-http', lines: ['option httpchk', send, `${whole} addr 127.0.0.1`], edits: ['check-ssl'] },
  {
    name: 'clear-check',
    lines: ['option httpchk', send, `${whole} no-check-ssl`],
    edits: ['taken out: no-check-ssl'],
  },
  {
    name: 'proxy-and-port-http',
    lines: [
      'option httpchk',
      `server s1 {proxy-v1-required} ssl verify none send-proxy check port {proxy-v1-required-port}`,
    ],
    edits: ['check-ssl', 'check-send-proxy'],
  },
  {
    name: 'passthrough',
    lines: ['mode tcp', 'option httpchk', send, 'server s1 {contour} check verify none'],
    edits: ['check-ssl', checkSni],
    since33: ['check-ssl'],
  },
];

/** What an HTTP check asks for. */
const requests: readonly Structure[] = [
  {
    name: 'wrong-host',
    lines: ['option httpchk', 'http-check send hdr host other.example.test', whole],
    edits: [`hdr host ${host}`],
  },
  {
    name: 'own-send',
    lines: ['option httpchk', 'http-check send meth GET uri /x', whole],
    edits: [`hdr Host ${host}`],
  },
  {
    name: 'before-expect',
    lines: ['option httpchk GET /', 'http-check comment "the site"', 'http-check expect status 200', whole],
    edits: [send],
  },
  {
    name: 'expect-above',
    lines: ['http-check expect status 200', 'option httpchk GET /', whole],
    edits: [send],
  },
  { name: 'method', lines: ['option httpchk', 'server s1 {options-refused} ssl verify none check'], edits: ['GET /'] },
  {
    name: 'method-and-uri',
    lines: ['option httpchk /x', 'server s1 {options-refused} ssl verify none check'],
    edits: ['GET'],
  },
  {
    name: 'method-in-send',
    lines: ['option httpchk', 'http-check send uri /x', 'server s1 {options-refused} ssl verify none check'],
    edits: ['meth GET'],
  },
  {
    name: 'version',
    lines: ['option httpchk', 'server s1 {http10-refused} ssl verify none check'],
    edits: ['http-check send ver HTTP/1.1'],
  },
  {
    name: 'host-argument',
    lines: ['option httpchk GET / HTTP/1.1 other.example.test', whole],
    edits: [host],
    since: '3.1',
  },
];

/** Connections that a rule describes. */
const described: readonly Structure[] = [
  { name: 'connect', lines: ['option httpchk', 'http-check connect', send, whole], edits: ['default'] },
  { name: 'connect-ssl', lines: ['option httpchk', 'http-check connect ssl', send, whole], edits: ['default'] },
  {
    name: 'connect-default',
    lines: ['option httpchk', 'http-check connect default', send, nameless],
    edits: [checkSni],
  },
  {
    name: 'connect-other-name',
    lines: ['option httpchk', 'http-check connect default sni other.example.test', send, whole],
    edits: ['taken out: sni other.example.test'],
  },
  {
    name: 'connect-port',
    lines: ['option httpchk', 'http-check connect port {contour-port}', send, `${whole} port {contour-port}`],
    edits: ['ssl', `sni ${host}`],
  },
  {
    name: 'connect-proxy',
    lines: [
      'option httpchk',
      'http-check connect ssl',
      'server s1 {proxy-v1-required} ssl verify none send-proxy check',
    ],
    edits: ['send-proxy'],
  },
  {
    name: 'tcp-connect',
    lines: ['option tcp-check', 'tcp-check connect ssl', whole],
    edits: ['default'],
  },
  {
    name: 'second-connection',
    lines: [
      'option httpchk',
      'http-check connect default',
      send,
      'http-check expect status 200',
      'http-check connect ssl',
      send,
      'http-check expect status 200',
      whole,
    ],
    edits: ['default'],
  },
];

const shared = [
  'option httpchk GET "/health"',
  `http-check send hdr User-Agent 'our check'`,
  'http-check expect status 200',
];

/** Checks that stand in a `defaults` section, or that rules of the backend have replaced. */
const inherited: readonly Structure[] = [
  {
    name: 'inherited',
    before: ['defaults d-shared', ...shared],
    from: 'd-shared',
    lines: [whole],
    edits: [
      'option httpchk GET "/health"',
      `http-check send hdr User-Agent 'our check' hdr Host ${host}`,
      'http-check expect status 200',
    ],
  },
  {
    name: 'inherited-bare',
    before: ['defaults d-bare', 'option httpchk'],
    from: 'd-bare',
    lines: [whole],
    edits: [send],
  },
  {
    name: 'inherited-name-only',
    before: ['defaults d-named', 'option httpchk GET /', send],
    from: 'd-named',
    lines: [nameless],
    edits: [checkSni],
    since33: [],
  },
  {
    name: 'lost-host',
    before: ['defaults d-lost-host', 'option httpchk', `http-check send meth GET uri /all hdr Host ${host}`],
    from: 'd-lost-host',
    lines: ['option httpchk GET /own', whole],
    edits: [send],
  },
  {
    name: 'healthcheck',
    before: ['healthcheck own', 'type httpchk GET /', 'http-check expect status 200'],
    lines: [`${whole} healthcheck own`],
    edits: [send],
    since: '3.4',
  },
];

/** Checks of another kind than the backend answers. */
const others: readonly Structure[] = [
  { name: 'hello', lines: ['option ssl-hello-chk', whole], edits: ['taken out: option ssl-hello-chk'] },
  {
    name: 'hello-inherited',
    before: ['defaults d-hello', 'option ssl-hello-chk'],
    from: 'd-hello',
    lines: [nameless],
    edits: ['option tcp-check', checkSni],
  },
];

/** Every structure that is tried. */
export const structures: readonly Structure[] = [...implicit, ...requests, ...described, ...inherited, ...others];
