/** Which lines of a configuration are carried over into a HAProxy of ours. */
import t from 'tap';
import { readModel } from '../../src/haproxy/model/model.ts';
import { readConfiguration } from '../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { carry, type Purpose, placeKey } from '../../src/prove/carry.ts';
import { leftOut } from '../../src/prove/carry-told.ts';
import { doorsOf } from '../../src/prove/doors.ts';

function carried(text: string, proxies: string[], purpose: Purpose = 'traffic', without: number[] = []) {
  const version = parseVersion('3.4');
  const environment = new Map([['SET', 'yes']]);
  const configuration = readConfiguration([{ name: 'conf/haproxy.cfg', text }], environment, version);
  const model = readModel(configuration, version, environment);
  const tested = model.proxies.filter(({ name, kind }) => proxies.includes(name) && kind !== 'frontend');
  const doors = doorsOf(model, tested);
  const keys = new Set(without.map((line) => placeKey({ file: 'conf/haproxy.cfg', line })));
  const lines = carry({ configuration, model, doors, purpose, folder: '/tmp/run', without: keys });
  return {
    lines: lines.map((line) => line.text.trim()),
    text: lines.map((line) => `${line.text.trim()}\n`).join(''),
    places: lines,
    doors,
    told: leftOut(configuration, doors),
  };
}

t.test('nothing of the real listeners, logs, users and folders', async (t) => {
  const { text, told } = carried(
    `global
    log /dev/log local0
    chroot /var/lib/haproxy
    user haproxy
    group haproxy
    daemon
    pidfile /run/haproxy.pid
    stats socket /run/haproxy/admin.sock level admin
    server-state-file /var/lib/state
    lua-load /etc/x.lua
    nbthread 8
    maxconn 100000
program x
    command rm
mailers m
    mailer a 127.0.0.1:25
peers p
    bind :10000
    server me
ring r
    format raw
defaults
    mode http
    log global
    option httplog
    log-format "%ci"
    email-alert mailers m
    maxconn 3000
    errorfile 503 /etc/503.http
frontend fe
    bind :80
    bind :443 ssl crt /etc/x.pem
    stats uri /stats
    default_backend be
backend be
    log 10.0.0.1 local0
    option log-health-checks
    filter spoe engine x
    stick-table type ip size 1k peers p
    server s1 10.0.0.5:443
`,
    ['be'],
  );
  t.notMatch(text, /\/dev\/log|chroot|^user |group|daemon|pidfile|\/run\/haproxy|state-file|lua|nbthread 8|100000/m);
  t.notMatch(text, /program|command|mailer|peers|ring|email|3000|503|:80|:443 ssl|stats uri|10\.0\.0\.1|spoe|%ci/);
  t.match(text, /^global\nstats socket unix@\/tmp\/run\/stats\.sock level admin mode 600\n/);
  t.match(text, /bind unix@\/tmp\/run\/users-0\.sock mode 600 accept-proxy ssl crt \/tmp\/run\/users\.pem\n/);
  t.match(text, /server s1 10\.0\.0\.5:443 no-check no-agent-check disabled weight 1\n/);
  t.same(told, [
    'Left out of backend be: filter spoe (conf/haproxy.cfg:38).',
    'Left out of defaults: errorfile (conf/haproxy.cfg:29).',
  ]);
});

t.test('what bears on servers stays as it is written', async (t) => {
  const { text, lines } = carried(
    `global
    ca-base "/etc/ssl/$SET"   # where they are
    ssl-default-server-options ssl-min-ver TLSv1.2
    ssl-server-verify none
    tune.ssl.default-dh-param 2048
    tune.bufsize 32768
    setenv SITE www.example.test
defaults a
    mode http
    timeout connect 1s
defaults b from a
    default-server 'check'  inter 1s
backend be from b
    http-request set-header Host "\${SITE}" if { path -m beg /a\\ b }
    option httpchk
    server s1 "10.0.0.5":443 ssl   # and so on
backend other from a
    server s1 10.0.0.6:443
`,
    ['be'],
    'check',
  );
  for (const line of [
    'ca-base "/etc/ssl/$SET"',
    'ssl-default-server-options ssl-min-ver TLSv1.2',
    'ssl-server-verify none',
    'tune.ssl.default-dh-param 2048',
    'tune.bufsize 32768',
    'setenv SITE www.example.test',
    'defaults b from a',
    "default-server 'check'  inter 1s",
    'backend be from b',
    `http-request set-header Host "$\{SITE}" if { path -m beg /a\\ b }`,
    'server s1 "10.0.0.5":443 ssl',
    'option log-health-checks',
  ])
    t.ok(lines.includes(line), line);
  t.notMatch(text, /other|10\.0\.0\.6|frontend|bind /);
});

