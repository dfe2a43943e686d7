import t from 'tap';
import { readModel } from '../../../src/haproxy/model/model.ts';
import type { Server } from '../../../src/haproxy/model/types.ts';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { startingAddress } from '../../../src/report/check/starting-address.ts';

/** A server of the name that does or does not resolve, with the words that decide. */
function server(words: string): Server {
  const version = parseVersion('3.2');
  const text = `resolvers dns\n  nameserver a 127.0.0.1:53\nbackend be\n  server s1 name.example.test:80 ${words}\n`;
  const environment = new Map<string, string>();
  const configuration = readConfiguration([{ name: 'haproxy.cfg', text }], environment, version);
  const found = readModel(configuration, version, environment).proxies[0]?.servers[0];
  if (!found) throw new Error('no server');
  return found;
}

// Measured on 2.6.12 and 3.4.7 with `show servers state`.
for (const [words, found, addresses, from] of [
  ['', ['192.0.2.1', '192.0.2.2'], ['192.0.2.1', '192.0.2.2'], 'resolved'],
  ['', [], [], 'refused'],
  ['resolvers dns', [], [], 'maintenance'],
  ['init-addr last,libc,none', [], [], 'maintenance'],
  ['init-addr none', ['192.0.2.1'], [], 'maintenance'],
  ['init-addr none resolvers dns', ['192.0.2.1'], ['192.0.2.1'], 'resolved'],
  ['init-addr 192.0.2.7', ['192.0.2.1'], ['192.0.2.7'], 'init-addr'],
  ['init-addr last,libc,192.0.2.7', ['192.0.2.1'], ['192.0.2.1'], 'resolved'],
  ['init-addr last,libc,192.0.2.7', [], ['192.0.2.7'], 'init-addr'],
  ['init-addr libc,2001:db8::7', [], ['2001:db8::7'], 'init-addr'],
] as const) {
  t.test(`"${words}" of a name with ${found.length} addresses`, async (t) => {
    t.same(startingAddress(server(words), found), { addresses, from });
  });
}
