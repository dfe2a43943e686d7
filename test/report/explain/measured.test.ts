import t from 'tap';
import { reasonOfStatus } from '../../../src/haproxy/log/reasons.ts';
import { entryOf } from '../../../src/report/explain/causes.ts';
import { explain } from '../../../src/report/explain/explain.ts';
import type { CheckOutcome, ProbeResult } from '../../../src/types.ts';
import type { Case } from '../../catalogue/case.ts';
import { certificateRules } from '../../catalogue/certificate-rules.ts';
import { diagnosed } from '../../catalogue/diagnosed.ts';
import { httpRules } from '../../catalogue/http-rules.ts';
import { needRules } from '../../catalogue/need-rules.ts';
import { transportRules } from '../../catalogue/transport-rules.ts';

/** As HAProxy writes it (haproxy v3.4.0 src/check.c:540). */
function logLine({ status, code }: CheckOutcome, info: string): string {
  const parts = [
    `reason: ${reasonOfStatus(status)}`,
    ...(code === null ? [] : [`code: ${code}`]),
    ...(info === '' ? [] : [`info: "${info}"`]),
  ];
  return `Server be/s1 is DOWN, ${parts.join(', ')}, check duration: 1ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.`;
}

function trafficLine(status: number | null, termination: string): string {
  return `192.0.2.1:40000 [09/Feb/2024:12:00:00.000] fe be/s1 0/0/1/-1/2 ${status ?? -1} 0 - - ${termination} 1/1/0/0/0 0/0 "GET / HTTP/1.1"`;
}

/** What is wrong with a backend until the configuration says otherwise. */
function wrong({ findings, predictions }: ProbeResult): string[] {
  const overTls = / ssl /.test(predictions[0]?.directives ?? '');
  const errors = findings.filter(
    ({ severity, id }) => severity !== 'info' && id !== 'verify-none' && !(overTls && id === 'tls-required'),
  );
  return errors.map(({ id }) => id);
}

function told(line: string): string[] {
  const [one] = explain([line]).inputs;
  return one?.causes.map(({ id }) => id) ?? [];
}

/** Those of the reasons that a connection which ended like this has met. */
function met(causes: readonly string[], line: string): string[] {
  const inHandshake = /Layer[46]| 503 /.test(line);
  return causes.filter((id) => {
    const code = entryOf(id)?.code ?? '';
    // What is wanted of a request is met behind the handshake; a name that must not be sent is not sent by the barest check.
    return inHandshake ? !code.startsWith('SNI2') : !['no-server-name-required', 'name-blocked'].includes(id);
  });
}

/** Probes that take seconds say nothing that others do not. */
const quick = ({ asked, fixture }: Case) =>
  (asked?.times ?? 1) === 1 && (asked?.timeout ?? 0) < 2000 && !/^(?:slow|drip|endless)/.test(fixture);

const cases = [...needRules, ...transportRules, ...certificateRules, ...httpRules].flatMap(({ caught }) =>
  caught.slice(0, 1).filter(quick),
);
const seen = new Set<string>();

t.test('what HAProxy logs of a backend is explained with what is wrong with it', async (t) => {
  t.jobs = 4;
  for (const one of cases) {
    const name = `${one.fixture} ${JSON.stringify(one.asked ?? {})}`;
    if (seen.has(name)) continue;
    seen.add(name);
    t.test(name, { buffered: true }, async (t) => {
      const result = await diagnosed(one.fixture, one.asked);
      const [bare] = result.predictions;
      const causes = wrong(result);
      if (!bare || causes.length === 0) return t.pass('nothing is wrong');
      const lines = [bare.check, ...bare.check.alternatives]
        .filter(({ up }) => up === false)
        .flatMap((outcome) => outcome.info.map((info) => logLine(outcome, info)));
      const { status, termination } = bare.traffic;
      if (!termination.startsWith('--')) lines.push(trafficLine(status, termination));
      for (const line of lines) {
        const missed = met(causes, line).filter((id) => !told(line).includes(id));
        t.same(missed, [], line.slice(0, 110));
      }
    });
  }
});
