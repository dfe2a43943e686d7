/** What is seen on HAProxy beyond statuses: other pages, connections that are used again, bytes that are passed on. */
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { fixture } from '../../fixtures/servers/index.ts';
import { readModel } from '../../src/haproxy/model/model.ts';
import { readConfiguration } from '../../src/haproxy/syntax/configuration.ts';
import { askBinary } from '../../src/prove/binary.ts';
import { usersCertificate } from '../../src/prove/certificate.ts';
import { type Case, show } from '../../src/prove/show.ts';
import type { Text } from '../../src/prove/trial.ts';
import { onHaproxy } from './haproxy-program.ts';

const host = 'www.example.test';
t.jobs = 3;

async function listen(t: Test, server: Server | ReturnType<typeof createHttp>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => new Promise((resolve) => server.close(resolve)));
  t.teardown(() => server.closeAllConnections());
  return (server.address() as AddressInfo).port;
}

async function proving(t: Test, program: string) {
  const { signal } = new AbortController();
  const binary = await askBinary(program, process.env, signal);
  const text = (mode: string, server: string, passesTls = false): Text => {
    const lines = `defaults
    mode ${mode}
    timeout connect 2s
    timeout client 5s
    timeout server 5s
frontend fe
    bind :80
    default_backend be
backend be
    server s1 ${server}
`;
    const configuration = readConfiguration([{ name: 'haproxy.cfg', text: lines }], new Map(), binary.version);
    const model = readModel(configuration, binary.version);
    const subjects = [{ proxy: 'be', server: 's1', hosts: [{ host, header: host }], passesTls }];
    return { configuration, model, subjects };
  };
  const prove = (more: Pick<Case, 'after'> & Partial<Case>) =>
    show(
      {
        before: null,
        changes: [],
        parts: [],
        request: { method: 'GET', path: '/' },
        isFine: (status) => status < 400,
        hopeless: false,
        gentle: false,
        partial: [],
        ...more,
      },
      { binary, signal },
    );
  return { text, prove, t };
}

onHaproxy(['3.2'], async (t, _, program) => {
  t.jobs = 4;
  const { text, prove } = await proving(t, program);

  void t.test('a page that is another without a directive', { buffered: true }, async (t) => {
    const pem = await usersCertificate();
    let hits = 0;
    const server = createHttps({ key: pem, cert: pem }, (request, response) => {
      hits += 1;
      const socket = request.socket as unknown as { servername: string | false };
      // The page of /time is never the same twice.
      response.end(request.url === '/time' ? `${hits}` : `the site ${socket.servername || 'of nobody'}`);
    });
    const port = await listen(t, server);
    const named = text('http', `127.0.0.1:${port} ssl verify none sni str(${host})`);
    const parts = [
      { directive: `sni str(${host})`, server: `127.0.0.1:${port} ssl verify none no-ssl-reuse` },
      { directive: 'weight 1', server: `127.0.0.1:${port} ssl verify none sni str(${host}) weight 2` },
    ].map(({ directive, server }) => ({
      directive,
      requested: false,
      without: async () => ({ text: text('http', server), unsafe: null }),
    }));
    const { ablation, proved } = await prove({ after: named, parts });
    t.equal(proved, true);
    t.match(ablation, [
      { needed: true, servers: ['be/s1'], without: { unsafe: 'clients get another page', traffic: [{ status: 200 }] } },
      { needed: false, servers: [] },
    ]);
    const changing = await prove({ after: named, parts, request: { method: 'GET', path: '/time' } });
    t.match(changing.ablation, [{ needed: false }, { needed: false }], 'what changes by itself says nothing');
  });

  void t.test('HAProxy uses its connections again', { buffered: true }, async (t) => {
    let [requests, connections] = [0, 0];
    const server = createHttp((_, response) => {
      requests += 1;
      response.end('here');
    });
    server.on('connection', () => {
      connections += 1;
    });
    const port = await listen(t, server);
    const result = await prove({ after: text('http', `127.0.0.1:${port}`) });
    t.match(result, {
      proved: true,
      after: { servers: [{ check: { up: null }, traffic: [{ status: 200, requests: 4 }] }] },
    });
    t.equal(requests, 4);
    t.ok(connections < requests, `${connections} connections`);
  });

  void t.test('a passthrough that speaks no HTTP', { buffered: true }, async (t) => {
    const backend = await fixture('imaps')?.start({ host });
    if (!backend) throw new Error('no imaps');
    t.teardown(() => backend.close());
    const server = `127.0.0.1:${backend.port}`;
    const traffic = async (passesTls: boolean) =>
      (await prove({ after: text('tcp', server, passesTls) })).after.servers[0]?.traffic;
    t.same(await traffic(true), [{ host, status: null, requests: 2, termination: '--' }]);
    const result = await prove({ after: text('tcp', `${server} ssl verify none`, true) });
    t.equal(result.proved, true, 'where HAProxy speaks TLS to the server its clients do not');
  });

  void t.test('a passthrough to nobody', { buffered: true }, async (t) => {
    const result = await prove({ after: text('tcp', '127.0.0.1:1', true) });
    t.equal(result.proved, false);
    t.match(result.after.servers[0]?.traffic, [{ status: null, requests: 2 }]);
    t.notMatch(result.after.servers[0]?.traffic, [{ termination: String }]);
  });

  void t.test('what HAProxy refuses as it is can be what is mended', { buffered: true }, async (t) => {
    const backend = await fixture('healthy-tls')?.start({ host });
    if (!backend) throw new Error('no backend');
    t.teardown(() => backend.close());
    const server = `127.0.0.1:${backend.port} ssl check`;
    const result = await prove({ before: text('http', server), after: text('http', `${server} verify none`) });
    t.equal(result.proved, true);
    t.equal(result.before, null);
    t.match(result.partial.join(), /As it is HAProxy does not start: haproxy\.cfg:10: .*verify is enabled by default/);
    const refused = prove({ after: text('http', server) });
    await t.rejects(refused, { name: 'Fatal', message: /refuses the configuration: haproxy\.cfg:10: / });
  });

  void t.test('whatever comes, where nothing is known to help', { buffered: true }, async (t) => {
    const port = await listen(
      t,
      createHttp((_, response) => response.end()),
    );
    const result = await prove({ after: text('http', `127.0.0.1:${port}`), hopeless: true });
    t.equal(result.proved, false);
  });
});