t.test('the frontend: what changes the request', async (t) => {
  const { lines, told, doors } = carried(
    `frontend fe
    mode http
    bind :8443 ssl crt x.pem verify required ca-file y.pem
    acl known hdr(host) -i a.test
    acl admin path_beg /admin
    acl unused src 10.0.0.0/8
    http-request deny if admin
    http-request set-header X-Known yes if known
    http-request set-var(txn.a) path unless !known
    http-request redirect scheme https unless { ssl_fc }
    http-request track-sc0 src table t
    option forwardfor
    option dontlognull
    use_backend one if known
    use_backend two
backend one
    mode http
    server s1 10.0.0.5:80
backend two
    mode http
    server s1 10.0.0.5:80
`,
    ['one', 'two'],
  );
  const count = (line: string) => lines.filter((one) => one === line).length;
  t.equal(count('http-request set-header X-Known yes if known'), 2, 'each backend has a frontend of its own');
  t.equal(count('http-request set-var(txn.a) path unless !known'), 2);
  t.equal(count('acl known hdr(host) -i a.test'), 2);
  t.equal(count('option forwardfor'), 2);
  t.same(
    lines.filter((line) => /^frontend|default_backend/.test(line)),
    ['frontend fe.one', 'default_backend one', 'frontend fe.two', 'default_backend two'],
  );
  t.notOk(lines.some((line) => /deny|redirect|track-sc|unused|path_beg|use_backend|dontlognull/.test(line)));
  t.match(doors[0], { tls: true, port: 8443, mode: 'http' });
  t.match(told, [
    'Left out of frontend fe: http-request deny, http-request redirect, http-request track-sc0 (conf/haproxy.cfg:7, 10, 11).',
    'How frontend fe chooses a backend is not shown: requests go straight to the one under test.',
    'Clients of fe are not asked for a certificate here.',
  ]);
});

t.test('a listen is its own entrance', async (t) => {
  const text = `listen all
    bind :80
    mode tcp
    tcp-request connection reject if { src 10.0.0.1 }
    tcp-request inspect-delay 2s
    server s1 10.0.0.5:443 check
`;
  const { lines } = carried(text, ['all']);
  t.ok(lines.includes('listen all'));
  t.ok(lines.includes('option tcplog'));
  t.ok(lines.includes('tcp-request inspect-delay 2s'));
  t.notOk(lines.some((line) => line.includes('reject')));
  t.ok(carried(text, ['all'], 'check').lines.includes('backend all'));
});

t.test('who has no frontend gets one, which inherits nothing', async (t) => {
  const { lines, doors } = carried('defaults\n    mode tcp\nbackend be\n    server s1 10.0.0.5:443\n', ['be']);
  t.same(lines.slice(-10, -6), ['defaults', 'timeout connect 5s', 'timeout client 30s', 'timeout server 30s']);
  t.same(lines.slice(-6, -4), ['frontend users.be', 'mode tcp']);
  t.match(doors[0], { frontend: null, tls: false, port: null });
});

t.test('sections that are named, and those alone', async (t) => {
  const { lines } = carried(
    `resolvers used
    parse-resolv-conf
resolvers unused
    parse-resolv-conf
userlist people
    user bob insecure-password x
healthcheck deep
    type httpchk GET /
backend be
    mode http
    http-request auth realm x unless { http_auth(people) }
    server s1 a.test:443 resolvers used check healthcheck deep
`,
    ['be'],
    'check',
  );
  for (const line of ['resolvers used', 'userlist people', 'user bob insecure-password x', 'healthcheck deep'])
    t.ok(lines.includes(line), line);
  t.notOk(lines.includes('resolvers unused'));
});

t.test('branches of .if', async (t) => {
  const { lines } = carried(
    `backend be
.if streq("$SET",yes)
    server s1 10.0.0.1:80
.else
    server s1 10.0.0.2:80
.endif
.if streq("$UNSET",a)
    retries 7
.endif
`,
    ['be'],
    'check',
  );
  t.ok(lines.includes('server s1 10.0.0.1:80'));
  t.notOk(lines.includes('server s1 10.0.0.2:80'));
  const doubtful = lines.indexOf('retries 7');
  t.same(lines.slice(doubtful - 1, doubtful + 2), ['.if streq("$UNSET",a)', 'retries 7', '.endif'], 'HAProxy decides');
});

t.test('checks: what is tracked checks too, what is a program does not', async (t) => {
  const text = `backend be
    server s1 10.0.0.1:80 track other/s1
    server s2 10.0.0.1:80 check
backend other
    server s1 10.0.0.2:80 check
backend programs
    option external-check
    external-check command /bin/true
    server s1 10.0.0.3:80 check
`;
  const checks = carried(text, ['be', 'programs'], 'check');
  t.ok(checks.lines.includes('server s1 10.0.0.2:80 check'));
  t.ok(checks.lines.includes('server s1 10.0.0.1:80 track other/s1'));
  t.ok(checks.lines.includes('server s1 10.0.0.3:80 check no-check'));
  t.notMatch(checks.text, /external/);
  t.match(checks.told.join(' '), /Checks that are programs of their own are not run\./);
  const traffic = carried(text, ['be']);
  t.notMatch(traffic.text, /track|10\.0\.0\.2/);
  t.notMatch(traffic.told.join(' '), /programs/);
});

t.test('relative paths', async (t) => {
  const at = (how: string) =>
    carried(`global\n    default-path ${how}\nbackend be\n    server s1 10.0.0.1:80\n`, ['be']).lines[6];
  t.equal(at('config'), 'default-path origin conf');
  t.equal(at('parent'), 'default-path origin conf/..');
  t.equal(at('origin /etc'), 'default-path origin /etc');
  t.equal(at('current'), 'default-path current');
});

t.test('every line knows where it comes from, and whether it may go', async (t) => {
  const text = 'backend be\n    balance leastconn\n    server s1 10.0.0.1:80\n';
  const { places } = carried(text, ['be']);
  t.match(
    places.find((line) => line.text.includes('balance')),
    { at: { file: 'conf/haproxy.cfg', line: 2 }, spare: true },
  );
  t.match(
    places.find((line) => line.text.includes('10.0.0.1')),
    { at: { line: 3 }, spare: false },
  );
  t.notOk(carried(text, ['be'], 'check', [2]).text.includes('leastconn'));
});
