/** Words of a line give way to others, quoted already: none where `from` is `to`, and to none where there are no others. */
export interface WordEdit {
  from: number;
  to: number;
  texts: string[];
}

/**
 * Makes edits of one line such that each boundary between words is touched by one of them only.
 * @param edits in the order in which words that meet are to stand; equal ones count once
 * @returns edits in the order of the line
 * @throws Error where two of them are about the same words
 */
export function joined(edits: readonly WordEdit[]): WordEdit[] {
  const all = distinct(edits);
  const replacing = all.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  replacing.forEach(({ from }, i) => {
    if (from < (replacing[i - 1]?.to ?? 0)) throw new Error('two changes are about the same words');
  });
  const result = replacing.map((edit) => ({ edit, before: [] as string[], after: [] as string[] }));
  const alone = new Map<number, WordEdit>();
  for (const { from, texts } of all.filter(({ from, to }) => to === from)) {
    if (replacing.some((edit) => edit.from < from && from < edit.to))
      throw new Error('words are to join others that another change takes away');
    const next = result.find(({ edit }) => edit.from === from);
    const last = result.find(({ edit }) => edit.to === from);
    const other = alone.get(from) ?? { from, to: from, texts: [] };
    if (next) next.before.push(...texts);
    else if (last) last.after.push(...texts);
    else alone.set(from, { ...other, texts: [...other.texts, ...texts] });
  }
  const whole = result.map(({ edit, before, after }) => ({ ...edit, texts: [...before, ...edit.texts, ...after] }));
  return withoutNeighbours([...alone.values(), ...whole].sort((a, b) => a.from - b.from));
}

function distinct(edits: readonly WordEdit[]): WordEdit[] {
  return [...new Map(edits.map((edit) => [JSON.stringify([edit.from, edit.to, edit.texts]), edit])).values()];
}

/** What is taken out side by side is taken out at once: the blanks between belong to both. */
function withoutNeighbours(edits: readonly WordEdit[]): WordEdit[] {
  const result: WordEdit[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    if (last && last.to === edit.from && last.texts.length === 0 && edit.texts.length === 0) last.to = edit.to;
    else result.push({ ...edit });
  }
  return result;
}
