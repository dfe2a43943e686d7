import dns from 'node:dns';
import { isIP } from 'node:net';
import type { HttpsPromises, HttpsRecord } from '../types.ts';
import { askResolver, type Resolver } from './ask.ts';
import { type Answer, recordType } from './message.ts';
import { chunks, ipv6, readHttpsRecord } from './svcb.ts';

/** What is asked, and of whom. */
export interface HttpsAsked {
  host: string;
  port: number;
  /** Absent: the system's, which are asked for no name that is not theirs to know. */
  resolvers?: readonly Resolver[];
  /** Ends the waiting: there is no other limit. */
  signal: AbortSignal;
}

/** Names that no resolver out there knows, or that stand for others (RFC 6761, 6762, 7686, 8375, 9476). */
const local = /(?:^|\.)(?:alt|example(?:\.(?:com|net|org))?|home\.arpa|internal|invalid|local|localhost|onion|test)$/;

/** Of more resolvers than that none would answer either. */
const most = 2;
/** Aliases that are followed. */
const furthest = 3;
const noSuchName = 3;

/**
 * Whether a name is one that resolvers are asked for at all.
 * @param host a host name or an address
 * @returns false for addresses, for names of one label and for those that stand for something local
 */
export function isPublicName(host: string): boolean {
  const name = host.replace(/\.$/, '').toLowerCase();
  return !isIP(name) && name.includes('.') && !local.test(name);
}

/**
 * Asks for the HTTPS records of a host (RFC 9460), as a browser does before it connects. Nobody is asked but resolvers.
 * @param asked the host, its port, resolvers
 * @returns what they promise; null: the name is none to ask for, or nobody answered
 */
export async function httpsPromises({ host, port, resolvers, signal }: HttpsAsked): Promise<HttpsPromises | null> {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (!resolvers && !isPublicName(name)) return null;
  const asked = (resolvers ?? dns.getServers()).slice(0, most);
  const ask = (of: string, type: number) => firstAnswer(asked, of, type, signal);
  // RFC 9460, section 9.1: another port than 443 has records of its own.
  const first = port === 443 ? name : `_${port}._https.${name}`;
  let at = first;
  for (let i = 0; i < furthest; i++) {
    const answer = await ask(at, recordType.https);
    if (!answer) return null;
    const records = recordsOf(answer);
    const alias = records[0]?.priority === 0 ? records[0].target : null;
    if (alias === null || alias === at) {
      const services = records.filter(({ priority }) => priority > 0);
      const target = services.some(({ hints }) => hints.length > 0) ? (services[0]?.target ?? null) : null;
      return { name: first, records: services, addresses: target === null ? [] : await addressesOf(target, ask) };
    }
    at = alias;
  }
  return { name: first, records: [], addresses: [] };
}

async function firstAnswer(
  resolvers: readonly Resolver[],
  name: string,
  type: number,
  signal: AbortSignal,
): Promise<Answer | null> {
  const answers = resolvers.map(async (resolver) => {
    const answer = await askResolver(resolver, name, type, signal);
    if (!answer || (answer.code !== 0 && answer.code !== noSuchName)) throw new Error('no answer');
    return answer;
  });
  return Promise.any(answers).catch(() => null);
}

/** Records of a name that an alias of the old kind (CNAME) leads to stand there as well, under that name. */
function recordsOf({ records }: Answer): HttpsRecord[] {
  return records
    .filter(({ type }) => type === recordType.https)
    .flatMap(({ name, data }) => readHttpsRecord(data, name) ?? [])
    .sort((a, b) => a.priority - b.priority);
}

async function addressesOf(
  target: string,
  ask: (name: string, type: number) => Promise<Answer | null>,
): Promise<string[]> {
  const answers = await Promise.all([recordType.a, recordType.aaaa].map((type) => ask(target, type)));
  return answers.flatMap((answer) =>
    (answer?.records ?? []).flatMap(({ type, data }) => {
      if (type === recordType.a) return chunks(data, 4).map((bytes) => [...bytes].join('.'));
      return type === recordType.aaaa ? chunks(data, 16).map(ipv6) : [];
    }),
  );
}
