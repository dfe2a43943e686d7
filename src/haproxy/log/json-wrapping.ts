import type { LogPrefix } from '../../log-types.ts';

type Fields = Record<string, unknown>;

/** Where log shippers keep the line itself: journal, docker, fluentd and friends, cloud consoles. */
const messages = ['MESSAGE', 'log', 'message', 'msg', 'textPayload', '@message', 'line', 'content'];

function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  // The journal gives what is not UTF-8 as a list of bytes.
  if (!Array.isArray(value) || value.some((byte) => typeof byte !== 'number')) return null;
  return value.map((byte) => String.fromCharCode(Number(byte) & 0xff)).join('');
}

function first(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return null;
}

/**
 * Takes a line out of a JSON object: `journalctl -o json`, docker's json-file, what log shippers write.
 *
 * @param text the object, one line
 * @returns the line in it and what stands beside it; null: it is no such object
 */
export function fromJson(text: string): { message: string; beside: Partial<LogPrefix> } | null {
  let fields: Fields;
  try {
    fields = JSON.parse(text) as Fields;
  } catch {
    return null;
  }
  const message = messages.map((name) => asText(fields[name])).find((message) => message !== null);
  if (message === undefined || message === null) return null;
  const pid = first(fields, ['_PID', 'SYSLOG_PID', 'pid']);
  const beside: Partial<LogPrefix> = {
    time: first(fields, ['time', '@timestamp', 'timestamp', '__REALTIME_TIMESTAMP']),
    host: first(fields, ['_HOSTNAME', 'hostname', 'host']),
    program: first(fields, ['SYSLOG_IDENTIFIER', '_COMM', 'program']),
    pid: pid !== null && /^\d{1,10}$/.test(pid) ? Number(pid) : null,
  };
  return { message, beside };
}
