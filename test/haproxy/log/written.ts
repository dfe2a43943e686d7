import type {
  CheckReason,
  HttpLine,
  LogLine,
  LogPrefix,
  ServerStateLine,
  TcpLine,
  TrafficCommon,
} from '../../../src/log-types.ts';

function encoded(info: string): string {
  const hex = (c: string) => `<${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}>`;
  return info.replace(/[^\x20-\x7e]|[<>"]/g, hex);
}

function check({ reason, code, info, durationMs }: CheckReason): string {
  const texts = [`, reason: ${reason}`];
  if (code !== null) texts.push(`, code: ${code}`);
  if (info !== null) texts.push(`, info: "${encoded(info)}"`);
  if (durationMs !== null) texts.push(`, check duration: ${durationMs}ms`);
  return texts.join('');
}

function left(servers: ServerStateLine['left']): string {
  if (servers === null) return '';
  const { active, backup, runningOnBackup, sessions, requeued, queued } = servers;
  const running = runningOnBackup ? ' Running on backup.' : '';
  const what = sessions === null ? 'online' : 'left';
  const end =
    sessions === null
      ? `${requeued} sessions requeued, ${queued} total in queue`
      : `${sessions} sessions active, ${requeued} requeued, ${queued} remaining in queue`;
  return `. ${active} active and ${backup} backup servers ${what}.${running} ${end}`;
}

function serverState(line: ServerStateLine): string {
  const verb = line.state.startsWith('DOWN for')
    ? 'is going '
    : /^(?:UP|DOWN|stopping|leaving)/.test(line.state)
      ? 'is '
      : '';
  const via = line.via === null ? '' : ` via ${line.via.proxy}/${line.via.server}`;
  const why = line.check === null ? (line.cause === undefined ? '' : `, ${line.cause}`) : check(line.check);
  const fqdn = line.fqdn === undefined ? '' : ` ('${line.fqdn}')`;
  const name = `${line.backup ? 'Backup ' : ''}Server ${line.proxy}/${line.server}${fqdn}`;
  return `${name} ${verb}${line.state}${why}${via}${left(line.left)}.`;
}

function counters(line: TrafficCommon, between: string): string {
  const { active, frontend, backend, server, retries } = line.connections;
  const tries = `${line.redispatched ? '+' : ''}${retries}`;
  const conns = [active, frontend, backend, server, tries].join(between);
  return `${conns} ${[line.queue.server, line.queue.backend].join(between)}`;
}

const frontend = (line: TrafficCommon) => `${line.frontend}${line.frontendTls ? '~' : ''}`;
const plus = (line: TrafficCommon) => (line.unfinished ? '+' : '');

function begin(line: Pick<TrafficCommon, 'client' | 'clientPort' | 'accepted'>): string {
  return `${line.client}${line.clientPort === null ? '' : `:${line.clientPort}`} [${line.accepted}]`;
}

function http(line: HttpLine, original: string): string {
  const { request, queue, connect, response, total } = line.timers;
  const times = `${request}/${queue}/${connect}/${response}/${plus(line)}${total}`;
  const cookies = `${line.requestCookie ?? '-'} ${line.responseCookie ?? '-'}`;
  const captured = line.captured.map((text) => `{${text}} `).join('');
  const { https } = line;
  const tls =
    https === null
      ? ''
      : ` ${https.frontendError}/${https.tlsError}/${https.clientError}/${https.clientCaError}/${https.resumed ? 1 : 0} ${https.sni ?? '-'}/${https.version ?? '-'}/${https.cipher ?? '-'}`;
  const end = `${counters(line, '/')} ${captured}"${line.request}${original.endsWith('"') || https !== null ? '"' : ''}${tls}`;
  return `${begin(line)} ${frontend(line)} ${line.backend}/${line.server} ${times} ${line.status} ${plus(line)}${line.bytes} ${cookies} ${line.termination} ${end}`;
}

function tcp(line: TcpLine): string {
  const times = `${line.timers.queue}/${line.timers.connect}/${plus(line)}${line.timers.total}`;
  const end = `${line.termination} ${counters(line, '/')}`;
  return `${begin(line)} ${frontend(line)} ${line.backend}/${line.server} ${times} ${plus(line)}${line.bytes} ${end}`;
}

/** The milliseconds of the date, the time of the handshake and what was uploaded stand in no field of ours. */
function clf(line: HttpLine | TcpLine, original: string): string {
  const ms = /"" "" \d+ (\d+) /.exec(original)?.[1];
  const asked = line.kind === 'http' ? line.request : 'TCP ';
  const status = line.kind === 'http' ? line.status : '000';
  const names = `"${frontend(line)}" "${line.backend}" "${line.server}"`;
  const head = `${line.client} - - [${line.accepted}] "${asked}" ${status} ${line.bytes} "" "" ${line.clientPort} ${ms} ${names}`;
  if (line.kind === 'tcp') {
    const { queue, connect, total } = line.timers;
    const [, handshake, sent] = /" (\d+) -?\d+ -?\d+ -?\d+ (\d+) \S\S-- /.exec(original) ?? [];
    return `${head} ${handshake} ${queue} ${connect} ${total} ${sent} ${line.termination}-- ${counters(line, ' ')} "" "" `;
  }
  const times = Object.values(line.timers).join(' ');
  const cookies = `"${line.requestCookie ?? ''}" "${line.responseCookie ?? ''}"`;
  const captured = line.captured.map((text) => ` "${text}"`).join('');
  return `${head} ${times} ${line.termination} ${counters(line, ' ')} ${cookies}${captured}`;
}

/**
 * Writes down what HAProxy would have logged.
 * @param line what a line says
 * @param original the message that it was read from: for what stands in no field of ours, and what form it has
 * @returns the message
 */
export function written(line: LogLine, original: string): string {
  switch (line.kind) {
    case 'health-check': {
      const what = `${line.agent ? 'Agent' : 'Health'} check for ${line.backup ? 'backup ' : ''}server`;
      const health =
        line.health === null ? '' : `, status: ${line.health.current}/${line.health.limit} ${line.health.state}`;
      return `${what} ${line.proxy}/${line.server} ${line.result}${check(line.check)}${health}.`;
    }
    case 'server-state':
      return serverState(line);
    case 'backend-down': {
      const [what, quote] = /^(\w+) ('?)/.exec(original)?.slice(1) ?? [];
      return `${what} ${quote}${line.proxy}${quote} has no server available!`;
    }
    case 'http':
      return original.includes(' - - [') ? clf(line, original) : http(line, original);
    case 'tcp':
      return original.includes(' - - [') ? clf(line, original) : tcp(line);
    case 'connection-error': {
      const tls = line.tlsError === null ? '' : ` (${line.tlsError})`;
      if (line.https === undefined) return `${begin(line)} ${line.frontend}/${line.listener}: ${line.message}${tls}`;
      const counts = / \d+\/\d+ /.exec(original)?.[0];
      return `${begin(line)} ${line.frontend}~${counts}${line.message}`;
    }
    case 'notice':
      return line.message;
  }
}

/**
 * Writes down what HAProxy puts before its words.
 * @param prefix what was read
 * @param original what it was read from: for the priority
 * @returns the prefix
 */
export function writtenPrefix(prefix: LogPrefix, original: string): string {
  if (prefix.level !== null) return `${`[${prefix.level}]`.padEnd(10)} (${prefix.pid}) : `;
  return `${/^<\d+>/.exec(original)?.[0]}${prefix.time} ${prefix.program}[${prefix.pid}]: `;
}
