import t from 'tap';
import type { CheckedServer } from '../../src/check-types.ts';
import { chooseCures } from '../../src/cli/fix-choose.ts';
import { harmed } from '../../src/cli/fix-harm.ts';
import type { Cure, CureEdit } from '../../src/report/cure/cure.ts';

function cure(server: string, safety: Cure['safety'], ...files: string[]): Cure {
  const edits = files.map(
    (file): CureEdit => ({
      change: { kind: 'add', at: { file, line: 1 }, words: ['check'] },
      proxy: 'be',
      servers: [`be/${server}`],
      scope: 'server',
      text: 'check',
      because: 'SNI101',
      since: '1.0',
      safety,
      notes: [],
    }),
  );
  return { proxy: 'be', servers: [`be/${server}`], edits, safety };
}

t.test('all edits of a cure share its fate', async (t) => {
  const safe = cure('s1', 'safe', 'a.cfg');
  const review = cure('s2', 'review', 'a.cfg');
  const half = cure('s3', 'safe', 'a.cfg', 'b.cfg');
  const by = { program: 'Puppet', instead: 'the manifest' };
  const managers = new Map([['b.cfg', by]]);
  const managed = [{ cure: half, file: 'b.cfg', by }];
  const all = [safe, review, half];
  t.same(chooseCures(all, false, managers), { written: [safe], review: [review], managed });
  t.same(chooseCures(all, true, managers), { written: [safe, review], review: [], managed });
  t.same(chooseCures(all, true, new Map()), { written: all, review: [], managed: [] });
});

/** A server as a check tells of it. */
function server(name: string, up: boolean | null, ...traffic: [status: number | null, termination: string][]) {
  return {
    proxy: 'be',
    server: name,
    address: '10.0.0.1',
    port: 443,
    check: { up },
    traffic: traffic.map(([status, termination]) => ({
      status,
      termination,
      sends: termination.startsWith('P') ? null : { tls: true, sni: null, host: null },
    })),
  } as unknown as CheckedServer;
}

t.test('nobody may be worse off', async (t) => {
  const fine = server('s1', true, [200, '----']);
  const down = server('s1', false, [503, 'SC--']);
  const green = server('s1', true, [503, 'SC--']);
  const unchecked = server('s1', null, [503, 'SC--']);
  const compare = (before: CheckedServer, after: CheckedServer) => harmed({ servers: [before] }, { servers: [after] });
  t.same(compare(fine, down), ['be/s1']);
  t.same(compare(fine, green), ['be/s1']);
  t.same(compare(down, green), ['be/s1'], 'users would be sent to a server that fails them');
  for (const [before, after] of [
    [fine, fine],
    [down, fine],
    [green, fine],
    [green, down],
    [down, down],
    [unchecked, unchecked],
    [down, server('s1', true, [403, 'PR--'])],
  ] as const)
    t.same(compare(before, after), []);
  t.same(compare(fine, { ...down, server: 's2' }), [], 'nothing is known of it before');
});
