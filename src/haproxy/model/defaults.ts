import type { Statement } from '../syntax/tree.ts';
import type { SectionKind } from './proxy-draft.ts';
import { bareScope, type Scope } from './scope.ts';

/** A section's header: its name, and the `defaults` that it names. */
export interface Heading {
  name: string;
  from: string | null;
}

/**
 * Reads the header of a `defaults`, `frontend`, `backend` or `listen` section (haproxy v3.4.0 src/cfgparse-listen.c:323-505).
 * What is wrong with it has been reported where the sections were told apart.
 * @param header its line
 * @returns its name, '' where there is none, and the name behind `from`
 */
export function readHeading({ words }: Statement): Heading {
  const [keyword, first, second, third] = words.map(({ text }) => text);
  if (keyword === 'defaults' && first === 'from' && second !== undefined && third === undefined)
    return { name: '', from: second };
  return { name: first ?? '', from: second === 'from' ? (third ?? null) : null };
}

/** Sections that inherit from one `defaults` so far, where it holds rules. */
type Heirs = 'frontend' | 'backend';

/**
 * Whether HAProxy lets a section inherit from a `defaults` that holds rules (haproxy v3.4.0 src/proxy.c,
 * `proxy_ref_defaults`; 2.5 and later, the first to allow such rules).
 * @param kind of the section
 * @param scope what it inherits
 * @param heirs kinds of proxies that have inherited the same rules; changed
 * @returns what is wrong; null: nothing
 */
export function wrongHeir(kind: SectionKind, scope: Scope, heirs: Map<unknown, Heirs>): string | null {
  const { requestRules, otherRules } = scope;
  const rules = otherRules.filter(({ keyword }) =>
    /^(?:http-(?:after-)?response|tcp-(?:request|response))$/.test(keyword),
  );
  const counted = rules.filter(({ words }) => words[0]?.text !== 'inspect-delay');
  if (requestRules.length === 0 && counted.length === 0) return null;
  if (kind === 'defaults' || kind === 'listen')
    return `a ${kind} section cannot inherit from a defaults section with rules`;
  const other = heirs.get(scope);
  if (other && other !== kind) return `a ${other} inherits from the same defaults section, which has rules`;
  heirs.set(scope, kind);
  const refusedHere = counted.find(({ keyword, words }) =>
    kind === 'backend'
      ? keyword === 'tcp-request' && /^(?:connection|session)$/.test(words[0]?.text ?? '')
      : keyword === 'tcp-response',
  );
  return refusedHere ? `a ${kind} cannot inherit "${refusedHere.keyword} ${refusedHere.words[0]?.text}"` : null;
}

/** The `defaults` sections so far, by name. */
export class DefaultsSections {
  #named = new Map<string, Scope>();
  #last: Scope = bareScope;

  /**
   * What a proxy inherits: from the section that it names, else from the last one, whether that has a name or not.
   * @param heading the proxy's
   * @returns the scope; where no section has the name HAProxy stops, and the last one serves here
   */
  forProxy({ from }: Heading): Scope {
    return (from === null ? null : this.#named.get(from)) ?? this.#last;
  }

  /**
   * @param name of a `defaults` section
   * @returns whether one of that name has been taken up
   */
  has(name: string): boolean {
    return this.#named.has(name);
  }

  /**
   * What a `defaults` section inherits: nothing unless it says `from`.
   * @param heading its own
   * @returns the scope
   */
  forDefaults({ from }: Heading): Scope {
    return (from === null ? null : this.#named.get(from)) ?? bareScope;
  }

  /**
   * Takes a `defaults` section up. It replaces the last one, and an earlier one of its name.
   * @param heading its own
   * @param scope what it hands on
   */
  add({ name }: Heading, scope: Scope): void {
    this.#last = scope;
    if (name !== '') this.#named.set(name, scope);
  }
}
