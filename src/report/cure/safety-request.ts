import type { Patient } from './cure.ts';
import type { Danger, Said } from './safety-danger.ts';
import { nameOf, trafficOf } from './traffic.ts';
import { clientNames, servedNames, usesPattern } from './traffic-names.ts';

/**
 * The Host that an edit sets for every request.
 * @param said what the edit says: a whole rule, or a new value in one
 * @returns the Host; null: it sets none
 */
function hostSet({ line, words }: Said): string | null {
  if (!/^http-request set-header host /i.test(line.join(' ')) || words.length === 0) return null;
  return line[3] ?? null;
}

/**
 * `set-header Host` changes what the application sees.
 * @param said what the edit says
 * @returns what can happen; null: nothing
 */
export const changesHost: Danger = (said) => {
  const host = hostSet(said);
  return host === null
    ? null
    : `The application sees the Host ${host} in place of the one that clients ask for: links, redirects and cookies that it makes may change.`;
};

/**
 * One fixed name on a backend that serves several.
 * @param said what the edit says
 * @param patient the server
 * @returns what can happen; null: nothing
 */
export const fixesOneOfSeveral: Danger = (said, patient) => {
  const host = hostSet(said);
  const sni = said.words[0] === 'sni' ? (/^str\(([^)]*)\)$/.exec(said.words[1] ?? '')?.[1] ?? null) : null;
  const name = host ?? sni;
  if (name === null || !servesOthers(patient, name)) return null;
  return `Several names are served here: under one fixed name, users of one site may get the answer of another. Prefer \`sni req.hdr(host),field(1,:)\` where the backend knows them all.`;
};

function servesOthers(patient: Patient, name: string): boolean {
  const traffic = trafficOf(patient);
  // What all requests are made to ask for already is not changed by saying it once more.
  if (servedNames(patient, traffic).fixed === nameOf(name)) return false;
  return usesPattern(patient) || clientNames(patient, traffic, nameOf(name) ?? name).length > 1;
}

/**
 * `X-Forwarded-Proto` makes the application take requests for encrypted.
 * @param said what the edit says
 * @returns what can happen; null: nothing
 */
export const tellsHttps: Danger = ({ line }) => {
  if (!/^http-request set-header x-forwarded-proto https\b/i.test(line.join(' '))) return null;
  return 'The application takes every request that came over TLS for https: links and cookies that it makes may change.';
};
