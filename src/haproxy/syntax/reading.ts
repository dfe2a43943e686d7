import { Branches } from './branches.ts';
import { branch, message } from './directives.ts';
import { type Environment, environmentProblem } from './environment.ts';
import type { Grammar } from './grammar.ts';
import { wrong } from './header-problem.ts';
import { Headers } from './headers.ts';
import { lineEndProblem } from './line-end.ts';
import type { Lookup, Tokens } from './line-reader.ts';
import type { Surroundings } from './predicates.ts';
import { hasPrefix, prefixProblems } from './prefix.ts';
import { ProblemList } from './problem-list.ts';
import { scopeFault, scopeStart } from './scope.ts';
import { type SectionStart, sectionKeywords, sectionStart } from './sections.ts';
import { tokenize } from './tokenize.ts';
import type { ConfigFile, Line, Section, Statement, Word } from './tree.ts';
import { emptyWordProblem, faultProblem, type WordProblem, wordsThatCount } from './words.ts';

const byteOrderMark = '\xef\xbb\xbf';

/** One reading of all files of a configuration, line by line (haproxy v3.4.0 src/cfgparse.c, `parse_cfg`). */
export class Reading {
  sections: Section[] = [];
  problems = new ProblemList();
  #grammar: Grammar;
  #environment: Environment;
  #surroundings: Surroundings;
  #lookup: Lookup;
  #branches = new Branches();
  #headers: Headers;
  #keywords: ReadonlyMap<string, SectionStart>;
  /** Where it is. */
  #file = '';
  #line = 0;
  /** How many bytes HAProxy has made room for in this file. */
  #room = 0;
  /** Variables that were missed already. */
  #missed = new Set<string>();
  /** How many more characters variables may put in: one that is set to itself twice over and again has no end. */
  #budget: number;

  /**
   * @param grammar of the version that reads
   * @param environment changed by what the `global` sections say
   * @param length of all files
   */
  constructor(grammar: Grammar, environment: Environment, length: number) {
    this.#grammar = grammar;
    this.#environment = environment;
    this.#budget = 4 * length + 2 ** 24;
    this.#surroundings = { version: grammar.version, isDefined: (name) => environment.isDefined(name) };
    this.#lookup = (name) => this.#value(name);
    this.#headers = new Headers(grammar.version);
    this.#keywords = sectionKeywords(grammar.version);
  }

