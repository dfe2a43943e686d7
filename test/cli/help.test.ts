import t from 'tap';
import { run } from './run.ts';

for (const argv of [['--help'], ['probe', '--help'], ['check', '--help'], ['matrix', '--help'], ['lab', '--help']]) {
  t.test(argv.join(' '), async (t) => {
    const { code, stdout, stderr } = await run(argv);
    t.equal(code, 0);
    t.equal(stderr, '');
    t.matchSnapshot(stdout);
    t.same(
      stdout.split('\n').filter((line) => line.length > 80),
      [],
    );
    t.notMatch(stdout, /[^\n\x20-\x7e]/);
  });
}

t.test('what people write out of habit', async (t) => {
  const { stdout: general } = await run(['--help']);
  const { stdout: probe } = await run(['probe', '--help']);
  for (const argv of [['-h'], ['help'], ['help', 'me']])
    t.match(await run(argv), { code: 0, stdout: general, stderr: '' });
  for (const argv of [
    ['probe', '-h'],
    ['help', 'probe'],
  ])
    t.match(await run(argv), { code: 0, stdout: probe, stderr: '' });
});

t.test('shell completion', async (t) => {
  const { code, stdout } = await run(['completion']);
  t.equal(code, 0);
  t.match(stdout, /--get-yargs-completions/);
  const words = await run(['--get-yargs-completions', 'sni-doctor', 'pr']);
  t.match(words.stdout, /^probe/m);
});
