import { place } from '../haproxy/syntax/section-header.ts';
import { printable } from '../report/escape.ts';
import type { Binary } from './binary.ts';
import { CannotProve } from './cannot.ts';
import { carry, placeKey, type Wanted } from './carry.ts';
import type { CarriedLine } from './carry-text.ts';
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
      const spare = complaints.filter(({ line }) => line?.spare && line.at && !without.has(placeKey(line.at)));
      if (spare.length === 0 || attempt === tries) {
        const [first] = complaints.filter(({ line }) => !line?.spare).concat(complaints);
        throw new Fatal(binary.program, first?.text ?? 'it does not say why');
      }
      for (const { line, text } of spare) {
        if (!line?.at) continue;
        without.add(placeKey(line.at));
        leftOut.push(`Left out, since HAProxy refuses it away from the rest: ${text}`);
      }
    }
  }
}

interface Complaint {
  /** null: it names none of those that were carried over. */
  line: CarriedLine | null;
  text: string;
}

/** `parsing [/tmp/.../haproxy.cfg:12] : unknown keyword ...`, with the place that the line comes from. */
function complaintOf(alert: string, file: string, lines: readonly CarriedLine[]): Complaint {
  const inner = alert.split(`[${file}:`)[1];
  const number = Number(/^\d+/.exec(inner ?? '')?.[0] ?? 0);
  const line = lines[number - 1] ?? null;
  const words = inner === undefined ? alert : inner.replace(/^\d+\]\s*:?\s*/, '');
  const where = line?.at ? `${place(line.at)}: ` : '';
  return { line, text: where + printable(words.replaceAll(file, 'the configuration'), 300) };
}
