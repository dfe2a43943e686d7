import type { Settings } from '../haproxy/settings.ts';
import type { Question } from '../types.ts';

/** Name of the file that the text stands for. */
export const remedyFile = 'remedy';

/**
 * A whole configuration around a backend section.
 * @param backend the section
 * @param question what is asked: its time limits, its mode, its source address
 * @returns the text: clients come over TLS, but for a passthrough
 */
export function around(backend: string, question: Pick<Question, 'timeout' | 'mode' | 'source'>): string {
  const { timeout, mode, source } = question;
  const name = /^backend (\S+)/.exec(backend)?.[1] ?? '';
  return `defaults
    mode ${mode}
    retries 0
    timeout connect ${timeout}ms
    timeout server ${timeout}ms
    timeout client ${2 * timeout + 5000}ms
frontend users
    bind :443${mode === 'http' ? ' ssl crt users.pem' : ''}
    default_backend ${name}
${backend.trimEnd()}
${source === null ? '' : `    source ${source}\n`}`;
}

/**
 * The barest backend as a section.
 * @param directives its lines
 * @param mode of the section
 * @returns the text
 */
export function barestBackend(directives: string, mode: Settings['mode']): string {
  const lines = [`mode ${mode}`, ...directives.split('\n')].filter((line) => line.trim() !== '');
  return `backend be_barest\n${lines.map((line) => `    ${line.trim()}\n`).join('')}`;
}
