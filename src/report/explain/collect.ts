import type { ExplainResult } from '../../explain-types.ts';
import type { ScannedLine } from '../../haproxy/log/scan.ts';
import type { LogLine } from '../../log-types.ts';
import { keyOf } from './key.ts';
import { readLine } from './line.ts';
import { mayBeClient } from './prefilter.ts';
import { readPiece } from './read.ts';
import type { Reading } from './reading.ts';
import { type Group, notKnown, tell } from './tell.ts';

/** So many kinds that are not known are told apart; beyond, they are counted together. */
const mostUnknown = 20;
/** So many kinds that are known; HAProxy has far fewer, but what a backend answers is part of some of them. */
const mostKnown = 500;

/** So many names of servers are kept, of all kinds together: who writes a log can make them up. */
const mostNames = 100_000;

/** A line that goes on with the one before: HAProxy's own messages (haproxy v3.4.0 src/cfgparse.c:2095), stacks, traces. */
const goesOn = /^(?:\s|Caused by: |Aborting to prevent all subsequent arguments)/;

/** Puts the lines of a log together by what they say. */
export interface Collector {
  /**
   * @param lines as a scanner hands them out
   */
  add(lines: readonly ScannedLine[]): void;
  /**
   * @param passedOver lines that the scanner only counted
   * @returns an answer for each kind, the commonest trouble first, what is not known last
   */
  result(passedOver: number): ExplainResult;
}

interface Kind extends Group {
  servers: Set<string>;
}

/**
 * Makes a collector. However many lines come, it keeps one text for each kind.
 * @returns an empty one
 */
export function createCollector(): Collector {
  const kinds = new Map<string, Kind>();
  const unknown = new Map<string, { text: string; count: number }>();
  let others: { text: string; count: number } | null = null;
  let names = 0;
  // Whether the line before is known, so that one which goes on with it says nothing of its own.
  let known = false;

  const kindOf = (key: string, text: string, read: () => Reading): Kind => {
    const found = kinds.get(key);
    if (found) return found;
    const reading = read();
    const kept = kinds.size < mostKnown ? key : reading.kind;
    const kind = kinds.get(kept) ?? { text, count: 0, reading, servers: new Set<string>() };
    kinds.set(kept, kind);
    return kind;
  };

  const name = ({ servers }: Kind, proxy: string, server: string) => {
    if (names >= mostNames) return;
    const before = servers.size;
    servers.add(`${proxy}/${server}`);
    names += servers.size - before;
  };

  const know = (text: string, line: LogLine) => {
    const kind = kindOf(keyOf(line), text, () => readLine(line));
    kind.count++;
    if (kind.reading.fine) return;
    if (line.kind === 'health-check' || line.kind === 'server-state') name(kind, line.proxy, line.server);
    else if ((line.kind === 'http' || line.kind === 'tcp') && !line.server.startsWith('<'))
      name(kind, line.backend, line.server);
  };

  const guess = (text: string) => {
    const reading = mayBeClient(text) ? readPiece(text) : null;
    if (!reading) {
      if (!(known && goesOn.test(text))) leaveOpen(text);
      return;
    }
    known = true;
    const kind = kindOf(reading.key, text, () => reading);
    kind.count++;
    const { proxy, server } = reading.subject;
    if (!reading.fine && proxy !== undefined && server !== undefined) name(kind, proxy, server);
  };

  const leaveOpen = (text: string) => {
    known = false;
    const key = shape(text);
    const seen = unknown.get(key);
    if (seen) seen.count++;
    else if (unknown.size < mostUnknown) unknown.set(key, { text, count: 1 });
    else if (others) others.count++;
    else others = { text, count: 1 };
  };

  return {
    add(lines) {
      for (const { text, line } of lines) {
        if (line) {
          known = true;
          know(text, line);
        } else guess(text);
      }
    },
    result(passedOver) {
      const commonest = <T extends { count: number }>(some: Iterable<T>) => [...some].sort((a, b) => b.count - a.count);
      const told = commonest(kinds.values()).filter(({ reading }) => !reading.fine);
      const fine = [...kinds.values()].filter(({ reading }) => reading.fine).reduce((sum, { count }) => sum + count, 0);
      return {
        schema: 'sni-doctor/explain/1',
        inputs: [
          ...told.map(tell),
          ...commonest(unknown.values()).map(({ text, count }) => notKnown(text, count)),
          ...(others ? [notKnown(others.text, others.count, true)] : []),
        ],
        passedOver: passedOver + fine,
      };
    },
  };
}

/** Numbers, and what stands in quotes, make no kinds. */
function shape(text: string): string {
  return text
    .slice(0, 200)
    .replace(/\d+/g, '#')
    .replace(/"[^"]*"/g, '""');
}
