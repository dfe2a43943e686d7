import type { CheckReason, LogLine } from '../../log-types.ts';

/**
 * What lines of HAProxy have in common that say the same: the server that they name, times, numbers and ports make no
 * kinds. It is made for every line of a log, and cheap.
 * @param line as it was read
 * @returns the same text for lines of one kind
 */
export function keyOf(line: LogLine): string {
  switch (line.kind) {
    case 'health-check':
      return `check ${line.result} ${line.agent} ${checkKey(line.check)}`;
    case 'server-state':
      return `state ${line.via !== null} ${line.cause ?? ''} ${stateKey(line.state)} ${line.check === null ? '' : checkKey(line.check)}`;
    case 'backend-down':
      return 'backend-down';
    case 'http':
      return `http ${line.status} ${end(line)}`;
    case 'tcp':
      return `tcp ${end(line)}`;
    case 'connection-error':
      return `connection ${withoutNumbers(line.message)} ${line.tlsError ?? ''}`;
    case 'notice':
      return `notice ${line.prefix.level} ${withoutNames(line.message)}`;
  }
}

function checkKey({ status, reason, code, info }: CheckReason): string {
  return `${status ?? reason} ${code} ${info === null ? '' : withoutNumbers(info)}`;
}

function end(line: Extract<LogLine, { termination: string }>): string {
  const { termination, server, backend, frontend, connections, redispatched } = line;
  const named = server.charCodeAt(0) === 60 ? server : '';
  // `retries` decides what is said only where nothing else does.
  const again = connections.retries > 0 && (termination.startsWith('--') || termination.startsWith('LR'));
  return `${termination.slice(0, 2)} ${named} ${backend === frontend} ${again} ${again && redispatched}`;
}

const digit = /\d/;

function withoutNumbers(text: string): string {
  return digit.test(text) ? text.replace(/\d+/g, '#') : text;
}

function stateKey(state: string): string {
  return state.length < 8 ? state : withoutNames(state);
}

function withoutNames(text: string): string {
  return text
    .slice(0, 300)
    .replace(/'[^']*'|\[[^\]]*\]|\b[\w.:-]+\/[\w.:-]+/g, '#')
    .replace(/\d+/g, '#');
}
