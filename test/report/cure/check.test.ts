/** The ways that are offered for a check: which there are, in which order, and what they leave alone. */
import t from 'tap';
import { checkWays } from '../../../src/report/cure/check.ts';
import type { CureEdit, Patient } from '../../../src/report/cure/cure.ts';
import { type Ill, withPatients } from './transport-patient.ts';

const host = 'www.example.test';
const checkSni = `check-sni ${host}`;
const whole = `server s1 127.0.0.1:{contour} ssl verify none check ${checkSni} sni str(${host})`;

/** What comes of each way, for the one server of a configuration. */
async function ways(
  ill: Ill,
  use: (ways: CureEdit[][], edited: (way: CureEdit[]) => string, patient: Patient) => void,
): Promise<void> {
  await withPatients({ hosts: [host], ...ill }, async ({ patients, edited }) => {
    const [patient] = patients;
    if (!patient) throw new Error('the server has nothing that could be asked');
    use(checkWays(patient), edited, patient);
  });
}

const texts = (way: readonly CureEdit[] | undefined) => way?.map(({ text }) => text) ?? [];

t.test('a server without a check of its own is left alone', async (t) => {
  for (const words of ['', 'check disabled', 'check track be/s2']) {
    const text = `server s1 127.0.0.1:{contour} ssl verify none ${words}\nserver s2 127.0.0.1:{contour}`;
    await ways({ text }, (all) => t.strictSame(all, [[]], words));
  }
  const text = `option external-check\nexternal-check command /bin/true\n${whole}`;
  await ways({ text }, (all) => t.strictSame(all, [[]]));
});

t.test('a check that is UP may stay as it is, and is told what it would need', async (t) => {
  await ways({ text: 'server s1 127.0.0.1:{contour} check' }, (all) => {
    t.strictSame(all[0], []);
    t.strictSame(texts(all[1]), [checkSni]);
  });
});

t.test('a request that needs a line of its own gets the shortest one first', async (t) => {
  await ways({ text: `option httpchk\n${whole}` }, (all) => {
    const lines = all.map((way) => texts(way).join(', '));
    const places = [
      '',
      `http-check send hdr Host ${host}`,
      `http-check send meth GET hdr Host ${host}`,
      `http-check send meth GET ver HTTP/1.1 hdr Host ${host}`,
    ].map((line) => lines.indexOf(line));
    t.ok(places.every((place) => place >= 0));
    t.strictSame(
      places,
      [...places].sort((a, b) => a - b),
    );
    t.equal(places[0], 0);
    t.ok(lines.includes('GET /'), 'the option says the method in fewer words');
  });
});

t.test('a request that has a line gets its parts one by one', async (t) => {
  await ways({ text: `option httpchk\nhttp-check send uri /x\n${whole}` }, (all, edited) => {
    t.strictSame(texts(all[1]), ['meth GET', 'ver HTTP/1.1', `hdr Host ${host}`]);
    t.match(edited(all[1] ?? []), `http-check send uri /x meth GET ver HTTP/1.1 hdr Host ${host}\n`);
  });
});

t.test(
  'a port that makes the check lose TLS: TLS for the check, or the port goes, which is to be looked at',
  async (t) => {
    const text = `option httpchk\nhttp-check send hdr Host ${host}\n${whole} port {contour}`;
    await ways({ text }, (all) => {
      t.strictSame(texts(all[0]), ['check-ssl']);
      t.equal(all[0]?.[0]?.because, 'SNI309');
      const second = all.find((way) => texts(way).some((one) => one.startsWith('taken out: port')));
      t.equal(second?.[0]?.safety, 'review');
      t.match(second?.[0]?.notes, ['The check then goes where traffic goes, and speaks as it does.']);
    });
    await ways({ text: text.replace('port {contour}', 'addr 127.0.0.1 no-check-ssl') }, (all) => {
      t.strictSame(texts(all[0]), ['taken out: no-check-ssl', 'check-ssl']);
    });
  },
);

