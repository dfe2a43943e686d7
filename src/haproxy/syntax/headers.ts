import type { HaproxyVersion } from '../versions.ts';
import { ProxyHeaders } from './proxy-header.ts';
import { checkSectionHeader } from './section-header.ts';
import type { Place, Statement } from './tree.ts';
import type { WordProblem } from './words.ts';

/** The headers of a configuration in their order. */
export class Headers {
  #proxies: ProxyHeaders;
  /** Places of other sections, by keyword and name. */
  #seen = new Map<string, Place>();

  /**
   * @param version who reads
   */
  constructor(version: HaproxyVersion) {
    this.#proxies = new ProxyHeaders(version);
  }

  /**
   * Checks what HAProxy checks of a header as soon as it reads it.
   * @param keyword of the section
   * @param header its line
   * @returns what is wrong with it
   */
  check(keyword: string, header: Statement): WordProblem[] {
    // A name that is not known can be neither wrong nor the same as another.
    if (header.words.some(({ unset }) => unset)) {
      if (keyword === 'defaults') this.#proxies.addUnknownDefaults(header.at);
      return [];
    }
    if (!/^(?:defaults|frontend|backend|listen)$/.test(keyword)) return checkSectionHeader(keyword, header, this.#seen);
    return this.#proxies.check(keyword, header, this.#seen.get(`log-forward ${header.words[1]?.text ?? ''}`));
  }
}
