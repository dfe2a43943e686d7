import type { Symptom } from '../symptom.ts';

// What HAProxy says of configurations while it starts, where a page says more (haproxy v2.6.0 and v3.4.0 sources, messages
// measured on 2.6.12 and 3.4.7).
const known: readonly (readonly [message: RegExp, symptom: Symptom])[] = [
  [
    /error detected while parsing sni(?: or pool-conn-name)? expression|'sni'.*unknown fetch method/,
    {
      meaning: 'HAProxy does not start: `sni` holds a bare name, where an expression belongs.',
      causes: [
        [
          'sni-not-an-expression',
          'certain',
          'HAProxy takes the name for a sample fetch: it is written `sni str(NAME)`.',
        ],
      ],
      by: 'configuration',
    },
  ],
  [
    /hiding headers or body at the end of the version string/,
    {
      meaning: 'A header is hidden behind the version in `option httpchk`: deprecated since 2.2, refused since 2.8.',
      causes: [
        ['httpchk-hidden-header', 'certain', 'HAProxy says so itself: `http-check send hdr` takes its place.'],
        ['line-refused', 'possible', 'After an upgrade the same line keeps HAProxy from starting.'],
      ],
      by: 'configuration',
    },
  ],
  [
    /uses http-check rules without 'option httpchk', so the rules are ignored/,
    {
      meaning: 'The backend has `http-check` rules and no `option httpchk`: its check stays a TCP or TLS check.',
      causes: [['check-rules-ignored', 'certain', 'HAProxy says so itself.']],
      by: 'configuration',
    },
  ],
  [
    /verify is enabled by default but no CA file specified/,
    {
      meaning:
        "HAProxy does not start: a server with `ssl` verifies certificates unless told otherwise, and no `ca-file` says by which authorities. `ca-file @system-ca` (2.6) or a file of one's own belongs there; `verify none` gives verification up.",
      causes: [['verify-none', 'possible', '`verify none` would start, and verify nothing.']],
      by: 'configuration',
    },
  ],
  [
    /unknown keyword '(?:no-)?(?:check-)?sni-auto'|unknown keyword 'healthcheck'|unknown keyword '(?:check-reuse-pool|check-pool-conn-name|ws|idle-ping|check-proto|check-alpn|init-state)'/,
    {
      meaning: 'HAProxy does not start: the configuration holds a word that this version does not know.',
      causes: [['line-refused', 'likely', 'The word belongs to a newer HAProxy than the one that runs.']],
      by: 'configuration',
    },
  ],
  [
    /option httpchk' cannot handle unexpected argument/,
    {
      meaning: 'HAProxy does not start: `option httpchk METHOD URI VERSION HOST` takes a fourth word since 3.1 only.',
      causes: [['line-refused', 'certain', 'Older versions take the Host from `http-check send hdr Host NAME`.']],
      by: 'configuration',
    },
  ],
  [
    /unable to add http-check (?:send|expect) rule at step \d+ \(missing connect rule\)/,
    {
      meaning:
        'HAProxy does not start: the rules of a check stand in an order that makes no sense: a second request needs a connection of its own.',
      causes: [],
      by: 'configuration',
    },
  ],
  [
    /has no server available!/,
    {
      meaning: 'All servers of the backend are DOWN.',
      causes: [['sni-required', 'possible', 'Why the servers are DOWN stands on their check lines.']],
      by: 'handshake',
    },
  ],
  [
    /changed its (?:IP|FQDN) from|IP changed from/,
    { meaning: 'HAProxy resolved the name of a server anew and goes to another address now.', causes: [], by: null },
  ],
  [
    /resolves again|administratively READY|valid DNS answer/,
    { meaning: 'The name of the server is resolved again: HAProxy uses it.', causes: [], by: null },
  ],
  [
    /could not resolve address|No such (?:domain|host)/i,
    { meaning: 'HAProxy could not resolve the name of a server (`init-addr`, `resolvers`).', causes: [], by: null },
  ],
];

/**
 * What a message of HAProxy's about a configuration or itself means.
 * @param message its words
 * @param level `ALERT`, `WARNING`, `NOTICE`; null: the line has none
 * @returns its meaning; where nothing more is known, that it is HAProxy's own
 */
export function noticeSymptom(message: string, level: string | null): Symptom {
  for (const [pattern, symptom] of known) if (pattern.test(message)) return symptom;
  if (
    /\bparsing \[|\bconfig\s*:|Error\(s\) found in configuration file|Fatal errors found in configuration/i.test(
      message,
    )
  )
    return {
      meaning: `HAProxy says of its configuration what ${level === 'ALERT' ? 'keeps it from starting' : 'it does not like'}; its own words say what.`,
      causes: [],
      by: level === 'ALERT' ? 'configuration' : null,
    };
  return { meaning: 'HAProxy says something of itself; its own words say what.', causes: [], by: null };
}