t.test('a word that a default-server line has is overridden on the line of the server', async (t) => {
  const text = `option httpchk\ndefault-server ssl verify none check-sni other.example.test no-check-ssl\nserver s1 127.0.0.1:{contour} check sni str(${host})`;
  await ways({ text }, (all, edited) => {
    const [way = []] = all;
    t.strictSame(texts(way), ['check-ssl', checkSni]);
    t.ok(way.every(({ change }) => edited([]).split('\n')[change.at.line - 1]?.includes('server s1')));
  });
});

const shared = `defaults shared
option httpchk GET "/a b"
http-check comment 'of all'
http-check send hdr User-Agent "our \\"check\\""
http-check expect status 200
http-check disable-on-404
mode http
timeout connect 2s

`;

for (const [version, last] of [
  ['3.2', []],
  ['3.4', ['http-check disable-on-404']],
] as const)
  t.test(`an inherited check is written out as it stands there, ${version}`, async (t) => {
    const text = `${shared.replace('/a b', '/a')}backend be
mode http
# the first server
.if version_atleast(2.4)
${whole}
.endif
`;
    await ways({ text, version }, (all, edited) => {
      t.strictSame(all[0], []);
      const way = all.find((one) => texts(one).join().includes('Host')) ?? [];
      t.strictSame(texts(way), [
        'option httpchk GET "/a"',
        "http-check comment 'of all'",
        `http-check send hdr User-Agent "our \\"check\\"" hdr Host ${host}`,
        'http-check expect status 200',
        ...last,
      ]);
      t.ok(way.every(({ kept }) => kept));
      t.match(way[0]?.notes, [/written out/]);
      const lines = edited(way).split('\n');
      const at = lines.indexOf('backend be');
      t.equal(
        lines.slice(0, at).join('\n'),
        edited([]).split('\n').slice(0, at).join('\n'),
        'defaults are not touched',
      );
      t.equal(lines[at + 2], '    option httpchk GET "/a"', 'next to what stands before the servers, outside of .if');
    });
  });

t.test('an inherited option without words stays in force', async (t) => {
  const text = `defaults d\nmode http\noption httpchk\ntimeout connect 2s\n\nbackend be\n${whole}`;
  await ways({ text }, (all) => t.strictSame(texts(all[1]), [`http-check send hdr Host ${host}`]));
});

t.test(
  'what a rule of the backend made the check lose comes back, and what is expected is to be looked at',
  async (t) => {
    const text = `defaults d
mode http
timeout connect 2s
option httpchk
http-check send meth GET uri /all ver HTTP/1.1 hdr Host ${host}
http-check expect status 200-299

backend be
http-check send hdr X-Check yes
${whole}`;
    await ways({ text }, (all) => {
      const [, lost = []] = all;
      t.strictSame(texts(lost), [
        'meth GET',
        'uri /all',
        'ver HTTP/1.1',
        `hdr Host ${host}`,
        'http-check expect status 200-299',
      ]);
      t.ok(lost.every(({ kept, because }) => kept && because === 'SNI311'));
      t.equal(lost.at(-1)?.safety, 'review');
    });
    const own = text.replace('http-check send hdr X-Check yes', 'option httpchk GET /own');
    await ways({ text: own }, (all) => {
      t.strictSame(texts(all[1])[0], `http-check send ver HTTP/1.1 hdr Host ${host}`, 'what the option says counts');
    });
  },
);

t.test('what the operator expects of an answer is in no way changed', async (t) => {
  const lines = ['option httpchk GET /', 'http-check expect status 299', 'http-check expect ! string nothing'];
  await ways({ text: [...lines, whole].join('\n') }, (all, edited) => {
    t.ok(all.length > 1);
    for (const way of all) for (const line of lines.slice(1)) t.match(edited(way), line);
  });
});

t.test('a connection that a rule describes: the fewest words first', async (t) => {
  const rule = (words: string) =>
    `option httpchk\nhttp-check connect ${words}\nhttp-check send hdr Host ${host}\n${whole}`;
  await ways({ text: rule('ssl') }, (all) => {
    t.strictSame(texts(all[0]), ['default']);
    t.ok(all.some((way) => texts(way).join() === `sni ${host}`));
  });
  await ways({ text: rule('port {contour}') }, (all) => {
    t.strictSame(texts(all[0]), ['default']);
    t.ok(all.some((way) => texts(way).join() === `ssl,sni ${host}`));
  });
  await ways({ text: rule('ssl sni other.example.test') }, (all) => t.strictSame(texts(all[0]), [`sni ${host}`]));
});

