import t from 'tap';
import { barest, type Settings } from '../../src/haproxy/settings.ts';
import { backendText, checkLines, serverLine, setHeaderLines } from '../../src/haproxy/text.ts';
import { parseVersion } from '../../src/haproxy/versions.ts';
import { asked } from '../question.ts';

const host = 'www.example.test';

function settings(changes: Partial<Settings> = {}): Settings {
  return { ...barest(asked(), true), ...changes };
}

const withHost = settings({
  httpchk: { method: 'GET', path: '/', version: '1.1', headers: [['Host', host]], expect: 'status 200' },
});

t.test('the barest line is what people write first', async (t) => {
  t.equal(serverLine(settings()), 'server s1 192.0.2.7:443 ssl verify none check');
  t.equal(serverLine(barest(asked({ port: 80 }), false)), 'server s1 192.0.2.7:80 check');
  t.equal(serverLine(barest(asked({ mode: 'tcp' }), true)), 'server s1 192.0.2.7:443 verify none check check-ssl');
  t.same(checkLines(settings(), parseVersion('any')), ['option httpchk GET /']);
});

t.test('check-sni takes the bare name, sni an expression', async (t) => {
  const line = serverLine(settings({ verify: { caFile: '@system-ca' }, checkSni: host, sni: host }));
  t.equal(line, `server s1 192.0.2.7:443 ssl ca-file @system-ca check check-sni ${host} sni str(${host})`);
});

t.test('the headers of a check: http-check send since 2.2, inside the option before', async (t) => {
  t.same(checkLines(withHost, parseVersion('2.2')), [
    'option httpchk GET /',
    `http-check send meth GET uri / ver HTTP/1.1 hdr Host ${host}`,
    'http-check expect status 200',
  ]);
  t.same(checkLines(withHost, parseVersion('2.1')), [
    `option httpchk GET / HTTP/1.1\\r\\nHost:\\ ${host}`,
    'http-check expect status 200',
  ]);
});

t.test('X-Forwarded-Proto is set only where the side of the client is TLS', async (t) => {
  const lines = setHeaderLines(
    settings({
      setHeaders: [
        ['Host', host],
        ['X-Forwarded-Proto', 'https'],
      ],
    }),
  );
  t.same(lines, [
    `http-request set-header Host ${host}`,
    'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
  ]);
});

t.test('a whole section', async (t) => {
  t.equal(
    backendText(withHost, parseVersion('any'), host),
    `backend be_www_example_test
    mode http
    option httpchk GET /
    http-check send meth GET uri / ver HTTP/1.1 hdr Host ${host}
    http-check expect status 200
    server s1 192.0.2.7:443 ssl verify none check
`,
  );
});

t.test('no value adds a line, a comment or a word', async (t) => {
  const any = parseVersion('any');
  const check = (path: string) =>
    settings({ httpchk: { method: 'GET', path, version: '1.0', headers: [], expect: null } });
  t.throws(() => backendText(check('/\nserver evil 203.0.113.1:80'), any, host), /cannot be written/);
  t.throws(() => serverLine(settings({ checkSni: "a' check-sni b" })), /cannot be written/);
  t.same(checkLines(check('/a#b c%20'), any), ["option httpchk GET '/a#b c%20'"]);
  t.match(serverLine(settings({ crt: '/etc/my certs/a.pem' })), / crt '\/etc\/my certs\/a\.pem' /);
});
