// biome-ignore-all lint/suspicious/noTemplateCurlyInString: so HAProxy writes environment variables
import t from 'tap';
import { modelOf, refusals } from './verdict.ts';

const defaults = 'defaults base\n    mode http\n    timeout connect 1s\n    timeout client 1s\n    timeout server 1s\n';
const frontend = (lines: string) => `${defaults}frontend f\n    bind 127.0.0.1:1\n    ${lines}\n`;
const backend = (lines: string) => `${defaults}backend b\n    ${lines}\n`;

/** Each is right with some value of what is not set here, or where `.if` holds. */
const possible: Readonly<Record<string, string>> = {
  'a keyword before its argument': backend('server s 127.0.0.1:80 "$NONE" 2s'),
  'a word that ends the line where it is empty': backend('server s 127.0.0.1:80 downinter "$NONE" 2s'),
  'all words of a server': backend('server "${NONE[*]}"'),
  'words that say what is verified': backend('server s 127.0.0.1:443 ssl "${NONE[*]}"'),
  'words inherited that say what is verified': backend('default-server "${NONE[*]}"\n    server s 127.0.0.1:443 ssl'),
  'the name of a backend': `${frontend('default_backend web')}backend "$NONE"\n`,
  'the name of a defaults section': `${defaults.replace('base', '"$NONE"')}backend b from base\n`,
  'the name of a resolvers section': `resolvers "$NONE"\n${backend('server s h.test:80 resolvers r init-addr none')}`,
  'the name of an ACL': frontend('acl "$NONE" path /\n    http-request deny if a'),
  'the words of an ACL': frontend('acl "${NONE[*]}"\n    http-request deny if a'),
  'the name of a server': backend('server "$NONE" 127.0.0.1:80\n    use-server s if TRUE'),
  'a line that may begin a section': `${defaults}"$NONE" b\n    server s 127.0.0.1:80\n`,
  'an ACL under a condition': frontend('.if enabled(POLL)\n    acl a path /\n.endif\n    http-request deny if a'),
  'a mode under a condition': `defaults\n.if enabled(POLL)\n    mode http\n.endif\n    timeout connect 1s\nbackend b\n    server s 127.0.0.1:80 proto h2\n`,
  'what is verified under a condition': `global\n.if enabled(POLL)\n    ssl-server-verify none\n.endif\n${backend('server s 127.0.0.1:443 ssl')}`,
  'a server under a condition': backend('.if enabled(POLL)\n    server s 127.0.0.1:443 ssl\n.endif'),
  'a check rule under a condition': backend(
    'option httpchk\n.if enabled(POLL)\n    http-check send\n.endif\n    http-check expect status 200\n    http-check expect status 201',
  ),
};

t.test('what may be right for all that is known is not said to be refused', async (t) => {
  for (const [what, text] of Object.entries(possible)) t.same(refusals(text, '3.2'), [], what);
});

t.test('it is said all the same, as a warning', async (t) => {
  const { problems } = modelOf(backend('server s 127.0.0.1:80 "$NONE" 2s'));
  t.match(
    problems.map(({ severity, word, message }) => [severity, word, message]),
    [
      ['warning', 'NONE', /not set here/],
      ['warning', '2s', /is no keyword of a server line.*, as far as is known here/],
    ],
  );
});

t.test('what is refused whatever the variables hold stays refused', async (t) => {
  t.match(refusals(backend('server s 127.0.0.1:80 chekc inter "$NONE"'), '3.2'), [/"chekc" is no keyword/]);
  t.match(refusals(backend('server s 127.0.0.1:443 ssl sni str(a) inter "$NONE"'), '3.2'), [/verifies/]);
  t.match(refusals(frontend('acl a path "$NONE"\n    http-request deny if b'), '3.2'), [/no ACL of the name "b"/]);
  t.match(refusals(`${frontend('acl a path "$NONE"\n    default_backend web')}backend w\n`, '3.2'), [/"web"/]);
});

t.test('a proxy whose defaults section is not known says so', async (t) => {
  const from = (name: string) => modelOf(`${defaults}backend b from ${name}\n`).proxies[0]?.unknown ?? [];
  t.match(from('"$NONE"'), [{ affects: 'both', because: /which defaults section/ }]);
  t.same(from('base'), []);
});

t.test('which actions Lua brings is not known', async (t) => {
  t.same(refusals(frontend('http-request lua.route if { path / }'), '3.2'), []);
  t.match(refusals(frontend('http-request luaroute'), '3.2'), [/is no action/]);
});

t.test('servers that track each other to nowhere are each refused', async (t) => {
  const server = (name: string, rest: string) => `server ${name} 127.0.0.1:80 ${rest}\n    `;
  const chain =
    server('a', 'track b/b') + server('b', 'track b/c') + server('c', 'track b/none') + server('d', 'check');
  t.match(refusals(backend(chain), '3.2'), [/"none"/, /"none"/, /"none"/]);
});
