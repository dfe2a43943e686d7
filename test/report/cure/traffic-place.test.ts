import t from 'tap';
import { readModel } from '../../../src/haproxy/model/model.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { requestRulePlace } from '../../../src/report/cure/traffic-place.ts';

/** The line next to which a rule goes, `^` standing where: `rule 1 ^`, `^ server s1`. */
function placeIn(text: string): string | null {
  const version = parseVersion('3.2');
  const configuration = readConfiguration([{ name: 'a.cfg', text }], new Map(), version);
  const proxy = readModel(configuration, version, new Map()).proxies.at(-1);
  const place = proxy && requestRulePlace(configuration, proxy);
  if (!place) return null;
  const line = text.split('\n')[place.at.line - 1]?.trim() ?? '';
  return place.where === 'before' ? `^ ${line}` : `${line} ^`;
}

t.test('where a rule for all requests goes', async (t) => {
  const server = '  server s1 192.0.2.1:443\n';
  const cases: [say: string, text: string, place: string | null][] = [
    ['in front of the servers', `backend be\n  mode http\n${server}`, '^ server s1 192.0.2.1:443'],
    ['default-server is one of them', `backend be\n  default-server check\n${server}`, '^ default-server check'],
    [
      'behind the last rule',
      `backend be\n  http-request set-header A a\n  http-request set-header B b\n  option httpchk\n${server}`,
      'http-request set-header B b ^',
    ],
    [
      'before a rule that ends all',
      `backend be\n  http-request set-header A a\n  http-request deny\n${server}`,
      '^ http-request deny',
    ],
    [
      'one that ends some does not matter, one that lets some through does',
      `backend be\n  http-request deny if { path /a }\n  http-request allow if { path /b }\n${server}`,
      '^ http-request allow if { path /b }',
    ],
    [
      'not in a branch of .if',
      `backend be\n  http-request set-header A a\n.if version_atleast(2.4)\n  http-request set-header B b\n.endif\n${server}`,
      'http-request set-header A a ^',
    ],
    [
      'a section that stands in a branch itself is another matter',
      `.if version_atleast(2.4)\nbackend be\n  http-request set-header A a\n${server}.endif\n`,
      'http-request set-header A a ^',
    ],
    [
      'rules of other sections are not its own',
      `backend a\n  http-request deny\nbackend be\n${server}`,
      '^ server s1 192.0.2.1:443',
    ],
    ['an empty section has its header', 'backend be\n', 'backend be ^'],
  ];
  for (const [say, text, place] of cases) t.equal(placeIn(text), place, say);
});
