import { bothCases, complement, escaped, lettered, named } from './classes.ts';
import { Cursor, Unread } from './cursor.ts';
import type { Node, Regex } from './syntax.ts';

const deepest = 60;

/**
 * Reads a regular expression as PCRE does, which every common build of HAProxy uses. What is rare (look-behind, Unicode
 * properties, recursion, conditions) is not read.
 * @param source the expression, one character a byte
 * @param ignoreCase `-i`
 * @returns its parts; null: it is not understood, or is none
 */
export function parseRegex(source: string, ignoreCase: boolean): Regex | null {
  const reader = new Reader(source, ignoreCase);
  try {
    const root = reader.choices(0);
    return reader.done ? { root, groups: reader.groups } : null;
  } catch (error) {
    if (error instanceof Unread) return null;
    throw error;
  }
}

class Reader {
  groups = 0;
  private readonly text: Cursor;
  private ignoreCase: boolean;
  private dotAll = false;

  constructor(source: string, ignoreCase: boolean) {
    this.text = new Cursor(source);
    this.ignoreCase = ignoreCase;
  }

  get done(): boolean {
    return this.text.done;
  }

  choices(depth: number): Node {
    if (depth > deepest) throw new Unread();
    const flags = [this.ignoreCase, this.dotAll] as const;
    const choices: Node[] = [];
    do choices.push(this.sequence(depth));
    while (this.text.take('|'));
    [this.ignoreCase, this.dotAll] = flags;
    return choices.length === 1 ? (choices[0] as Node) : { kind: 'any', choices };
  }

  private sequence(depth: number): Node {
    const parts: Node[] = [];
    while (!this.done && !this.text.sees('|') && !this.text.sees(')')) {
      const atom = this.atom(depth);
      if (atom) parts.push(this.repeated(atom));
    }
    return parts.length === 1 ? (parts[0] as Node) : { kind: 'all', parts };
  }

  /** null: options, which match nothing themselves. */
  private atom(depth: number): Node | null {
    const char = this.text.next();
    if (char === '(') return this.group(depth);
    if (char === '[') return this.set();
    if (char === '\\') return this.escape();
    if (char === '^') return { kind: 'edge', at: 'start' };
    if (char === '$') return { kind: 'edge', at: 'end' };
    if (char === '.') return this.one(complement(this.dotAll ? [] : [10]));
    if ('*+?'.includes(char)) throw new Unread();
    return this.one([char.charCodeAt(0)]);
  }

  private repeated(body: Node): Node {
    const bounds = this.bounds();
    if (!bounds) return body;
    // An assertion that is repeated means something else in each library.
    if (body.kind === 'edge' || body.kind === 'look') throw new Unread();
    const possessive = this.text.take('+');
    const greedy = possessive || !this.text.take('?');
    if (this.bounds()) throw new Unread();
    return { kind: 'repeat', body, ...bounds, greedy, possessive };
  }

