import t from 'tap';
import { createPki } from '../../../fixtures/pki.ts';
import { serverKeywords } from '../../../src/haproxy/model/server-keywords.ts';
import * as lines from './server-verdict-lines.ts';
import { agree } from './verdict.ts';

for (const [name, backends] of Object.entries(lines))
  t.test(`HAProxy and the model agree on ${name}`, async (t) =>
    agree(t, backends, [], { 'ca.pem': (await createPki()).caPem }),
  );

t.test('HAProxy and the model agree on every keyword, with arguments of all kinds and without', async (t) => {
  // What only the machine can tell is left out: files, names that may resolve.
  const ofTheMachine = new Set(['addr', 'agent-addr', 'ca-file', 'crl-file', 'namespace', 'source', 'socks4']);
  const backends: string[] = [];
  for (const { name, args } of serverKeywords.values()) {
    const values = args === 0 ? [''] : ['', ' 0', ' 5', ' -1', ' x,y', ' 100ms'];
    if (!ofTheMachine.has(name)) backends.push(...values.map((value) => `server s 1.2.3.4:80 ${name}${value}`));
    if (args === 0) backends.push(`default-server ${name}\nserver s 1.2.3.4:80`);
  }
  await agree(t, backends);
});
