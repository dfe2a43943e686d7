import type { Node, Regex } from './syntax.ts';

/** Where the whole and each capture begin and end; null: that capture took no part. */
export type Match = ({ start: number; end: number } | null)[];

/** It took too long to say; never leaves this file. */
class Exhausted extends Error {}

const mostSteps = 100_000;
const deepest = 1500;
const word = /\w/;

/**
 * Searches a text for a regular expression by backtracking, as PCRE does: the first way that fits counts.
 * @param regex the expression
 * @param text one character a byte
 * @param notStart the text is the rest of another: `^` does not match at its beginning
 * @returns where it matches; null: nowhere; undefined: not found out within the steps that it may take
 */
export function search(regex: Regex, text: string, notStart = false): Match | null | undefined {
  const run = new Run(regex, text, notStart);
  try {
    for (let start = 0; start <= text.length; start++) {
      const match = run.from(start);
      if (match) return match;
    }
    return null;
  } catch (error) {
    if (error instanceof Exhausted) return undefined;
    throw error;
  }
}

type Go = (at: number) => boolean;

class Run {
  private readonly regex: Regex;
  private readonly text: string;
  private readonly notStart: boolean;
  private captures: Match = [];
  private steps = 0;
  private depth = 0;

  constructor(regex: Regex, text: string, notStart: boolean) {
    this.regex = regex;
    this.text = text;
    this.notStart = notStart;
  }

  from(start: number): Match | null {
    this.captures = Array.from({ length: this.regex.groups + 1 }, () => null);
    let end = start;
    const found = this.match(this.regex.root, start, (at) => {
      end = at;
      return true;
    });
    if (!found) return null;
    this.captures[0] = { start, end };
    return this.captures;
  }

  private match(node: Node, at: number, go: Go): boolean {
    this.steps += 1;
    this.depth += 1;
    if (this.steps > mostSteps || this.depth > deepest) throw new Exhausted();
    const found = this.step(node, at, go);
    this.depth -= 1;
    return found;
  }

  private step(node: Node, at: number, go: Go): boolean {
    switch (node.kind) {
      case 'one':
        return node.has.has(this.text.charCodeAt(at)) && go(at + 1);
      case 'all':
        return this.parts(node.parts, 0, at, go);
      case 'any':
        return node.choices.some((choice) => this.match(choice, at, go));
      case 'group':
        return this.group(node, at, go);
      case 'repeat':
        return this.repeat(node, at, go);
      case 'edge':
        return this.edge(node.at, at) && go(at);
      case 'look':
        return this.look(node, at, go);
      case 'again':
        return this.again(node.number, at, go);
    }
  }

  private parts(parts: Node[], i: number, at: number, go: Go): boolean {
    const part = parts[i];
    if (!part) return go(at);
    return this.match(part, at, (next) => this.parts(parts, i + 1, next, go));
  }

  private group({ number, body }: Node & { kind: 'group' }, at: number, go: Go): boolean {
    if (number === null) return this.match(body, at, go);
    const before = this.captures[number] ?? null;
    const found = this.match(body, at, (end) => {
      const inner = this.captures[number] ?? null;
      this.captures[number] = { start: at, end };
      if (go(end)) return true;
      this.captures[number] = inner;
      return false;
    });
    if (!found) this.captures[number] = before;
    return found;
  }

  private repeat(node: Node & { kind: 'repeat' }, at: number, go: Go): boolean {
    if (node.possessive) {
      const before = [...this.captures];
      const end = this.alone({ ...node, possessive: false }, at);
      if (end !== null && go(end)) return true;
      this.captures = before;
      return false;
    }
    // One character at a time needs no recursion: texts may be long.
    if (node.body.kind === 'one') return this.repeatOne(node, node.body.has, at, go);
    return this.round(node, 0, at, go);
  }

  private repeatOne(node: Node & { kind: 'repeat' }, has: ReadonlySet<number>, at: number, go: Go): boolean {
    const most = Math.min(node.most, this.text.length - at);
    if (!node.greedy) {
      for (let count = 0; count <= most; count++) {
        this.count();
        if (count >= node.least && go(at + count)) return true;
        if (!has.has(this.text.charCodeAt(at + count))) return false;
      }
      return false;
    }
    let count = 0;
    while (count < most && has.has(this.text.charCodeAt(at + count))) count += 1;
    this.steps += count / 16;
    for (; count >= node.least; count--) {
      this.count();
      if (go(at + count)) return true;
    }
    return false;
  }

  private round(node: Node & { kind: 'repeat' }, done: number, at: number, go: Go): boolean {
    const again = () =>
      done < node.most &&
      this.match(node.body, at, (next) => {
        // A round that takes nothing is the last one.
        if (next === at && done + 1 >= node.least) return go(next);
        return this.round(node, done + 1, next, go);
      });
    if (done < node.least) return again();
    return node.greedy ? again() || go(at) : go(at) || again();
  }

  /** Matches by itself, and gives nothing back afterwards. */
  private alone(node: Node, at: number): number | null {
    let end: number | null = null;
    this.match(node, at, (next) => {
      end = next;
      return true;
    });
    return end;
  }

  private look({ body, negated }: Node & { kind: 'look' }, at: number, go: Go): boolean {
    const before = [...this.captures];
    const found = this.alone(body, at) !== null;
    if (negated) this.captures = before;
    if (found !== negated && go(at)) return true;
    this.captures = before;
    return false;
  }

  private again(number: number, at: number, go: Go): boolean {
    const capture = this.captures[number];
    if (!capture) return false;
    const text = this.text.slice(capture.start, capture.end);
    return this.text.startsWith(text, at) && go(at + text.length);
  }

  private edge(where: (Node & { kind: 'edge' })['at'], at: number): boolean {
    const { text } = this;
    if (where === 'start') return at === 0 && !this.notStart;
    if (where === 'very-start') return at === 0;
    if (where === 'very-end') return at === text.length;
    if (where === 'end') return at === text.length || (at === text.length - 1 && text[at] === '\n');
    const between = word.test(text[at - 1] ?? '') !== word.test(text[at] ?? '');
    return between === (where === 'word');
  }

  private count(): void {
    this.steps += 1;
    if (this.steps > mostSteps) throw new Exhausted();
  }
}
