import { certificates } from '../symptoms/certificates.ts';
import { connection } from '../symptoms/connection.ts';
import { handshake } from '../symptoms/handshake.ts';
import type { Family } from './rule.ts';

/** `openssl s_client` and OpenSSL's words for certificates (crypto/x509/x509_txt.c); its error codes are read elsewhere. */
export const openssl: Family = {
  name: 'OpenSSL',
  hints: [
    'mismatch',
    'verify error:num',
    'Verify return code',
    'certificate',
    'errno=',
    'SSL handshake has read',
    'error:800000',
    'BIO_connect',
    'no peer certificate',
  ],
  rules: [
    { pattern: /^certificate has expired$/, symptom: certificates.expired },
    { pattern: /^self[- ]signed certificate(?: in certificate chain)?$/, symptom: certificates['self-signed'] },
    { pattern: /^unable to get (?:local )?issuer certificate$/, symptom: certificates.untrusted },
    { pattern: /^(?:[Hh]ostname|IP address) mismatch$/, symptom: certificates['name-mismatch'] },
    {
      pattern: /\bverify error:num=(?:9|13)\b|Verify return code: (?:9|13) |\bcertificate is not yet valid\b/,
      symptom: certificates['not-yet-valid'],
    },
    {
      pattern:
        /\bverify error:num=(?:10|14)\b|Verify return code: (?:10|14) |certificate verify failed:? \(?certificate has expired/,
      symptom: certificates.expired,
    },
    {
      pattern:
        /\bverify error:num=(?:18|19)\b|Verify return code: (?:18|19) |certificate verify failed:? \(?self[- ]signed certificate/,
      symptom: certificates['self-signed'],
    },
    {
      pattern:
        /\bverify error:num=(?:2|20|21)\b|Verify return code: (?:2|20|21) |certificate verify failed:? \(?unable to (?:get|verify)/,
      symptom: certificates.untrusted,
    },
    {
      pattern:
        /\bverify error:num=(?:62|63|64)\b|Verify return code: (?:62|63|64) |certificate verify failed:? \(?(?:Hostname|IP address) mismatch/i,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bverify error:num=23\b|Verify return code: 23 /, symptom: certificates.revoked },
    { pattern: /\bverify error:num=(?:66|67)\b|Verify return code: (?:66|67) /, symptom: handshake['weak-key'] },
    { pattern: /\bverify error:num=68\b|Verify return code: 68 /, symptom: handshake['weak-signature'] },
    { pattern: /\bverify error:num=\d+|Verify return code: [1-9]\d* /, symptom: certificates['verify-failed'] },
    { pattern: /\bwrite:errno=(?:104|54)\b|\bread:errno=(?:104|54)\b/, symptom: handshake['reset-in-handshake'] },
    {
      pattern: /\bwrite:errno=0\b|\bread:errno=0\b|\bSSL handshake has read 0 bytes and written \d+ bytes/,
      symptom: handshake['closed-in-handshake'],
    },
    {
      pattern:
        /^connect:errno=111|^[\dA-F]+:error:8000006F:.*Connection refused|\bBIO_connect:connect error|\bConnection refused:.*BIO_connect/i,
      symptom: connection.refused,
    },
    { pattern: /^connect:errno=113|error:80000071:/, symptom: connection.unreachable },
    { pattern: /^connect:errno=110|error:8000006E:/, symptom: connection['connect-timeout'] },
    { pattern: /^no peer certificate available$/, symptom: handshake['handshake-failed'] },
  ],
};
