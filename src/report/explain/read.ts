import { parseLogLine } from '../../haproxy/log/line.ts';
import { readClient } from './client.ts';
import { readCode } from './code.ts';
import { readFragment } from './fragment.ts';
import { readLine } from './line.ts';
import type { Reading } from './reading.ts';

/** What is beyond this is not looked at: no error text is that long. */
const longest = 4096;

/**
 * Reads one text, whatever it is of: our own codes, a line or a piece of HAProxy's, an error of a client or a server.
 * @param text one line, or several that belong together
 * @returns null: it is none that is known
 */
export function readText(text: string): Reading | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const line = parseLogLine(trimmed);
  return line ? readLine(line) : readPiece(trimmed);
}

/**
 * Reads a text that is no whole line of HAProxy's log.
 * @param text one line
 * @returns null: it is none that is known
 */
export function readPiece(text: string): Reading | null {
  const head = text.slice(0, longest).trim();
  return readCode(head) ?? readFragment(head) ?? readClient(head);
}
