import { certificates } from '../symptoms/certificates.ts';
import { handshake } from '../symptoms/handshake.ts';
import type { Family } from './rule.ts';

/** Schannel (Windows), by name and number (winerror.h), as curl, .NET and PowerShell pass it on. */
export const schannel: Family = {
  name: 'Schannel (Windows)',
  hints: [
    'SEC_E_',
    'SEC_I_',
    '0x8',
    '0x0009',
    'CERT_E_',
    'CRYPT_E_',
    'SNI or certificate check',
    'WINHTTP',
    'WinHTTP',
    'WinInet',
    'schannel: ',
  ],
  rules: [
    {
      pattern: /\bSEC_E_WRONG_PRINCIPAL\b|0x80090322|SNI or certificate check failed/i,
      symptom: certificates['name-mismatch'],
    },
    { pattern: /\bSEC_E_CERT_EXPIRED\b|0x80090328/i, symptom: certificates.expired },
    {
      pattern: /\bSEC_E_UNTRUSTED_ROOT\b|0x80090325|\bCERT_E_UNTRUSTEDROOT\b|0x800B0109/i,
      symptom: certificates.untrusted,
    },
    { pattern: /\bCERT_E_CN_NO_MATCH\b|0x800B010F/i, symptom: certificates['name-mismatch'] },
    {
      pattern: /\bCRYPT_E_(?:NO_REVOCATION_CHECK|REVOCATION_OFFLINE|REVOKED)\b|0x8009201[023]/i,
      symptom: certificates.revoked,
    },
    { pattern: /\bSEC_E_ALGORITHM_MISMATCH\b|0x80090331/i, symptom: handshake['no-common-cipher'] },
    { pattern: /\bSEC_E_UNSUPPORTED_FUNCTION\b|0x80090302/i, symptom: handshake['no-common-version'] },
    { pattern: /\bSEC_E_INVALID_TOKEN\b|0x80090308/i, symptom: handshake['not-tls'] },
    { pattern: /\bSEC_E_ILLEGAL_MESSAGE\b|0x80090326/i, symptom: handshake['handshake-failed'] },
    { pattern: /\bSEC_I_INCOMPLETE_CREDENTIALS\b|0x00090320/i, symptom: certificates['client-certificate-demanded'] },
    {
      pattern: /\bERROR_WINHTTP_SECURE_FAILURE\b|\b(?:WinHTTP|WinInet)[^.]*12175\b/i,
      symptom: certificates['verify-failed'],
    },
    {
      pattern: /schannel: (?:failed to receive handshake|next InitializeSecurityContext failed)/i,
      symptom: handshake['handshake-failed'],
    },
  ],
};
