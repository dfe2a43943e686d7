import t, { type Test } from 'tap';
import type { CureEdit, Patient } from '../../../src/report/cure/cure.ts';
import { addEdit, dropEdit, lineEdit, serverEdit, wordsEdit } from '../../../src/report/cure/edit.ts';
import { safetyOf, withSafety } from '../../../src/report/cure/safety.ts';
import { type Ill, withPatients } from './transport-patient.ts';

const site = 'www.example.test';
const why = { because: 'SNI101', since: '1.5' } as const;
const verified = 'ssl verify required ca-file ca.pem';

/** Looks at one server, and says of edits whether they are to be looked at. */
async function told(
  t: Test,
  ill: Omit<Ill, 'hosts'> & { hosts?: readonly string[] },
  cases: (patient: Patient) => [edit: CureEdit, note: RegExp | null][],
): Promise<void> {
  await withPatients({ hosts: [site], ...ill }, async ({ patients: [patient] }) => {
    if (!patient) throw new Error('the backend was not asked');
    for (const [edit, note] of cases(patient)) {
      const { safety, notes } = safetyOf(edit, patient);
      t.equal(safety, note ? 'review' : 'safe', edit.text);
      if (note) t.match(notes.join(' '), note);
      else t.strictSame(notes, []);
    }
  });
}

t.test('another name is verified', async (t) => {
  const text = `option httpchk GET /\nserver s1 127.0.0.1:{healthy-tls} ${verified} check`;
  const check = (host: string) => [
    'http-check',
    'send',
    'meth',
    'GET',
    'uri',
    '/',
    'ver',
    'HTTP/1.1',
    'hdr',
    'Host',
    host,
  ];
  const below = (patient: Patient) =>
    ({ at: patient.target.proxy.check.at ?? patient.target.proxy.at, where: 'after' }) as const;
  await told(t, { text }, (patient) => [
    [
      serverEdit(patient, ['check-sni', site], why),
      /the check the certificate has to hold www\.example\.test, where no name/,
    ],
    [serverEdit(patient, ['sni', 'req.hdr(host),field(1,:)'], why), /for traffic .* the name of each request/],
    [lineEdit(patient, below(patient), check(site), why), null],
    [serverEdit(patient, ['inter', '5s'], why), null],
  ]);
  await told(t, { text, version: '3.4' }, (patient) => [
    [
      lineEdit(patient, below(patient), check(site), why),
      /for the check the certificate has to hold www\.example\.test/,
    ],
  ]);
  await told(t, { text, version: 'any' }, (patient) => [
    [
      lineEdit(patient, below(patient), check(site), why),
      /for the check the certificate has to hold www\.example\.test/,
    ],
  ]);
  const named = text.replace(' check', ` verifyhost ${site} check`);
  await told(t, { text: named, version: '3.4' }, (patient) => [
    [serverEdit(patient, ['check-sni', site], why), null],
    [lineEdit(patient, below(patient), check(site), why), null],
    [serverEdit(patient, ['check-sni', 'other.example.test'], why), /where it had to hold www\.example\.test/],
  ]);
  await told(t, { text: text.replace(verified, 'ssl verify none') }, (patient) => [
    [serverEdit(patient, ['check-sni', site], why), null],
    [serverEdit(patient, ['ca-file', 'ca.pem'], why), null],
  ]);
});

t.test('nothing is verified any more, or still nothing', async (t) => {
  await told(t, { text: `server s1 127.0.0.1:{healthy-tls} ${verified} check` }, (patient) => [
    [serverEdit(patient, ['verify', 'none'], why), /no longer verified/],
  ]);
  await told(t, { text: 'server s1 127.0.0.1:{healthy-tls} check' }, (patient) => [
    [serverEdit(patient, ['verify', 'none'], why), /encrypted, and HAProxy talks to whoever answers/],
    [serverEdit(patient, ['ssl'], why), null],
  ]);
});

t.test('a check that asks more', async (t) => {
  const text = 'server s1 127.0.0.1:{healthy-tls} ssl verify none';
  const option = ['option', 'httpchk', 'GET', '/'];
  await told(t, { text }, (patient) => [[serverEdit(patient, ['check'], why), /DOWN.*the whole backend/]]);
  await told(t, { text: `${text} check` }, (patient) => {
    const at = { at: patient.target.server.at, where: 'before' } as const;
    const expect = ['http-check', 'expect', 'status', '200'];
    return [
      [serverEdit(patient, ['check'], why), null],
      [lineEdit(patient, at, option, why), /DOWN/],
      [lineEdit(patient, at, expect, why), /DOWN/],
      [lineEdit(patient, at, expect, { ...why, kept: true }), null],
      [serverEdit(patient, ['check-ssl'], why), null],
    ];
  });
  await told(t, { text: `option tcp-check\n${text} check` }, (patient) => {
    const at = patient.target.proxy.check.at ?? patient.target.proxy.at;
    return [[wordsEdit(patient, { at, from: 0, to: 2 }, option, why), /DOWN/]];
  });
  await told(t, { text: `option httpchk\n${text} check` }, (patient) => {
    const at = patient.target.proxy.check.at ?? patient.target.proxy.at;
    return [
      [addEdit(patient, { at }, ['GET', '/'], why), null],
      [dropEdit(patient, at, why), /`option httpchk` goes/],
    ];
  });
});

t.test('one fixed name for several sites', async (t) => {
  const text = 'server s1 127.0.0.1:{contour} ssl verify none check';
  const fixed = (patient: Patient): CureEdit[] => [
    serverEdit(patient, ['sni', `str(${site})`], why),
    lineEdit(
      patient,
      { at: patient.target.server.at, where: 'before' },
      ['http-request', 'set-header', 'Host', site],
      why,
    ),
  ];
  const several = /answer of another\. Prefer `sni req\.hdr\(host\),field\(1,:\)`/;
  await told(t, { text, hosts: [site, 'b.example.test'] }, (patient) => fixed(patient).map((edit) => [edit, several]));
  await told(t, { text }, (patient) => {
    const [sni, host] = fixed(patient) as [CureEdit, CureEdit];
    return [
      [sni, null],
      [host, /^The application sees the Host [^ ]+ in place of the one that clients ask for[^.]*\.$/],
    ];
  });
});

t.test('what was said of an edit before stays', async (t) => {
  await withPatients(
    { text: 'server s1 127.0.0.1:{healthy-tls} check', hosts: [site] },
    async ({ patients: [patient] }) => {
      if (!patient) throw new Error('the backend was not asked');
      const edit = serverEdit(patient, ['verify', 'none'], { ...why, notes: ['First.'] });
      const once = withSafety(edit, patient);
      t.match(once, { safety: 'review', notes: ['First.', /whoever answers/] });
      t.strictSame(withSafety(once, patient), once, 'nothing is said twice');
      const own = serverEdit(patient, ['ssl'], { ...why, safety: 'review' });
      t.equal(withSafety(own, patient).safety, 'review');
    },
  );
});
