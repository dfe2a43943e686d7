import { existsSync, linkSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import t from 'tap';
import { evidence } from '../report/formats/sample.ts';
import { run } from './run.ts';

/** A port that counts who comes, and sends them away. */
async function counted() {
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as { port: number };
  return { target: `127.0.0.1:${port}`, connections: () => connections };
}

t.test('what cannot be written is said before anything is sent', async (t) => {
  const { target, connections } = await counted();
  const folder = t.testdir({ 'here.json': '' });
  const cases: [argv: string[], message: RegExp][] = [
    [
      ['--output', `${folder}/none/x`, '--save', `${folder}/e.json`],
      /none\/x: cannot be written: no such file or folder/,
    ],
    [['--save', folder], /cannot be written: is a folder/],
    [['--output', `${folder}/here.json/x`], /part of the path is no folder/],
  ];
  for (const [argv, message] of cases) {
    const { code, stdout, stderr } = await run(['probe', target, ...argv]);
    t.match({ code, stdout, stderr }, { code: 3, stdout: '', stderr: message });
  }
  t.equal(connections(), 0);
  t.same(readdirSync(folder), ['here.json']);
});

t.test('one file cannot take two things', async (t) => {
  const { target, connections } = await counted();
  const folder = t.testdir({ a: { 'one.json': JSON.stringify(evidence()) } });
  symlinkSync('a', `${folder}/b`);
  symlinkSync('one.json', `${folder}/a/link`);
  linkSync(`${folder}/a/one.json`, `${folder}/a/twin`);
  for (const other of ['a/one.json', 'b/one.json', 'a/link', 'a/twin']) {
    const two = ['--output', `${folder}/a/one.json`, '--save', `${folder}/${other}`];
    t.match(await run(['probe', target, ...two]), { code: 2, stderr: /--output and --save name the same file/ });
    const over = ['--from', `${folder}/a/one.json`, '--output', `${folder}/${other}`];
    t.match(await run(['probe', ...over]), { code: 2, stderr: /--output and --from name the same file/ });
  }
  t.same(JSON.parse(readFileSync(`${folder}/a/one.json`, 'utf8')), evidence());
  t.equal(connections(), 0);
});

t.test('evidence is kept where the result cannot be, and not the other way round', async (t) => {
  const folder = t.testdir({ 'one.json': JSON.stringify(evidence()) });
  const argv = ['probe', '--from', `${folder}/one.json`, '--haproxy-version', '2.6', '--format', 'json'];
  const lost = await run([...argv, '--output', '/dev/full', '--save', `${folder}/kept.json`]);
  t.match(lost, { code: 3, stderr: '/dev/full: cannot be written: the disk is full' });
  t.same(JSON.parse(readFileSync(`${folder}/kept.json`, 'utf8')), evidence());
  t.match(await run([...argv, '--save', '/dev/full', '--output', `${folder}/result.json`]), { code: 3 });
  t.notOk(existsSync(`${folder}/result.json`));
});
