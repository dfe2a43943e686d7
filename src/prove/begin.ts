import { printable } from '../report/escape.ts';
import type { Binary } from './binary.ts';
import { CannotProve } from './cannot.ts';
import { carry, placeKey, type Wanted } from './carry.ts';
import { type CarriedLine, placeText } from './carry-text.ts';
import { usersPem } from './folder-names.ts';
import { ConfigurationRefused, type SpawnedHaproxy, spawnHaproxy } from './spawn.ts';

/** How often lines are left out one after another. */
const tries = 20;

/** A HAProxy that does not take the lines under test. */
export class Fatal extends CannotProve {
  /** Its first complaint, with the place in the configuration that was carried over. */
  readonly complaint: string;

  /**
   * @param program the HAProxy
   * @param complaint its words
   */
  constructor(program: string, complaint: string) {
    super(`${program} refuses the configuration: ${complaint}`);
    this.name = 'Fatal';
    this.complaint = complaint;
  }
}

/** What is started. */
export type Script = Omit<Wanted, 'folder' | 'without'>;

/** A running HAProxy, and what had to be left out for it. */
export interface Begun {
  haproxy: SpawnedHaproxy;
  /** Whole sentences. */
  leftOut: string[];
}

/**
 * Starts a HAProxy with the backends under test. Lines beside them that it does not take away from the rest of the
 * configuration are left out.
 * @param binary which HAProxy
 * @param script what it is to run
 * @param pem certificate and key that clients are shown; '': none needs it
 * @param signal ends it
 * @returns the running HAProxy
 * @throws Fatal where it refuses the lines under test themselves; CannotProve where it cannot be started; the signal's
 *   reason when aborted
 */
export async function begin(binary: Binary, script: Script, pem: string, signal: AbortSignal): Promise<Begun> {
  const without = new Set<string>();
  const leftOut: string[] = [];
  for (let attempt = 1; ; attempt += 1) {
    let lines: CarriedLine[] = [];
    const content = (folder: string) => {
      lines = carry({ ...script, folder, without });
      const files: Record<string, string> = pem === '' ? {} : { [usersPem]: pem };
      return { configuration: lines.map(({ text }) => `${text}\n`).join(''), files };
    };
    try {
      return { haproxy: await spawnHaproxy(binary, content, signal), leftOut };
    } catch (error) {
      if (!(error instanceof ConfigurationRefused)) throw error;
      const complaints = error.alerts.map((alert) => complaintOf(alert, error.file, lines));
      const spare = complaints.flatMap(({ about, text }) =>
        about.flatMap(({ at, spare }) => (spare && at && !without.has(placeKey(at)) ? [{ at, text }] : [])),
      );
      if (spare.length === 0 || attempt === tries) {
        const [first] = complaints.filter(({ about }) => !about.some((line) => line.spare)).concat(complaints);
        throw new Fatal(binary.program, first?.text ?? 'it does not say why');
      }
      for (const { at, text } of spare) {
        if (without.has(placeKey(at))) continue;
        without.add(placeKey(at));
        leftOut.push(
          `Left out, since HAProxy refuses it away from the rest: ${text.startsWith(placeText(at)) ? text : `${placeText(at)}: ${text}`}.`,
        );
      }
    }
  }
}

interface Complaint {
  /** The lines that it is about; empty: that is not known. */
  about: CarriedLine[];
  text: string;
}

/** `parsing [/tmp/.../haproxy.cfg:12] : unknown keyword ...`, or `Proxy 'be': unable to find stick-table 'other'.` */
function complaintOf(alert: string, file: string, lines: readonly CarriedLine[]): Complaint {
  const [, inner] = alert.split(`[${file}:`);
  const words = inner === undefined ? alert : inner.replace(/^\d+\]\s*:?\s*/, '');
  const text = printable(words.replaceAll(file, 'the configuration'), 300).replace(/\.+$/, '');
  const line = lines[Number(/^\d+/.exec(inner ?? '')?.[0] ?? 0) - 1];
  if (!line) return { about: linesNaming(words, lines), text };
  return { about: [line], text: line.at ? `${placeText(line.at)}: ${text}` : text };
}

/** Where no line is given, a name in quotes may be that of something that was not carried over. */
function linesNaming(words: string, lines: readonly CarriedLine[]): CarriedLine[] {
  const names = [...words.matchAll(/'([\w.:-]+)'/g)].map(([, name]) => name);
  return lines.filter(({ text, spare }) => spare && text.split(/[^\w.:-]+/).some((word) => names.includes(word)));
}
