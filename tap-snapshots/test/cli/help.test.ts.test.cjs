/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/cli/help.test.ts > TAP > --help > must match snapshot 1`] = `
Finds out why HAProxy fails against a backend, and what to write.

sni-doctor ADDRESS NAME

Commands:
  sni-doctor probe [address..]  say what a backend needs and what to paste into
                                haproxy.cfg
  sni-doctor check [file..]     say what HAProxy will report of the servers in
                                haproxy.cfg
  sni-doctor prove [file..]     show on a real HAProxy what the change does
  sni-doctor upgrade [file..]   say what another HAProxy version changes for
                                haproxy.cfg
  sni-doctor explain [text..]   say what a log line or an error text means
  sni-doctor triage [server..]  say why servers of a running HAProxy are DOWN
  sni-doctor matrix [word..]    say what differs before a move: every host
                                against every target
  sni-doctor lab [name..]       start backends that misbehave in a known way, on
                                loopback
  sni-doctor demo               the whole story on such a backend, with nothing
                                else installed
  sni-doctor completion         shell completion: source what it prints

Positionals:
  address                                                               [string]
  name                                                                  [string]

Options:
  --help     Show help                                                 [boolean]
  --version  Show version number                                       [boolean]

Examples:
  sni-doctor 10.0.0.5 www.example.test      the address and the site
  sni-doctor probe 10.0.0.5:8443 --host www.example.test --ca-file ca.pem

Exit code: 0 healthy, 1 not, 2 wrong arguments, 3 unable, 130 Ctrl-C.

`

exports[`test/cli/help.test.ts > TAP > check --help > must match snapshot 1`] = `
sni-doctor check FILE...

FILE: a file, a folder of *.cfg, - for standard input; read in this order

The configuration:
  -f              file, or folder of *.cfg, as haproxy -f (repeatable)   [array]
      --env       NAME=VALUE, over the environment (repeatable)          [array]
      --env-file  lines NAME=VALUE, as /etc/default/haproxy             [string]

What is asked:
      --server  only this BACKEND/SERVER (repeatable)                    [array]
      --host    a name that clients ask for (repeatable)                 [array]
      --method  method of their requests [GET]                          [string]
      --path    path of their requests [/]                              [string]

The edits that mend it:
      --diff     print them as a patch, all else to stderr             [boolean]
      --fix      write the safe ones; the old file is FILE.orig        [boolean]
      --fix-all  write also what is to be looked at first              [boolean]

How it is run:
      --resolve  NAME:PORT:ADDRESS, as curl has it (repeatable)          [array]
      --offline  judge the text alone, connect to nothing              [boolean]
      --plan     list the connections and make none                    [boolean]
      --timeout  the most one connection may take [5s]                  [string]

HAProxy:
      --haproxy-version  X.Y, X.Y.Z or any [haproxy -v]                 [string]

Output:
      --format   table, json or ndjson [table]                          [string]
      --output   write to FILE, whole or not at all                     [string]
      --explain  say why, and what is sent                             [boolean]
      --verbose  all servers, and what is sent to each                 [boolean]
      --quiet    no notes and no progress                              [boolean]
      --color    colour [auto]              [choices: "auto", "always", "never"]
      --fail-on  findings that make the exit code 1 [error]
                                  [choices: "error", "warning", "info", "never"]

Options:
      --help     Show help                                             [boolean]
      --version  Show version number                                   [boolean]

Examples:
  sni-doctor check /etc/haproxy/haproxy.cfg
  sni-doctor check -f haproxy.cfg -f conf.d/ --env-file /etc/default/haproxy
  sni-doctor check haproxy.cfg --server be/s1 --host www.example.test
  sni-doctor check --offline --haproxy-version 3.4 - < haproxy.cfg
  sni-doctor check haproxy.cfg --diff | patch -p0
  sni-doctor check haproxy.cfg --fix

Exit code: 0 no finding at --fail-on [error] (--fix: none left), 1 some,
2 wrong arguments, 3 unreadable (--fix: nothing written), 130 Ctrl-C.

`

exports[`test/cli/help.test.ts > TAP > lab --help > must match snapshot 1`] = `
sni-doctor lab [name..]

start backends that misbehave in a known way, on loopback

Positionals:
  name                                                     [array] [default: []]

Options:
  --help       Show help                                               [boolean]
  --version    Show version number                                     [boolean]
  --list       list the backends and start none                        [boolean]
  --port       port of the backend [any free one]                       [string]
  --http-port  its clear-text port [any free one]                       [string]
  --host       the name of its site [www.example.test]                  [string]

`

exports[`test/cli/help.test.ts > TAP > matrix --help > must match snapshot 1`] = `
sni-doctor matrix --hosts FILE --targets LABEL=ADDRESS,...
sni-doctor matrix merge FILE...

Every host against every target, and what differs; merge joins results (NDJSON)

What is asked:
  --hosts         file with the names, - for standard input (repeatable) [array]
  --hosts-format  what that file is [auto]
              [choices: "auto", "list", "haproxy", "zone", "certificate", "csv"]
  --targets       LABEL=ADDRESS[:PORT],... or a file of these (repeatable)
                                                                         [array]
  --pairs         CSV instead: ADDRESS, HOST, LABEL, PORT (repeatable)   [array]
  --strict        refuse the whole where one line is bad               [boolean]
  --port          port of targets that name none [443]                  [string]
  --path          path of the request [/]                               [string]
  --method        method of the request [GET]                           [string]
  --expect        as in haproxy.cfg [status 200-399]                    [string]

