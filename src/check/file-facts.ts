import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { FileCertificate, FileFacts, NamedFiles, OwnKey, RevocationList } from '../file-facts.ts';
import { derElements } from '../probe/der.ts';
import { distinguishedName } from '../probe/distinguished-name.ts';

/**
 * Looks into the files that a configuration names, each once.
 * @param readFile as of `CheckOptions`
 * @returns what they hold, judged now
 */
export function namedFiles(readFile: (path: string) => string | null): NamedFiles {
  const known = new Map<string, FileFacts | null>();
  const keys = new Map<string, OwnKey>();
  return {
    at: new Date().toISOString(),
    facts(path) {
      const before = known.get(path);
      if (before !== undefined) return before;
      const text = readFile(path);
      const facts = text === null ? null : fileFacts(text);
      known.set(path, facts);
      return facts;
    },
    key(path) {
      const before = keys.get(path) ?? ownKey(readFile(path) ?? '', () => readFile(`${path}.key`));
      keys.set(path, before);
      return before;
    },
  };
}

// A system's authorities are some two hundred; of more nothing further is learnt.
const most = 2000;

/**
 * Reads PEM blocks (RFC 7468); what is no PEM, or what OpenSSL cannot read, is passed over.
 * @param text of the file
 * @returns what it holds
 */
export function fileFacts(text: string): FileFacts {
  return {
    certificates: certificatesIn(text).map(certificateFacts),
    revocations: blocks(text, /^X509 CRL$/).flatMap((bytes) => revocationFacts(bytes) ?? []),
  };
}

function certificatesIn(text: string): X509Certificate[] {
  return blocks(text, /^(?:X509 |TRUSTED )?CERTIFICATE$/).flatMap(readable);
}

function blocks(text: string, label: RegExp): Buffer[] {
  const all = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g)].slice(0, most);
  return all.filter(([, kind = '']) => label.test(kind)).map(([, , body = '']) => Buffer.from(body, 'base64'));
}

function readable(der: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(der)];
  } catch {
    return [];
  }
}

const clientAuth = '1.3.6.1.5.5.7.3.2';
const anyUsage = '2.5.29.37.0';

function certificateFacts(certificate: X509Certificate): FileCertificate {
  const { validFrom, validTo, raw } = certificate;
  // Typed as always there; it is missing where the certificate has no such extension.
  const usage = certificate.keyUsage as string[] | undefined;
  const names = namesOf(raw);
  return {
    ...names,
    notBefore: new Date(validFrom).toISOString(),
    notAfter: new Date(validTo).toISOString(),
    selfSigned: names.subject === names.issuer,
    forClients: usage === undefined || usage.includes(clientAuth) || usage.includes(anyUsage),
  };
}

const explicitVersion = 0xa0;

/** RFC 5280, section 4.1: version, serialNumber, signature, issuer, validity, subject. */
function namesOf(der: Buffer): { issuer: string; subject: string } {
  const fields = derElements(derElements(derElements(der)[0]?.content ?? der)[0]?.content ?? der);
  const [, , issuer, , subject] = fields[0]?.tag === explicitVersion ? fields.slice(1) : fields;
  return { issuer: nameOf(issuer), subject: nameOf(subject) };
}

function nameOf(element: { tag: number; content: Buffer } | undefined): string {
  return element ? distinguishedName(encoded(element)) : '';
}

/** An element with its header again. */
function encoded({ tag, content }: { tag: number; content: Buffer }): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(tag, 0);
  header.writeUInt8(0x84, 1);
  header.writeUInt32BE(content.length, 2);
  return Buffer.concat([header, content]);
}

const integer = 0x02;

/** RFC 5280, section 5.1: version (where it is there), signature, issuer, thisUpdate, nextUpdate (likewise). */
function revocationFacts(der: Buffer): RevocationList | null {
  const fields = derElements(derElements(derElements(der)[0]?.content ?? der)[0]?.content ?? der);
  const [, issuer, thisUpdate, nextUpdate] = fields[0]?.tag === integer ? fields.slice(1) : fields;
  const from = timeOf(thisUpdate);
  if (!issuer || from === null) return null;
  return { issuer: nameOf(issuer), thisUpdate: from, nextUpdate: timeOf(nextUpdate) };
}

const utcTime = 0x17;
const generalizedTime = 0x18;

/** RFC 5280, section 4.1.2.5: two digits of a year are of 1950 to 2049; seconds and Z are always there. */
function timeOf(element: { tag: number; content: Buffer } | undefined): string | null {
  if (element?.tag !== utcTime && element?.tag !== generalizedTime) return null;
  const text = element.content.toString('latin1');
  const century = element.tag === utcTime ? (Number(text.slice(0, 2)) < 50 ? '20' : '19') : '';
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(century + text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** HAProxy looks for the key beside the certificate where it is not in the file (HAProxy manual, `ssl-load-extra-files`). */
function ownKey(text: string, beside: () => string | null): OwnKey {
  const pem = keyIn(text) ?? keyIn(beside() ?? '');
  if (pem === null) return 'none';
  try {
    return certificatesIn(text)[0]?.checkPrivateKey(createPrivateKey(pem)) === false ? 'other' : 'fits';
  } catch {
    // Under a passphrase, or of a kind that OpenSSL does not know here: HAProxy is the judge.
    return 'fits';
  }
}

function keyIn(text: string): string | null {
  return /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----[^-]*-----END (?:[A-Z]+ )?PRIVATE KEY-----/.exec(text)?.[0] ?? null;
}
