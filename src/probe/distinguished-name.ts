import { type DerElement, derElements } from './der.ts';

// RFC 4519 and RFC 5280, appendix A: the attribute types that authorities are named with.
const types: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

const bmpString = 0x1e;
const utf8String = 0x0c;

/**
 * A distinguished name (RFC 5280, section 4.1.2.4) as text, in the order in which it is encoded: `C=SE, O=Site, CN=CA`.
 *
 * @param der the encoded Name
 * @returns empty for an empty name and for bytes that are none; unknown types by their object identifier; control
 *   characters as in RFC 4514, section 2.4 (`\0A`)
 */
export function distinguishedName(der: Buffer): string {
  const [name] = derElements(der);
  if (!name) return '';
  return derElements(name.content)
    .map((set) => derElements(set.content).map(attribute).join(' + '))
    .join(', ');
}

function attribute(element: DerElement): string {
  const [type, value] = derElements(element.content);
  if (!type || !value) return '';
  const identifier = objectIdentifier(type.content);
  return `${types[identifier] ?? identifier}=${escaped(text(value))}`;
}

function text({ tag, content }: DerElement): string {
  if (tag === utf8String) return content.toString('utf8');
  if (tag === bmpString && content.length % 2 === 0) return Buffer.from(content).swap16().toString('utf16le');
  return content.toString('latin1');
}

function escaped(value: string): string {
  return value.replace(/\p{Cc}/gu, (character) => {
    return `\\${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

// X.690, section 8.19: base 128, the first two numbers in one.
function objectIdentifier(content: Buffer): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest].join('.');
}
