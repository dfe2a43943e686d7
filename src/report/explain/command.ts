import { isIpLiteral, parseHostName } from '../../host-name.ts';
import type { Subject } from './reading.ts';
import type { Separation } from './symptom.ts';

const reasons: Readonly<Record<Separation, string>> = {
  connection: 'It connects, and says at which stage that ends.',
  handshake:
    'It makes the TLS handshake with and without a server name, in other versions, in clear text and with a PROXY header, and says which of them passes.',
  certificate:
    'It shows the certificate with and without a server name, and holds it against name, dates and authorities.',
  request:
    'It sends the request with and without server name, Host and PROXY header, and says which of them is answered.',
  configuration: 'It reads what the configuration makes HAProxy send, and says what is missing.',
  versions: 'It compares what the two versions make of the configuration.',
  running: 'It asks the running HAProxy, and its backends at the addresses that it uses.',
};

/** Where several servers, or those of a backend, are to be asked. */
export const ofAllServers = {
  command: 'sni-doctor triage',
  because: 'It asks the running HAProxy for all servers that fail, probes each of them, and says what each needs.',
};

/** Where commands of a kind are made for one of HAProxy's servers, which knows its own names and addresses. */
const ofServer = 'It takes address and names from the running HAProxy.';

/**
 * The one command that tells the possible reasons of a text apart. What the text does not have stands there in capitals;
 * what is no name or address by its letters alone is taken for what it does not have.
 * @param by what is to be told apart
 * @param subject whom the text is about; raw
 * @returns a line for a POSIX shell, and what it does
 */
export function separation(by: Separation, subject: Subject): { command: string; because: string } {
  if (by === 'versions') return { command: 'sni-doctor upgrade FILE --from OLD --to NEW', because: reasons.versions };
  if (by === 'running') return { command: 'sni-doctor triage', because: reasons.running };
  const server = serverWord(subject);
  const file = subject.file === undefined ? null : fileWord(subject.file);
  if (by === 'configuration' && (file !== null || server !== null || nothing(subject)))
    return {
      command: ['sni-doctor check', file ?? 'FILE', ...(server ? [`--server ${server}`] : [])].join(' '),
      because: reasons[by],
    };
  const host = subject.host === undefined ? null : nameWord(subject.host);
  const address = addressWord(subject);
  const how = reasons[by === 'configuration' ? 'handshake' : by];
  if (server !== null && (address === null || host === null))
    return { command: `sni-doctor triage ${server}`, because: `${ofServer} ${how}` };
  // A backend without a server, say `<NOSRV>`: whoever is DOWN there is to be asked.
  if (address === null && subject.proxy !== undefined) return ofAllServers;
  if (address !== null) return { command: `sni-doctor probe ${address} --host ${host ?? 'NAME'}`, because: how };
  if (host !== null) return { command: `sni-doctor probe ${host}${portWord(subject.port)}`, because: how };
  return { command: 'sni-doctor probe ADDRESS --host NAME', because: how };
}

function nothing({ address, host }: Subject): boolean {
  return address === undefined && host === undefined;
}

/** HAProxy takes no other characters for names (haproxy v3.4.0 src/tools.c, invalid_char); one that begins like an option is left out. */
function serverWord({ proxy, server }: Subject): string | null {
  const name = /^[\w.:][\w.:-]*$/;
  return proxy !== undefined && server !== undefined && name.test(proxy) && name.test(server)
    ? `${proxy}/${server}`
    : null;
}

function addressWord({ address, port }: Subject): string | null {
  if (address === undefined || !isIpLiteral(address)) return null;
  const number = portWord(port);
  const bare = address.replace(/^\[|\]$/g, '');
  return bare.includes(':') && number !== '' ? `[${bare}]${number}` : `${bare}${number}`;
}

function portWord(port: number | undefined): string {
  return port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536 ? `:${port}` : '';
}

function nameWord(host: string): string | null {
  try {
    const { name, isAddress } = parseHostName(host);
    return isAddress ? null : name;
  } catch {
    return null;
  }
}

function fileWord(path: string): string | null {
  if (path.startsWith('-') || /[^\x20-\x7e]/.test(path)) return null;
  return /^[\w./:@+,=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
