import type { Symptom } from '../symptom.ts';

const nothing: Omit<Symptom, 'meaning'> = { causes: [], by: null };

const meanings: Readonly<Record<string, string>> = {
  L4OK: 'The check passed: a TCP connection was made. That says nothing of TLS or HTTP.',
  L6OK: 'The check passed: the TLS handshake was completed. That says nothing of HTTP, and nothing of a client certificate in TLS 1.3.',
  L7OK: 'The check passed.',
  PROCOK: 'The external check passed: the program ended with 0.',
  UNK: "Nothing is known of this server's check.",
  INI: 'The check of this server has not run yet.',
  START: 'The check of this server has not run yet.',
  CHECKED: 'The check brought no change of state.',
};

/**
 * What a check means that did not fail.
 * @param status a `check_status` word
 * @param code the HTTP status, where there is one
 * @returns null: the word is none of HAProxy's
 */
export function passed(status: string, code: number | null): Symptom | null {
  if (status === 'L7OKC')
    return {
      meaning: `The check passed on a condition (\`http-check disable-on-404\`${code === null ? '' : `, the answer was ${code}`}): the server takes no new sessions.`,
      causes:
        code === 404
          ? [
              [
                'host-required',
                'possible',
                'Where this is not meant: the default site, asked without a Host, has no such page.',
              ],
            ]
          : [],
      by: code === 404 ? 'request' : null,
    };
  if (status === 'L7OK' && code !== null && code >= 300 && code < 400)
    return {
      meaning: `The check passed with a redirect (${code}): HAProxy takes 3xx for healthy and follows none. Users may be sent round in circles.`,
      causes: [
        [
          'redirect-taken-for-healthy',
          'likely',
          'What the redirect leads to was not asked for: the check is green whatever stands behind it.',
        ],
        ['redirect-required', 'possible', 'A clear-text port that only redirects to https looks like this.'],
        ['canonical-host', 'possible', 'So does a site that sends every other name to its own.'],
        ['forwarded-proto-required', 'possible', 'So does an application that misses `X-Forwarded-Proto: https`.'],
      ],
      by: 'request',
    };
  if (status === 'L7OK' && code !== null && code >= 400)
    return {
      meaning: `The check passed with an error (${code}): the configuration says that this status is healthy.`,
      causes: [['error-taken-for-healthy', 'likely', '`http-check expect` takes this status for healthy.']],
      by: 'configuration',
    };
  const meaning = meanings[status];
  return meaning === undefined ? null : { meaning, ...nothing };
}