What it is compared with:
  --diff      the other targets with the first                         [boolean]
  --from      label of another than the first                           [string]
  --baseline  with the cells of an earlier run, NDJSON                  [string]
  --body      bodies as well: each is read to its end                  [boolean]

How fast:
  --concurrency  connections at once [64]                               [string]
  --per-target   of these, to one target [as many]                      [string]
  --rate         new connections per second [no limit]                  [string]
  --retries      for what may pass at another try [1]                   [string]
  --timeout      the most one exchange may take [5s]                    [string]

In parts:
  --resume  go on: leave out the cells of FILE, NDJSON                  [string]
  --shard   I/N: part I of N, counted from 0                            [string]
  --plan    list the connections and make none                         [boolean]

TLS and transport:
  --ca-file     trust these authorities, not the system                 [string]
  --cert        client certificate, PEM                                 [string]
  --key         its private key, PEM                                    [string]
  --send-proxy  send a PROXY header                        [choices: "v1", "v2"]
  --source      local address to connect from                           [string]

HAProxy:
  --haproxy-version  X.Y, X.Y.Z or any [haproxy -v]                     [string]

Output:
  --all      every host, none counted                                  [boolean]
  --format   table, ndjson, json, csv or markdown [table]               [string]
  --output   write to FILE, whole or not at all                         [string]
  --explain  say why each difference matters                           [boolean]
  --verbose  connections and time of each cell                         [boolean]
  --quiet    no notes and no progress                                  [boolean]
  --color    colour [auto]                  [choices: "auto", "always", "never"]
  --fail-on  findings that make the exit code 1 [error]
                                  [choices: "error", "warning", "info", "never"]

Options:
  --help     Show help                                                 [boolean]
  --version  Show version number                                       [boolean]

Examples:
  sni-doctor matrix --hosts h.txt --targets old=192.0.2.1,new=10.0.0.5 --diff
  sni-doctor matrix --hosts haproxy.cfg --targets t --baseline b.ndjson
  sni-doctor matrix --hosts h --targets t --format ndjson > c
  sni-doctor matrix --hosts h --targets t --format ndjson --resume c >> c
  sni-doctor matrix merge 0.ndjson 1.ndjson --diff --from old

Exit code: 0 nothing at --fail-on [error], 1 some cell (with --diff or
--baseline: some difference), 2 wrong arguments, 3 input unreadable or cells
that could not be tested, 130 Ctrl-C.

`

exports[`test/cli/help.test.ts > TAP > probe --help > must match snapshot 1`] = `
sni-doctor probe ADDRESS... --host NAME

ADDRESS: IPv4, IPv6, name, each with :port if need be, or a URL

What is asked:
  --host             site: server name and Host (repeatable)             [array]
  --sni              NAME or none, where it differs from --host         [string]
  --host-header      NAME[:PORT] or none, where it differs              [string]
  --public-host      the name that clients use towards HAProxy          [string]
  --port             port of addresses that name none [443]             [string]
  --http-port        clear-text port beside it, 0 for none [80]         [string]
  --path             path of the check [/]                              [string]
  --method           method of the check [GET]                          [string]
  --expect           as in haproxy.cfg [status 200-399]                 [string]
  --mode             tcp judges the TLS layer only [http]
                                                        [choices: "http", "tcp"]
  --forwarded-proto  send X-Forwarded-Proto: https                     [boolean]

TLS and transport:
  --ca-file     trust these authorities, not the system                 [string]
  --cert        client certificate, PEM                                 [string]
  --key         its private key, PEM                                    [string]
  --send-proxy  send a PROXY header                        [choices: "v1", "v2"]
  --source      local address to connect from                           [string]

HAProxy:
  --haproxy-version  X.Y, X.Y.Z or any [haproxy -v]                     [string]

How it is run:
  --timeout  the most one exchange may take [5s]                        [string]
  --repeat   do it N times: finds what fails at times                   [string]
  --gentle   one connection at a time, and few                         [boolean]
  --plan     list the connections and make none                        [boolean]
  --save     keep the evidence in FILE                                  [string]
  --from     judge saved evidence, no network                           [string]

Output:
  --format   table, json or ndjson [table]                              [string]
  --output   write to FILE, whole or not at all                         [string]
  --explain  say why, and how to see it otherwise                      [boolean]
  --verbose  every connection, with its time                           [boolean]
  --quiet    no notes and no progress                                  [boolean]
  --color    colour [auto]                  [choices: "auto", "always", "never"]
  --fail-on  findings that make the exit code 1
                                  [choices: "error", "warning", "info", "never"]

Options:
  --help     Show help                                                 [boolean]
  --version  Show version number                                       [boolean]

Examples:
  sni-doctor probe 10.0.0.5:8443 --host www.example.test --ca-file ca.pem
  sni-doctor probe 10.0.0.5 10.0.0.6 --host a.test --host b.test --format json

`
