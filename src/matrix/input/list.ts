import { isIpLiteral } from '../../host-name.ts';
import { readHost } from './host.ts';
import type { HostSink } from './sink.ts';

/**
 * Reads a line of a list: one host. Comments begin with `#` or `;` at the start of the line or behind a blank. A line
 * that begins with an IP address and goes on is one as of `/etc/hosts`: its names are the hosts, the address is left
 * out, and that is said. Any other line of several words is none of hosts.
 * @param text the line, without its line end
 * @param line its number, from 1
 * @param sink takes what it says
 */
export function readListLine(text: string, line: number, sink: HostSink): void {
  const words = wordsOf(text);
  const [first = '', second] = words;
  if (second !== undefined) {
    if (!isIpLiteral(first)) {
      const shown = JSON.stringify(words.join(' ').slice(0, 80));
      sink.problem({ line, message: `${shown} is more than one word: a line is one host` });
      return;
    }
    sink.aside('hosts-file', words.join(' '));
    words.shift();
  }
  for (const word of words) {
    try {
      sink.host(readHost(word, sink));
    } catch (error) {
      sink.problem({ line, message: (error as Error).message });
    }
  }
}

/**
 * The words of a line, without its comment.
 * @param text a line
 * @returns words without blanks; none: there is nothing but a comment
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(/\S+/g)) {
    if (word.startsWith('#') || word.startsWith(';')) break;
    words.push(word);
  }
  return words;
}