t.test('what a check of another kind asks for and expects is in no way changed', async (t) => {
  const lines = ['option tcp-check', 'tcp-check send PING\\r\\n', 'tcp-check expect string +PONG'];
  await ways({ text: [...lines, whole].join('\n') }, (all, edited) => {
    for (const way of all) for (const line of lines) t.match(edited(way), line);
  });
  await ways({ text: `option redis-check\n${whole}` }, (all, edited) => {
    for (const way of all) t.match(edited(way), 'option redis-check');
  });
});

t.test('a port of the check that answers in clear text is asked in clear text', async (t) => {
  const text = `option httpchk\n${whole} check-ssl port {healthy-http}`;
  await ways({ text }, (all) => t.strictSame(texts(all[0]), ['taken out: check-ssl']));
  const rule = `option httpchk\nhttp-check connect default port {healthy-http}\n${whole}`;
  await ways({ text: rule }, (all) => t.ok(all.some((way) => texts(way).join() === 'taken out: default')));
});

t.test('option ssl-hello-chk in front of a passthrough becomes a handshake of today', async (t) => {
  await ways({ text: 'mode tcp\noption ssl-hello-chk\nserver s1 127.0.0.1:{contour} check' }, (all) => {
    const way = all.find((one) => texts(one).includes('taken out: option ssl-hello-chk')) ?? [];
    t.ok(texts(way).includes(checkSni));
    t.ok(way.find(({ text }) => text === 'check-ssl')?.kept, 'it was to see that TLS is answered');
  });
});

t.test('before 2.2 headers stand behind the version of the option', async (t) => {
  const text = `option httpchk GET /x\n${whole}`;
  await ways({ text, version: '2.1' }, (all, edited) => {
    t.match(edited(all[1] ?? []), `option httpchk GET /x HTTP/1.0\\r\\nHost:\\ ${host}\n`);
  });
});

t.test('a healthcheck section that serves another backend too is not touched', async (t) => {
  const text = `healthcheck two
type httpchk GET /two

backend be
${whole} healthcheck two

backend other
server s1 127.0.0.1:{contour} ssl verify none healthcheck two check
`;
  await ways({ text, version: '3.4' }, (all, edited) => {
    for (const way of all) t.match(edited(way), 'healthcheck two\n    type httpchk GET /two\n\nbackend be\n');
    const way = all.find((one) => texts(one).some((line) => line.includes('Host'))) ?? [];
    t.strictSame(texts(way), [
      'taken out: healthcheck two',
      'option httpchk GET /two',
      `http-check send hdr Host ${host}`,
    ]);
    t.equal(way[0]?.safety, 'review');
  });
});

t.test('the name under which traffic is answered comes first', async (t) => {
  const text = `http-request set-header Host ${host}\nserver s1 127.0.0.1:{contour} ssl verify none check sni str(${host})`;
  await ways({ text, hosts: ['shop.example.test'] }, (all) => t.strictSame(texts(all[0]), [checkSni]));
});

t.test('a backend that is slower than its check waits', async (t) => {
  const text = `timeout check 1s\nserver s1 127.0.0.1:{slow-handshake} ssl verify none check`;
  await ways({ text }, (all) => {
    const [way = []] = all;
    t.match(
      texts(way).find((one) => one.startsWith('inter ')),
      /^inter \d+s$/,
    );
    t.match(
      texts(way).find((one) => one.startsWith('timeout check')),
      /^timeout check \d+s$/,
    );
    t.ok(way.filter(({ because }) => because === 'SNI419').every(({ safety }) => safety === 'review'));
  });
});

t.test('there are never more ways than are worth the connections', async (t) => {
  const text = `${shared.replace('/a b', '/a').replace('expect', 'connect\nhttp-check expect')}backend be\n${whole}`;
  await ways({ text: text.replace("http-check comment 'of all'\n", '') }, (all) => {
    t.ok(all.length <= 24);
    t.equal(new Set(all.map((way) => JSON.stringify(way.map(({ change }) => change)))).size, all.length);
  });
});
