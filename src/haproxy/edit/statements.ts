import type { ConfigFile, Configuration, Line, Place, Section, Statement } from '../syntax/tree.ts';

/** A line that counts, with what stands around it. */
export interface Found {
  file: ConfigFile;
  line: Line;
  statement: Statement;
  section: Section;
}

/**
 * Finds the lines that changes are about.
 * @param configuration the configuration
 * @returns a function that takes a place and returns what stands there; it throws an Error where that is no line that
 *   counts, where it is not known whether it does, and where two files have that name
 */
export function finder({ files, sections }: Configuration): (at: Place) => Found {
  const statements = new Map<string, Map<number, { statement: Statement; section: Section }>>();
  for (const section of sections)
    for (const statement of [section.header, ...section.lines]) {
      const { file, line } = statement.at;
      const lines = statements.get(file) ?? new Map();
      if (lines.size === 0) statements.set(file, lines);
      lines.set(line, { statement, section });
    }
  return (at) => {
    const [file, ...others] = files.filter(({ name }) => name === at.file);
    const line = file?.lines[at.line - 1];
    const found = statements.get(at.file)?.get(at.line);
    if (!file || !line || !found) throw new Error('HAProxy reads no section and no keyword there');
    if (others.length > 0) throw new Error('two files have this name: their lines cannot be told apart');
    const { uncertain } = found.statement;
    if (uncertain !== undefined) throw new Error(`whether it counts is not known, it depends on ${uncertain}`);
    return { file, line, ...found };
  };
}
