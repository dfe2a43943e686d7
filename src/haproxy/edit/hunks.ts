import type { StructuredPatchHunk } from 'diff';
import type { MarkedLine } from './marked-lines.ts';

/** Lines that stay and are shown on each side of those that do not. */
const context = 3;

/**
 * Cuts out what changes, with the lines around it.
 * @param lines of the old and the new file
 * @returns hunks as a unified diff has them; none where all lines stay
 */
export function hunksOf(lines: readonly MarkedLine[]): StructuredPatchHunk[] {
  const hunks: StructuredPatchHunk[] = [];
  let oldLine = 1;
  let newLine = 1;
  let at = 0;
  for (const { from, to } of stretches(lines)) {
    for (; at < from; at++) {
      oldLine++;
      newLine++;
    }
    const hunk = { oldStart: oldLine, oldLines: 0, newStart: newLine, newLines: 0, lines: [] as string[] };
    for (; at < to; at++) {
      const { mark, text } = lines[at] as MarkedLine;
      if (mark !== '+') hunk.oldLines++;
      if (mark !== '-') hunk.newLines++;
      if (text.endsWith('\n')) hunk.lines.push(mark + text.slice(0, -1));
      else hunk.lines.push(mark + text, '\\ No newline at end of file');
    }
    oldLine += hunk.oldLines;
    newLine += hunk.newLines;
    hunks.push(hunk);
  }
  return hunks;
}

/** From where to where hunks go; those that would touch are one. */
function stretches(lines: readonly MarkedLine[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  lines.forEach(({ mark }, i) => {
    if (mark === ' ') return;
    const last = found.at(-1);
    const from = Math.max(0, i - context);
    const to = Math.min(lines.length, i + context + 1);
    if (last && from <= last.to) last.to = to;
    else found.push({ from, to });
  });
  return found;
}
