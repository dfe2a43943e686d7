import fc from 'fast-check';
import t from 'tap';
import { type Judgement, judge } from '../../../src/haproxy/syntax/condition.ts';
import { grammarOf } from '../../../src/haproxy/syntax/grammar.ts';
import { tokenize } from '../../../src/haproxy/syntax/tokenize.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import { onEveryHaproxy, readByHaproxy } from './real.ts';

const variables: Record<string, string> = { EMPTY: '', V: 'v', LIST: 'x,y' };

const argument = fc.constantFrom(
  ...[
    'a',
    'b',
    '"a"',
    "'a'",
    '\\,',
    ' a',
    'a ',
    '"$V"',
    'v',
    '"$EMPTY"',
    '',
    '"\'x,y\'"',
    '"\'$LIST\'"',
    '\\\\',
    'a\\',
  ],
  ...["'\\'", '"a b"', 'a b', '\\"a\\"', '\\n'],
);
const version = fc.constantFrom(
  ...['2', '2.6', '2.8', '3.0', '3.2', '3.4', '2.6.12', '2.8.25', '3.0.11', '3.2.26', '3.4.7', '3.5-dev1', '2.6.12-1'],
  ...['3.0-rc2', '2.8.25-0', '3.', 'x', '', '3.2.26.0', '2.6.12-pre1', '3-1', '3.4.7-dev', '3.0.11-a-2', '-1', '2..8'],
);
const number = fc.constantFrom('0', '1', '-1', '0x1', '00', '7', '1 ', ' 0', '0x', '+0');
const other = fc.constantFrom(
  ...['defined', 'foo', '', 'streq', 'streq(a', 'defined (V)', ')', 'strneq(a,b,c)', '&', 'feature(OPENSSL)'],
  ...['feature(NOSUCH)', 'Defined(V)', 'strstr(ab,b)', 'enabled(NOSUCH)', 'defined(V)', 'defined( V)', 'defined(NONE)'],
);

const joined = (parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((texts) => texts.join(''));
const { condition } = fc.letrec<{ condition: string; term: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    tie('term'),
    joined([tie('term'), fc.constantFrom('&&', '||', ' && ', '|| '), tie('condition')]),
  ),
  term: fc.oneof(
    { maxDepth: 4 },
    number,
    joined([fc.constantFrom('version_atleast(', 'version_before('), version, fc.constant(')')]),
    joined([fc.constantFrom('streq(', 'strneq('), argument, fc.constant(','), argument, fc.constant(')')]),
    other,
    joined([fc.constantFrom('!', '! '), tie('term')]),
    joined([fc.constantFrom('(', '( '), tie('condition'), fc.constant(')')]),
  ),
}));

/** The same conditions on every run. */
const samples = [...new Set(fc.sample(condition, { seed: 20240502, numRuns: 1500 }))];

function judged(branch: string): { text: string; judgement: Judgement }[] {
  const version = parseVersion(branch);
  return samples.flatMap((text) => {
    const { words, fault } = tokenize(`.if ${text}`, (name) => variables[name], grammarOf(version));
    if (fault) return [];
    const merged = words.slice(1).map((word) => word.text);
    return [{ text, judgement: judge(merged.join(' '), { version, isDefined: (name) => name in variables }) }];
  });
}

t.test('real HAProxy takes the same branches', async (t) => {
  await onEveryHaproxy(t, async (t, branch, tool) => {
    const lines = judged(branch).filter(({ judgement }) => judgement.faults.length === 0);
    const blocks = lines.map(
      ({ text }, i) => `.if ${text}\n.notice "${i} true"\n.else\n.notice "${i} false"\n.endif\n`,
    );
    const { messages } = await readByHaproxy(tool, { 'haproxy.cfg': `global\n${blocks.join('')}` }, variables);
    const real = Array.from(messages.matchAll(/'(\d+ (?:true|false))'/g), ([, said]) => said);
    t.strictSame(
      lines.map(({ judgement }, i) => `${i} ${judgement.truth}`),
      real,
      `${lines.length} conditions`,
    );
  });
});

t.test('real HAProxy refuses the same conditions', async (t) => {
  await onEveryHaproxy(t, async (t, branch, tool) => {
    const lines = judged(branch).filter(({ judgement }) => judgement.faults.length > 0);
    // Each ends the reading of its file.
    for (const { text } of lines.filter((_, i) => i % Math.ceil(lines.length / 25) === 0)) {
      const { exitCode } = await readByHaproxy(tool, { 'haproxy.cfg': `global\n.if ${text}\n.endif\n` }, variables);
      t.equal(exitCode, 1, text);
    }
  });
});
