import type { Observation } from '../types.ts';
import type { Tap } from './tap.ts';
import { handshakeMessages, looksLikeTls, recordType, tlsRecords } from './wire.ts';

const serverHello = 2;
/** SHA-256 of "HelloRetryRequest", which stands where a ServerHello has its random (RFC 8446, section 4.1.3). */
const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
const fatal = 2;
// close_notify, in clear (RFC 8446, section 6.1).
const farewell = Buffer.of(21, 3, 3, 0, 2, 1, 0);

/**
 * Says a ClientHello and waits for what the backend makes of it; the handshake goes no further.
 *
 * @param wire the connection
 * @param hello a whole TLS record
 * @returns the handshake message that answers it; rejects with an error that has a code when something else came, an
 *   alert for example, or the connection ended: `wire` has its bytes
 */
export async function firstAnswer(wire: Tap, hello: Buffer): Promise<NonNullable<Observation['answer']>> {
  const answer = new Promise<NonNullable<Observation['answer']>>((resolve, reject) => {
    wire.on('data', () => {
      const said = meaning(wire.first);
      if (said === 'nothing') reject(ended('ECONNRESET'));
      else if (said === 'other') reject(ended('ERR_SSL_UNEXPECTED_MESSAGE'));
      else if (said !== null) resolve(said);
    });
    wire.once('end', () => reject(ended('ECONNRESET')));
    wire.once('close', () => reject(ended('ECONNRESET')));
  });
  wire.write(hello);
  const said = await answer;
  wire.end(farewell);
  return said;
}

/** null: not all of it is there yet; `nothing`: an alert, or no TLS. */
function meaning(bytes: Buffer): NonNullable<Observation['answer']> | 'nothing' | 'other' | null {
  if (bytes.length > 0 && !looksLikeTls(bytes)) return 'nothing';
  const records = tlsRecords(bytes);
  const handshake = records.filter(({ type }) => type === recordType.handshake).map(({ body }) => body);
  const [message] = handshakeMessages(Buffer.concat(handshake));
  if (message) {
    if (message.type !== serverHello) return 'other';
    return message.body.subarray(2, 34).toString('hex') === retryRandom ? 'HelloRetryRequest' : 'ServerHello';
  }
  return records.some(({ type, body }) => type === recordType.alert && body[0] === fatal) ? 'nothing' : null;
}

function ended(code: string): Error {
  return Object.assign(new Error('the ClientHello was not answered'), { code });
}