  private bounds(): { least: number; most: number } | null {
    if (this.text.take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.text.take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.text.take('?')) return { least: 0, most: 1 };
    // `{,3}` is text to older releases of the library and a repetition to newer ones.
    if (this.text.match(/^\{,\d*\}/)) throw new Unread();
    const found = this.text.match(/^\{(\d{1,4})(,?)(\d{0,4})\}/);
    if (!found) return null;
    const least = Number(found[1]);
    const most = found[2] === '' ? least : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3]);
    if (most < least || least > 1000) throw new Unread();
    return { least, most };
  }

  private group(depth: number): Node | null {
    if (!this.text.take('?')) return this.captured(depth);
    const options = this.text.match(/^([is]*)(?:-([is]*))?([:)])/);
    if (options) return this.withOptions(options, depth);
    if (this.text.match(/^P?<[A-Za-z_]\w*>/)) return this.captured(depth);
    if (this.text.match(/^#[^)]*\)/)) return null;
    const how = this.text.next();
    if (how !== '=' && how !== '!' && how !== '>') throw new Unread();
    const body = this.closed(depth);
    if (how !== '>') return { kind: 'look', body, negated: how === '!' };
    // What is atomic is what is repeated once and gives nothing back.
    return { kind: 'repeat', body, least: 1, most: 1, greedy: true, possessive: true };
  }

  private captured(depth: number): Node {
    this.groups += 1;
    const number = this.groups;
    return { kind: 'group', number, body: this.closed(depth) };
  }

  private withOptions([, on = '', off = '', end]: RegExpExecArray, depth: number): Node | null {
    const before = [this.ignoreCase, this.dotAll] as const;
    if (on.includes('i')) this.ignoreCase = true;
    if (on.includes('s')) this.dotAll = true;
    if (off.includes('i')) this.ignoreCase = false;
    if (off.includes('s')) this.dotAll = false;
    // Without a body they hold until the group around them ends.
    if (end === ')') return null;
    const body = this.closed(depth);
    [this.ignoreCase, this.dotAll] = before;
    return { kind: 'group', number: null, body };
  }

  private closed(depth: number): Node {
    const body = this.choices(depth + 1);
    if (!this.text.take(')')) throw new Unread();
    return body;
  }

  private escape(): Node {
    const char = this.text.next();
    if (char === 'b' || char === 'B') return { kind: 'edge', at: char === 'b' ? 'word' : 'inside' };
    if (char === 'A') return { kind: 'edge', at: 'very-start' };
    if (char === 'z' || char === 'Z') return { kind: 'edge', at: char === 'z' ? 'very-end' : 'end' };
    if (char >= '1' && char <= '9') {
      if (this.text.match(/^\d/)) throw new Unread();
      return { kind: 'again', number: Number(char) };
    }
    return this.one(this.escapedMembers(char));
  }

  /** What a backslash and this character stand for, in and out of brackets. */
  private escapedMembers(char: string): readonly number[] {
    const small = lettered[char.toLowerCase()];
    if (small) return char in lettered ? small : complement(small);
    if (char === 'x') {
      const digits = this.text.match(/^[0-9A-Fa-f]{2}/)?.[0];
      if (digits === undefined) throw new Unread();
      return [Number.parseInt(digits, 16)];
    }
    const code = escaped[char];
    if (code !== undefined) return [code];
    if (/[A-Za-z0-9]/.test(char)) throw new Unread();
    return [char.charCodeAt(0)];
  }

  private set(): Node {
    const negated = this.text.take('^');
    const members: number[] = [];
    // A bracket that comes first is a member.
    let first = true;
    while (first || !this.text.sees(']')) {
      first = false;
      const from = this.member();
      const single = from.length === 1 ? (from[0] as number) : null;
      if (single === null || !this.text.sees('-') || this.text.sees('-]')) {
        members.push(...from);
        continue;
      }
      this.text.take('-');
      const to = this.member();
      if (to.length !== 1 || (to[0] as number) < single) throw new Unread();
      for (let code = single; code <= (to[0] as number); code++) members.push(code);
    }
    this.text.take(']');
    const cased = this.ignoreCase ? bothCases(members) : new Set(members);
    return { kind: 'one', has: negated ? new Set(complement(cased)) : cased };
  }

  private member(): readonly number[] {
    const posix = this.text.match(/^\[:(\^?)([a-z]+):\]/);
    if (posix) {
      const members = named[posix[2] ?? ''];
      if (!members) throw new Unread();
      return posix[1] === '' ? members : complement(members);
    }
    const char = this.text.next();
    if (char === '[' && (this.text.sees('.') || this.text.sees('=') || this.text.sees(':'))) throw new Unread();
    if (char !== '\\') return [char.charCodeAt(0)];
    const meant = this.text.next();
    return meant === 'b' ? [8] : this.escapedMembers(meant);
  }

  private one(members: Iterable<number>): Node {
    return { kind: 'one', has: this.ignoreCase ? bothCases(members) : new Set(members) };
  }
}
