/** What people read of a proof. */
import t from 'tap';
import { columns } from '../../src/cli/table.ts';
import type { ProvedServer, ProveResult } from '../../src/prove-types.ts';
import { plain } from '../../src/report/formats/paint.ts';
import { alike } from '../../src/report/formats/prove-log.ts';
import { proveScreen } from '../../src/report/formats/prove-screen.ts';

const look = { paint: plain, columns, verbose: false, explain: false, several: false };
const host = 'www.example.test';

function server(name: string, up: boolean, status: number): ProvedServer {
  const check = up
    ? { status: 'L7OK', code: 200, info: '', up }
    : { status: 'L6RSP', code: null, info: 'SSL handshake failure', up };
  return { proxy: 'be', server: name, check, traffic: [{ host, status, requests: 4 }] };
}

function proof(before: ProvedServer[], after: ProvedServer[], more: Partial<ProveResult> = {}): ProveResult {
  return {
    schema: 'sni-doctor/prove/1',
    haproxyVersion: '3.2.26',
    binary: 'haproxy',
    before: { servers: before, log: ['Server be/s1 is DOWN.'] },
    after: { servers: after, log: ['Server be/s1 is UP.'] },
    changes: [`check-sni ${host}`],
    ablation: [],
    partial: [],
    proved: true,
    ...more,
  };
}

const down = server('s1', false, 503);
const up = server('s1', true, 200);

t.test('the answer, both runs, the change, its words, what fails without, what is not shown', async (t) => {
  const ablation: ProveResult['ablation'] = [
    { directive: `check-sni ${host}`, without: { check: down.check }, servers: ['be/s1'], needed: true },
    { directive: 'verify required', without: { unsafe: 'the certificate is not checked' }, servers: [], needed: true },
    { directive: 'ssl', without: { fatal: 'no CA file specified' }, servers: ['be/s1'], needed: true },
    {
      directive: 'alpn h2',
      without: { check: up.check, traffic: [{ host, status: 200 }] },
      servers: [],
      needed: false,
    },
    { directive: 'hdr A b', without: {}, servers: [], needed: false, requested: true },
  ];
  const screen = proveScreen(proof([down], [up], { ablation, partial: ['Left out of defaults: errorfile.'] }), look);
  t.equal(
    screen,
    `PROVED  On HAProxy 3.2.26 be/s1 is UP, users get 200 with the change; without it
        DOWN, users get 503.

                     before                              after
 be/s1               DOWN L6RSP "SSL handshake failure"  UP L7OK 200
   www.example.test  503                                 200

THE CHANGE
    check-sni www.example.test

HAProxy 3.2.26 logs without it
    Server be/s1 is DOWN.

HAProxy 3.2.26 logs with it
    Server be/s1 is UP.

 without                                 then
 check-sni www.example.test  needed      DOWN L6RSP "SSL handshake failure"
 verify required             needed      the certificate is not checked
 ssl                         needed      HAProxy does not start: no CA file
                                         specified
 alpn h2                     not needed  all works as well
 hdr A b                     asked for   all works as well

 ! Left out of defaults: errorfile.

Run with haproxy.
`,
  );
});

t.test('the first line', async (t) => {
  const first = (result: ProveResult) => proveScreen(result, look).split('\n\n')[0]?.replace(/\n */g, ' ');
  const unchanged = { changes: [] };
  const [up2, down2] = [server('s2', true, 200), server('s2', false, 503)];
  const cases: [ProveResult, string][] = [
    [proof([up], [up], unchanged), 'PROVED  On HAProxy 3.2.26 be/s1 works as it is: UP, users get 200.'],
    [
      proof([down], [down], { ...unchanged, proved: false }),
      'NOT PROVED  On HAProxy 3.2.26 be/s1 fails as it is: DOWN, users get 503.',
    ],
    [
      proof([down], [down], { proved: false }),
      'NOT PROVED  On HAProxy 3.2.26 be/s1 is DOWN, users get 503, with the change and without it.',
    ],
    [
      proof([up], [server('s1', true, 301)], { proved: false }),
      'NOT PROVED  On HAProxy 3.2.26 be/s1 is UP, users get 301, which is not what is asked for.',
    ],
    [
      proof([down, down2], [up, up2]),
      'PROVED  On HAProxy 3.2.26 all 2 servers work with the change, 2 did not without it.',
    ],
    [
      proof([down, down2], [up, down2], { proved: false }),
      'NOT PROVED  On HAProxy 3.2.26 1 of 2 servers fail with the change too.',
    ],
    [proof([], [up], { before: null }), 'PROVED  On HAProxy 3.2.26 be/s1 is UP, users get 200 with the change.'],
  ];
  for (const [result, answer] of cases) t.equal(first(result), answer);
});

t.test('what comes from a backend is harmless, and many servers do not hide one that fails', async (t) => {
  const hostile = { ...down, check: { ...down.check, info: '\u001b[31mred\u202e' } };
  const many = Array.from({ length: 40 }, (_, i) => server(`n${i}`, true, 200));
  const screen = proveScreen(proof([], [...many, hostile], { changes: [], proved: false }), look);
  t.match(screen, /DOWN L6RSP "\\x1B\[31mred\\u\{202E\}"/);
  t.match(screen, / and 29 more servers: --verbose\n/);
  t.notMatch(proveScreen(proof([], many), { ...look, verbose: true }), /more servers/);
});

t.test('log lines that say the same', async (t) => {
  const request = (port: number, ms: number, status: number) =>
    `127.0.0.1:${port} [22/Nov/2026:22:45:00.712] fe~ be/s1 0/0/-1/-1/${ms} ${status} 217 - - SC-- 2/2/0/0/0 0/0 "GET / HTTP/1.1"`;
  t.same(
    alike([request(40001, 2, 503), request(40002, 11, 503), request(40001, 2, 200), 'Server be/s1 is UP.']).map(
      ({ times }) => times,
    ),
    [2, 1, 1],
  );
});
