import type { Symptom } from './symptom.ts';
import { terminations } from './symptoms/terminations.ts';

// HAProxy manual, 8.5 "Stream state at disconnection".
const first: Readonly<Record<string, string>> = {
  C: 'the client broke it off',
  S: 'the server broke it off',
  P: 'HAProxy itself ended it',
  L: 'HAProxy answered itself',
  R: 'HAProxy ran out of something',
  I: 'HAProxy found an internal error',
  D: 'the server went DOWN',
  U: 'an active server came back UP',
  K: 'an administrator ended it',
  c: 'the client was silent too long',
  s: 'the server was silent too long',
  '-': 'nothing was wrong',
};

const second: Readonly<Record<string, string>> = {
  R: 'while the request was read',
  Q: 'while it waited in the queue',
  C: 'while the server was connected to',
  H: "while the server's answer was awaited",
  D: 'in the middle of the data',
  L: 'while the last data was sent',
  T: 'in the tarpit',
  '-': 'and all data had been passed on',
};

/** A termination state of HTTP, or of TCP. */
// Before the server answered there is no cookie of its to speak of.
const form =
  /^(?:(?<state>[CSPLRIDUKcs-][RQCHDLT-])|(?<early>[CSPLRIDUKcs-][RQCT])[NIDVEOU-]-|(?<waiting>[CSPLRIDUKcs-]H)[NIDVEOU-][N-]|(?<late>[CSPLRIDUKcs-][DL-])[NIDVEOU-][NIUPRD-])$/;

/**
 * Whether a word is a termination state.
 * @param word `SC--`, `sC`, `--NI`
 * @returns false for one of two letters that no manual lists
 */
export function isTermination(word: string): boolean {
  return form.test(word) && (word.slice(0, 2) in terminations || word.endsWith('--'));
}

/**
 * What a termination state means.
 * @param termination two letters or four
 * @returns its meaning and possible reasons; for a state that is not listed what its letters say
 */
export function terminationSymptom(termination: string): Symptom {
  const listed = terminations[termination.slice(0, 2)];
  if (listed) return listed;
  const [one = '', two = ''] = termination;
  const meaning = `The session ended: ${first[one] ?? `"${one}"`}, ${second[two] ?? `"${two}"`}.`;
  return { meaning, causes: [], by: null };
}
