/**
 * A configuration as it stands in its files. Text is held one character a byte (latin1), so that any bytes survive:
 * what is shown to people goes through `shownText`.
 */

/** Where something stands. */
export interface Place {
  /** As the file was named by whoever asked. */
  file: string;
  /** From 1. */
  line: number;
}

/** One word of a line, as HAProxy reads it. */
export interface Word {
  /** Unquoted, unescaped, environment variables put in. */
  text: string;
  /** Where it begins in `Line.raw`, from 0. */
  start: number;
  /** One behind its last character there. */
  end: number;
  /** Names of environment variables in it that are not set: its text is not known. */
  unset?: string[];
}

/** One line; the tree's leaves are its words, the rest of it (blanks, quotes, comments) is kept in `raw`. */
export interface Line {
  /** From 1. */
  number: number;
  /** Everything, its line end (LF, CRLF, none) included. */
  raw: string;
}

/** One file. */
export interface ConfigFile {
  name: string;
  lines: Line[];
}

/** Something that HAProxy would refuse or that cannot be read. */
export interface Problem extends Place {
  /** From 1; 0: the whole line. */
  column: number;
  /** The word that is wrong; '' where it is no single word. */
  word: string;
  message: string;
  /** `fatal`: HAProxy of this version does not start with it; `warning`: it goes on. */
  severity: 'fatal' | 'warning';
}

/** One line that counts: words of a section, outside skipped branches of `.if`. */
export interface Statement {
  words: Word[];
  at: Place;
  /** It stands in a branch of `.if` whose condition is not known: the condition's text. */
  uncertain?: string;
}

/** A section, as HAProxy sees it: header and lines, whatever files they come from. */
export interface Section {
  /** `backend`, `defaults`, ... */
  keyword: string;
  header: Statement;
  lines: Statement[];
}

/** Several files as one configuration, for one HAProxy version and one environment. */
export interface Configuration {
  files: ConfigFile[];
  sections: Section[];
  problems: Problem[];
}
