import t from 'tap';
import { readConfiguration } from '../../../src/haproxy/syntax/configuration.ts';
import type { Problem } from '../../../src/haproxy/syntax/tree.ts';
import { parseVersion } from '../../../src/haproxy/versions.ts';
import type { Tool } from '../../provision/tools.ts';
import { onEveryHaproxy, type RealReading, readByHaproxy } from './real.ts';
import { cases } from './refused-cases.ts';

const environment = { EMPTY: '' };

/** Many sections that real HAProxy refuses for want of lines in them, which is not looked at here. */
const wantsLines = /lacks a|no listener|total-max-size/;

async function ask(tool: Tool, texts: readonly string[]): Promise<RealReading> {
  return readByHaproxy(tool, Object.fromEntries(texts.map((text, i) => [`${i + 1}.cfg`, text])), environment);
}

function fatal(branch: string, texts: readonly string[]): Problem[] {
  const files = texts.map((text, i) => ({ name: `${i + 1}.cfg`, text }));
  const { problems } = readConfiguration(files, new Map(Object.entries(environment)), parseVersion(branch));
  return problems.filter(({ severity }) => severity === 'fatal');
}

t.test('real HAProxy refuses the same files, and names the same line', async (t) => {
  await onEveryHaproxy(t, async (t, branch, tool) => {
    for (let i = 0; i < cases.length; i += 2) {
      // Two at a time: most of what they take is the start of the program.
      const two = cases.slice(i, i + 2);
      const readings = await Promise.all(two.map((texts) => ask(tool, texts)));
      for (const [j, texts] of two.entries()) compare(texts, readings[j] as RealReading);
    }

    function compare(texts: readonly string[], { exitCode, messages }: RealReading): void {
      const problems = fatal(branch, texts);
      const name = JSON.stringify(texts.join(' / ')).slice(0, 120);
      t.equal(problems.length > 0, exitCode === 1 && !wantsLines.test(messages), `${name}: ${messages}`);
      const [first] = problems;
      // Of an .if without .endif HAProxy names the last line, and we the .if.
      if (!first || first.word === '.if') return;
      // Up to 3.0 it passes over a header with too much behind the name, and refuses the line that follows.
      const lines = [first.line, first.line + 1].map((line) => `[${first.file}:${line}]`);
      t.ok(
        lines.some((line) => messages.includes(line)),
        `${name} ${first.line}: ${messages}`,
      );
    }
  });
});
