import { readHost } from './host.ts';
import type { HostSink } from './sink.ts';
import { type ZoneEntry, zoneEntries } from './zone-entries.ts';

/** Types of records whose owners are hosts that can be asked; by number as of RFC 3597 too. */
const hostTypes = new Set([
  'A',
  'AAAA',
  'CNAME',
  'ALIAS',
  'ANAME',
  'HTTPS',
  'SVCB',
  'TYPE1',
  'TYPE5',
  'TYPE28',
  'TYPE64',
  'TYPE65',
]);

/**
 * Reads the names of a master file (RFC 1035, section 5): the owners of A, AAAA, CNAME, ALIAS, ANAME, HTTPS and SVCB
 * records of class IN. Wildcards, and names with a label that begins with an underscore (`_acme-challenge`), are left
 * out and said. Without `$ORIGIN`, names are relative to the owner of the SOA record, the top of the zone (RFC 1034,
 * section 4.2.1).
 * @param text the file; a byte order mark is let pass
 * @param sink takes what it says; a host once for each of its records
 */
export function readZone(text: string, sink: HostSink): void {
  const zone = new Zone(sink);
  for (const entry of zoneEntries(text.replace(/^\ufeff/, ''))) {
    if ('wrong' in entry) sink.problem({ line: entry.line, message: entry.wrong });
    else zone.entry(entry);
  }
  zone.end();
}

class Zone {
  readonly #sink: HostSink;
  /** Absolute, without the dot of the root at its end; null: none was given. */
  #origin: string | null = null;
  /** As it was written, with the origin of then. */
  #owner: { name: string; absolute: string | null } | null = null;
  #relative: { line: number; name: string; count: number } | null = null;

  constructor(sink: HostSink) {
    this.#sink = sink;
  }

  entry(entry: ZoneEntry): void {
    const { words, line, inherits } = entry;
    const first = words[0]?.text ?? '';
    if (!inherits && /^\$/.test(first)) {
      this.#control(first.toUpperCase(), words[1]?.text ?? '', line);
      return;
    }
    if (!inherits) this.#owner = { name: first, absolute: this.#absolute(first) };
    const type = typeOf(words.slice(inherits ? 0 : 1).map(({ text }) => text));
    // The zone's own name, which is what relative names are below unless the file says otherwise, is that of its SOA.
    if (type === 'SOA') this.#origin ??= this.#owner?.absolute ?? null;
    if (type === null || !hostTypes.has(type)) return;
    if (this.#owner === null)
      this.#sink.problem({ line, message: `no record stands before this one, whose name it takes` });
    else this.#host(this.#owner, line);
  }

  /** What a file without any `$ORIGIN` leaves open is one thing to say, not one for each line. */
  end(): void {
    if (this.#relative === null) return;
    const { line, name, count } = this.#relative;
    const more = count > 1 ? ` (and ${count - 1} more)` : '';
    const message = `${JSON.stringify(name.slice(0, 80))}${more} stands below a zone that the file does not name: begin it with "$ORIGIN example.test."`;
    this.#sink.problem({ line, message });
  }

  #control(control: string, argument: string, line: number): void {
    if (control === '$TTL') return;
    if (control === '$ORIGIN' && argument !== '') {
      const origin = this.#absolute(argument);
      if (origin !== null) this.#origin = origin;
      else this.#sink.problem({ line, message: `$ORIGIN ${argument.slice(0, 80)} does not end in a dot` });
      return;
    }
    const why: Record<string, string> = {
      $INCLUDE: `the file ${JSON.stringify(argument.slice(0, 80))} is not read: give it to --hosts as well`,
      $GENERATE: 'the names that it stands for are not made: give them in a list',
      $ORIGIN: 'a name is missing behind it',
    };
    this.#sink.problem({ line, message: `${control.slice(0, 20)}: ${why[control] ?? 'this is not known'}` });
  }

  #absolute(name: string): string | null {
    if (name === '.') return '';
    if (/(?:^|[^\\])(?:\\\\)*\.$/.test(name)) return name.slice(0, -1);
    if (this.#origin === null) return null;
    if (name === '@') return this.#origin;
    return this.#origin === '' ? name : `${name}.${this.#origin}`;
  }

  #host({ name, absolute }: { name: string; absolute: string | null }, line: number): void {
    if (absolute === null) {
      this.#relative ??= { line, name, count: 0 };
      this.#relative.count += 1;
      return;
    }
    const host = unescaped(absolute);
    if (host === null || host === '')
      this.#sink.problem({ line, message: `${JSON.stringify(absolute.slice(0, 80) || '.')} is no host name` });
    else if (/^\*(?:\.|$)/.test(host)) this.#sink.aside('wildcard', host);
    else if (/(?:^|\.)_/.test(host)) this.#sink.aside('service-label', host);
    else {
      try {
        this.#sink.host(readHost(host, this.#sink));
      } catch (error) {
        this.#sink.problem({ line, message: (error as Error).message });
      }
    }
  }
}

/** TTL and class may stand before the type in either order; null: it is of another class, or has no type. */
function typeOf(words: readonly string[]): string | null {
  for (const word of words.slice(0, 3)) {
    const upper = word.toUpperCase();
    if (upper === 'CH' || upper === 'HS' || upper === 'CS') return null;
    if (upper !== 'IN' && !/^\d[\dSMHDW]*$/.test(upper)) return upper;
  }
  return null;
}

/** Escapes put in; null: a dot or something that no name of a host holds is among them. */
function unescaped(name: string): string | null {
  let strange = false;
  const text = name.replace(/\\(?:(\d{3})|([\s\S]?))/g, (_, decimal: string | undefined, other: string | undefined) => {
    const character = decimal === undefined ? (other ?? '') : String.fromCharCode(Number(decimal));
    strange ||= !/^[A-Za-z\d_-]$/.test(character);
    return character;
  });
  return strange ? null : text;
}
