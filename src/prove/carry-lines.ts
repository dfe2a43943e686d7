import type { Statement } from '../haproxy/syntax/tree.ts';

/**
 * What becomes of a line in a HAProxy of our own: `core`: it is what is to be shown; `spare`: it is carried over, and
 * left out where HAProxy refuses it away from the rest; `told`: it is left out, which is said; `drop`: it is left out, as
 * is all that has to do with the real listeners, logs and users.
 */
export type Fate = 'core' | 'spare' | 'told' | 'drop';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Of the `global` section: what bears on the TLS of servers, on the sizes that requests meet, and on the environment. */
const globals =
  /^(?:ca-base|crt-base|ssl-default-server-\S+|ssl-server-verify|ssl-security-level|ssl-engine|ssl-mode-async|ssl-propquery|ssl-provider(?:-path)?|ssl-load-extra-\S+|ssl-skip-self-issued-ca|issuers-chain-path|tune\.(?:ssl|bufsize|maxrewrite|h2|http|idle-pool|pool-\S+)\S*|setenv|presetenv|unsetenv|resetenv|max-spread-checks|spread-checks|expose-(?:experimental|deprecated)-directives|h1-\S+|http-err-codes|http-fail-codes|dns-accept-family|insecure-setuid-wanted)$/;

/** Of all proxies: listeners, logs, statistics, mail, files of state. */
const real = words(`
  log log-format log-format-sd error-log-format log-tag log-steps email-alert bind bind-process stats monitor-uri
  monitor-net monitor server-state-file-name load-server-state-from-file maxconn backlog rate-limit use_backend
  default_backend grace id description
`);

const loggingOptions = words(`
  httplog httpslog tcplog clitcpka-log logasap dontlog-normal dontlognull log-separate-errors log-health-checks
  socket-stats contstats
`);

const checkOptions = words(`
  httpchk tcp-check ssl-hello-chk smtpchk mysql-check pgsql-check redis-check ldap-check spop-check
`);

const core = words('server server-template default-server http-check tcp-check mode');

/** What runs other programs or shows other pages than HAProxy's own. */
const elsewhere = words('filter errorfile errorfiles errorloc errorloc302 errorloc303 http-error external-check');

/** Actions of `http-request` after which the request goes on. */
const goingOn =
  /^(?:add-header|allow|capture|del-header|disable-l7-retry|do-resolve\(.*|normalize-uri|replace-(?:header|path|pathq|uri|value)|set-(?:dst|dst-port|header|method|path|pathq|query|src|src-port|timeout|uri)|set-header-bin|set-var(?:-fmt)?\(.*|strict-mode|unset-var\(.*)$/;

const frontendWords = words('acl capture declare mode timeout unique-id-format unique-id-header http-reuse retries');

/**
 * @param statement of a `global` section
 * @returns its fate
 */
export function globalFate({ words: [first] }: Statement): Fate {
  return globals.test(first?.text ?? '') ? 'spare' : 'drop';
}

/**
 * @param statement of a `backend` or `listen` under test
 * @returns its fate
 */
export function backendFate(statement: Statement): Fate {
  const [keyword, option, second] = keywords(statement);
  if (real.has(keyword)) return 'drop';
  if (elsewhere.has(keyword)) return 'told';
  if (keyword === 'tcp-request' && (option === 'connection' || option === 'session')) return 'told';
  if (keyword === 'http-request' && /^(?:use-service|lua\.|silent-drop)/.test(option)) return 'told';
  if (keyword !== 'option') return core.has(keyword) ? 'core' : 'spare';
  if (option === 'external-check') return 'told';
  if (loggingOptions.has(option)) return 'drop';
  return checkOptions.has(option) || second === 'httpchk' ? 'core' : 'spare';
}

/**
 * @param statement of the `frontend` that leads to a backend under test
 * @returns its fate: what changes the request stays
 */
export function frontendFate(statement: Statement): Fate {
  const [keyword, action] = keywords(statement);
  if (keyword === 'http-request') return goingOn.test(action) ? 'spare' : 'told';
  if (keyword === 'tcp-request') return tcpFate(statement);
  if (keyword === 'http-response' || keyword === 'http-after-response')
    return /^(?:deny|return|redirect|set-status)/.test(action) ? 'told' : 'drop';
  if (keyword === 'redirect' || keyword === 'filter') return 'told';
  if (keyword === 'option') return loggingOptions.has(action) ? 'drop' : 'spare';
  return frontendWords.has(keyword) ? 'spare' : 'drop';
}

/**
 * @param statement of a `defaults` section, which frontends and backends inherit
 * @returns its fate
 */
export function defaultsFate(statement: Statement): Fate {
  const [keyword] = keywords(statement);
  return /^(?:http-request|tcp-request|http-(?:after-)?response)$/.test(keyword)
    ? frontendFate(statement)
    : backendFate(statement);
}

/** What waits for the client's name stays; what counts and refuses does not. */
function tcpFate({ words: [, first, second] }: Statement): Fate {
  if (first?.text === 'inspect-delay') return 'spare';
  return first?.text === 'content' && /^(?:accept|set-var|unset-var|capture|do-resolve)/.test(second?.text ?? '')
    ? 'spare'
    : 'told';
}

/** The keyword and what follows it, without `no` or `default` in front. */
function keywords({ words: all }: Statement): [string, string, string] {
  const texts = all.map(({ text }) => text);
  const [first, ...others] = /^(?:no|default)$/.test(texts[0] ?? '') ? texts.slice(1) : texts;
  return [first ?? '', others[0] ?? '', others[1] ?? ''];
}
