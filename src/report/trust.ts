import { defaultCertificate } from '../catalogue/faults/default-certificate.ts';
import { verifyNone } from '../catalogue/faults/verify-none.ts';
import type { Edit } from '../catalogue/need.ts';
import { noServerName } from '../catalogue/needs/no-server-name.ts';
import { serverNameEdits, sni } from '../catalogue/needs/sni.ts';
import { tls } from '../catalogue/needs/tls.ts';
import { presented } from '../catalogue/presented.ts';
import type { View } from '../catalogue/view.ts';
import { certificateNames } from '../haproxy/verify.ts';
import { expand, type HaproxyVersion, introduced, since } from '../haproxy/versions.ts';
import { word } from '../haproxy/words.ts';

/**
 * The ways to trust a backend's certificate, the safest first; `verify none`, which always works, last.
 * @param view the evidence
 * @param version one HAProxy version, or `any`
 * @returns edits of each way; one empty list where the backend speaks no TLS
 */
export function waysToTrust(view: View, version: HaproxyVersion): Edit[][] {
  const seen = presented(view);
  if (!seen || !tls.shown(view)) return [[]];
  const { sni: name } = view.question;
  const verifiable = seen.tls.trusted && (name === null || certificateNames(seen.leaf, name));
  return verifiable ? [verified(view, version), [unverified]] : [[unverified]];
}

const unverified: Edit = {
  directive: { scope: 'server', text: 'verify none', because: verifyNone.code, since: '1.5', safety: 'review' },
  step: 'trust',
  apply: (settings) => settings,
};

/** The authority, and which name is to be in the certificate where nothing says so yet. */
function verified(view: View, version: HaproxyVersion): Edit[] {
  const { sni: name, mode } = view.question;
  const authority = authorityEdit(view.question.caFile, version);
  if (name === null || sni.shown(view)) return [authority];
  if (noServerName.shown(view)) return [authority, verifyhostEdit(name)];
  // HAProxy verifies the server name that it sends, and `verifyhost` only where it sends none. From 3.3 on it sends the
  // Host of each client by itself; and a default certificate is another site's: then the name has to be sent.
  const automatic = mode === 'http' && expand(version).some((release) => since(release, introduced.automaticSni));
  if (automatic) return [...serverNameEdits(name, tls.code, mode), authority];
  if (defaultCertificate.shown(view, null)) return [...serverNameEdits(name, defaultCertificate.code, mode), authority];
  return [authority, verifyhostEdit(name)];
}

function authorityEdit(caFile: string | null, version: HaproxyVersion): Edit {
  const system = since(version, introduced.systemCa) ? '@system-ca' : '/etc/ssl/certs/ca-certificates.crt';
  const file = caFile ?? system;
  return {
    directive: {
      scope: 'server',
      text: `ca-file ${word(file)}`,
      because: tls.code,
      since: file === '@system-ca' ? introduced.systemCa : '1.5',
      safety: 'safe',
    },
    step: 'trust',
    apply: (settings) => ({ ...settings, verify: { caFile: file } }),
  };
}

function verifyhostEdit(name: string): Edit {
  return {
    directive: { scope: 'server', text: `verifyhost ${word(name)}`, because: tls.code, since: '1.5', safety: 'safe' },
    step: 'trust',
    apply: (settings) => ({ ...settings, verifyhost: name }),
  };
}