  /**
   * Reads a file. Neither sections nor branches go on in the next one (measured).
   * @param file the file
   */
  readFile(file: ConfigFile): void {
    this.#file = file.name;
    this.#room = 0;
    this.problems.beginFile(file.name);
    let isCut = false;
    for (const line of file.lines) {
      this.#line = line.number;
      // HAProxy goes no further than the first cut, so that there is only one.
      const problem: WordProblem | null = isCut ? null : lineEndProblem(line, this.#grammar);
      isCut ||= problem !== null;
      if (problem) this.#report(problem);
      this.#readLine(line);
    }
    const open = this.#branches.open;
    if (open !== undefined) {
      this.#line = open;
      this.#report({ column: 0, word: '.if', message: 'this .if has no .endif in its file', severity: 'fatal' });
    }
    this.#branches.endFile();
  }

  #readLine({ raw }: Line): void {
    const scope = scopeStart(raw);
    if (scope >= 0) {
      const fault = scopeFault(raw, scope);
      if (fault) this.#report(faultProblem(raw, fault));
      return;
    }
    const tokens = tokenize(raw, this.#lookup, this.#grammar);
    if (tokens.fault) this.#report(faultProblem(raw, tokens.fault));
    else this.#readTokens(raw, tokens);
  }

  #readTokens(raw: string, tokens: Tokens): void {
    this.#makeRoom(raw, tokens);
    const [first] = tokens.words;
    if (!first) return;
    if (first.text.startsWith('.')) {
      this.#readDirective(raw, tokens);
      return;
    }
    if (this.#branches.skips) return;
    const empty = emptyWordProblem(tokens, this.#grammar);
    if (empty) this.#reportHere(empty);
    const words = wordsThatCount(tokens);
    if (tokens.unset) this.#missAll(words);
    if (words.length > 0) this.#readWords(words);
  }

  /**
   * HAProxy reads a line again where it has no room for its words yet, and has by then overwritten the closing braces of
   * defaults (measured on all five builds: the first line of a file, and each that is the first to need 1024 bytes more).
   */
  #makeRoom(raw: string, { size, defaulted }: Tokens): void {
    if (size <= this.#room) return;
    if (defaulted >= 0) {
      const longest = this.#room === 0 ? 'on the first line of a file' : `on a line of more than ${this.#room} bytes`;
      const message = `HAProxy cannot read a default in braces ${longest}: it finds no closing brace`;
      this.#report(faultProblem(raw, { at: defaulted, message }));
    } else {
      this.#room = Math.ceil(size / 1024) * 1024;
    }
  }

  #readDirective(raw: string, { words, unset }: Tokens): void {
    if (unset && !this.#branches.skips) this.#missAll(words);
    const problems = branch({ words, raw, line: this.#line }, this.#branches, this.#surroundings);
    if (problems) for (const problem of problems) this.#report(problem);
    else if (!this.#branches.skips) for (const problem of message(words, this.#surroundings)) this.#reportHere(problem);
  }

  #readWords(words: Word[]): void {
    const counted = this.#withoutByteOrderMark(words);
    const prefixed = hasPrefix(counted);
    if (prefixed) for (const problem of prefixProblems(counted, this.#grammar.version)) this.#reportHere(problem);
    const rest = prefixed ? counted.slice(1) : counted;
    const start = sectionStart(rest[0]?.text ?? '', this.#keywords);
    // A header belongs to no section before it, whichever that is.
    if (start) this.#beginSection(start, this.#statement(rest, this.#branches.doubt));
    else this.#addLine(this.#statement(counted, this.#branches.uncertain));
  }

  #statement(words: Word[], uncertain: string | undefined): Statement {
    const at = { file: this.#file, line: this.#line };
    return uncertain === undefined ? { words, at } : { words, at, uncertain };
  }

  #beginSection({ keyword, problem }: SectionStart, header: Statement): void {
    const [first] = header.words;
    if (problem && first) this.#reportHere(wrong(first, problem.message, problem.severity));
    else for (const found of this.#headers.check(keyword, header)) this.#reportHere(found);
    const section = { keyword, header, lines: [] };
    this.sections.push(section);
    this.#branches.begin(section);
  }

  #addLine(line: Statement): void {
    const candidates = this.#branches.candidates;
    const [first] = line.words;
    if (first && !first.unset && candidates.every((section) => section === null))
      this.#reportHere(wrong(first, 'no section has begun, and this begins none'));
    for (const section of candidates) section?.lines.push(line);
    if (!candidates.some((section) => section?.keyword === 'global')) return;
    const problem = environmentProblem(line.words, this.#grammar.version);
    if (problem) this.#reportHere(problem);
    else this.#environment.apply(line.words, line.uncertain !== undefined);
  }

  /** HAProxy takes it for part of the first word, so that no section begins there. */
  #withoutByteOrderMark(words: Word[]): Word[] {
    const [first, ...others] = words;
    if (this.#line > 1 || !first?.text.startsWith(byteOrderMark)) return words;
    this.#reportHere(wrong(first, 'the file begins with a byte order mark, which HAProxy takes for part of this word'));
    return [{ ...first, text: first.text.slice(byteOrderMark.length) }, ...others];
  }

  #value(name: string): string | undefined {
    const value = name.startsWith('.') ? this.#pseudo(name) : this.#environment.get(name);
    this.#budget -= value?.length ?? 0;
    return this.#budget < 0 ? undefined : value;
  }

  #pseudo(name: string): string | undefined {
    if (name === '.LINE') return String(this.#line);
    if (name === '.FILE') return this.#file;
    const header = this.#branches.candidates[0]?.header;
    return header && (header.words[1] ?? header.words[0])?.text;
  }

  #missAll(words: readonly Word[]): void {
    for (const { unset = [], start } of words) for (const name of unset) this.#miss(name, start);
  }

  #miss(name: string, start: number): void {
    if (this.#missed.has(name) || this.#environment.isDefined(name) !== false) return;
    this.#missed.add(name);
    const message = 'this environment variable is not set here: what stands in its place is not known';
    this.#reportHere({ column: start + 1, word: name, message, severity: 'warning' });
  }

  #report(problem: WordProblem): void {
    this.problems.add(this.#line, problem);
  }

  /** What stands in a line that HAProxy may pass over may not matter to it. */
  #reportHere(problem: WordProblem): void {
    this.problems.add(this.#line, problem, this.#branches.doubt);
  }
}
