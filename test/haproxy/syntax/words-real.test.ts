import fc from 'fast-check';
import t, { type Test } from 'tap';
import { grammarOf } from '../../../src/haproxy/syntax/grammar.ts';
import type { Tokens } from '../../../src/haproxy/syntax/line-reader.ts';
import { tokenize } from '../../../src/haproxy/syntax/tokenize.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import type { Tool } from '../../provision/tools.ts';
import { pieces, variables } from './line-cases.ts';
import { onEveryHaproxy, readByHaproxy } from './real.ts';

/** The same lines on every run. */
const samples = fc
  .sample(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }), { seed: 20240501, numRuns: 2500 })
  .map((parts) => parts.join(''));

/** HAProxy gives a file up after 50 lines that it refuses. */
const mostRefused = 45;

const file = 'haproxy.cfg';

/** How HAProxy is asked: with `-dC` it shows words before it knows sections, in `.notice` it shows one. */
interface Way {
  start: string;
  section?: string;
}

const dump: Way = { start: 'x' };
const notice: Way = { start: '.notice ', section: 'global' };

function tokensOf(branch: string, line: string, number: number, section: string | undefined): Tokens {
  const pseudo = new Map([
    ['.LINE', String(number)],
    ['.FILE', file],
  ]);
  const lookup = (name: string) => (name === '.SECTION' ? section : (pseudo.get(name) ?? variables[name]));
  return tokenize(`${line}\n`, lookup, grammarOf(parseVersion(branch)));
}

/** The lines to ask about, behind a first one, each with our reading of it. */
function numbered(branch: string, way: Way, takes: (tokens: Tokens) => boolean): { line: string; tokens: Tokens }[] {
  const lines: { line: string; tokens: Tokens }[] = [];
  for (const sample of samples) {
    const line = `${way.start}${sample}`;
    const tokens = tokensOf(branch, line, lines.length + 2, way.section);
    if (takes(tokens)) lines.push({ line, tokens });
  }
  return lines;
}

const text = (lines: readonly { line: string }[]) => `global\n${lines.map(({ line }) => `${line}\n`).join('')}`;

/** Blanks at the end of a line are words that are empty: what counts of them stands before. */
const comparable = (output: string) => output.replace(/ +$/gm, '').split('\n');

async function compareWords(t: Test, branch: string, tool: Tool): Promise<void> {
  const lines = numbered(branch, dump, ({ fault }) => !fault);
  const { output } = await readByHaproxy(tool, { [file]: text(lines) }, variables, '-dC');
  // From 3.1 on the file is read twice.
  const real = comparable(output.slice(output.lastIndexOf('global \n')));
  const ours = lines.map(({ tokens }) => `\t${tokens.words.map(({ text }) => `${text} `).join('')}\n`);
  t.strictSame(comparable(`global \n${ours.join('')}`), real, `${lines.length} lines`);
}

/** Before 2.7 nothing shows all words; `.notice` says its first argument, or that there is a second. */
async function compareNotices(t: Test, branch: string, tool: Tool): Promise<void> {
  const lines = numbered(branch, notice, (tokens) => !tokens.fault && !said(tokens).includes('\n'));
  const { messages } = await readByHaproxy(tool, { [file]: text(lines) }, variables);
  const ours = lines.map(({ tokens }, i) => `:${i + 2}]: ${said(tokens)}`);
  const real = Array.from(messages.matchAll(/\[haproxy\.cfg(:\d+\]: .*?)(?: for '\.notice'\. Use quotes.*|\.)?$/gm));
  t.strictSame(
    ours,
    real.map(([, message]) => message),
    `${lines.length} lines`,
  );
}

function said({ words }: Tokens): string {
  const excess = words[2]?.text ?? '';
  return excess === '' ? `'${words[1]?.text ?? ''}'` : `Unexpected argument '${excess}'`;
}

t.test('real HAProxy takes lines apart into the same words', async (t) => {
  await onEveryHaproxy(t, (t, branch, tool) =>
    branch === '2.6' ? compareNotices(t, branch, tool) : compareWords(t, branch, tool),
  );
});

t.test('real HAProxy refuses the same lines, at the same character', async (t) => {
  await onEveryHaproxy(t, async (t, branch, tool) => {
    const lines = numbered(branch, dump, ({ fault }) => fault !== null).slice(0, mostRefused);
    const { messages } = await readByHaproxy(tool, { [file]: text(lines) }, variables, '-dC');
    const real = Array.from(messages.matchAll(/\[haproxy\.cfg:(\d+)\]: .* at position (\d+)/g), ([, line, column]) => [
      Number(line),
      Number(column),
    ]);
    const ours = lines.map(({ tokens }, i) => [i + 2, (tokens.fault?.at ?? -1) + 1]);
    t.strictSame(new Map(ours.map(([line, column]) => [line, column])), new Map(real.map(([a, b]) => [a, b])));
  });
});
