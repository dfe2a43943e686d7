/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict';
exports[
  `test/report/formats/screen.test.ts > TAP > broken: what to do stands under each finding > must match snapshot 1`
] = `
BROKEN  10.0.0.5:443: The certificate has expired
        "ssl verify none check" alone: check DOWN (L6RSP), users get 503.

 step                   backend answered         HAProxy 2.6 logs
 TLS, no server name    RESET after ClientHello  L6RSP "SSL handshake failure"
 TLS, www.example.test  ok, TLSv1.3, cert valid  L6OK
   GET / without Host   400 Bad Request          L7STS 400 "Bad Request"
   GET / with Host      200 OK                   L7OK 200

 error   SNI402  The certificate has expired
                 Without one the connection is reset after the ClientHello; with
                 one the handshake is done.
                 -> Renew it at the backend.
                 -> Until then: nothing in HAProxy mends it.

 14 connections, 0.2 s, from 10.0.0.21, for HAProxy 2.6 (--haproxy-version).
 Not seen: haproxy.cfg, HAProxy's source address, its TLS library.

`;

exports[`test/report/formats/screen.test.ts > TAP > fixable > must match snapshot 1`] = `
FIXABLE  10.0.0.5:443 needs TLS + server name (SNI) + Host header
         "ssl verify none check" alone: check DOWN (L6RSP), users get 503.

 step                   backend answered         HAProxy 2.6 logs
 TLS, no server name    RESET after ClientHello  L6RSP "SSL handshake failure"
 TLS, www.example.test  ok, TLSv1.3, cert valid  L6OK
   GET / without Host   400 Bad Request          L7STS 400 "Bad Request"
   GET / with Host      200 OK                   L7OK 200
 plain :80 with Host    301 to https             L7OK 301 (green, users loop)

PASTE into the backend (keep your own name, inter, maxconn)
    option httpchk GET /
    http-check send meth GET uri / ver HTTP/1.1 hdr Host www.example.test
    server www_example_test 10.0.0.5:443 ssl ca-file @system-ca verifyhost www.example.test check check-sni www.example.test sni str(www.example.test)

 ! check-sni mends only the check, sni only the traffic: both are needed.

 info    SNI205  The clear-text port redirects everything to https
                 -> Send traffic to port 443.

 Verified: the check and a request, made as HAProxy makes them with these lines:
 200. 14 connections, 0.2 s, from 10.0.0.21, for HAProxy 2.6
 (--haproxy-version).
 Not seen: haproxy.cfg, HAProxy's source address, its TLS library.

`;

exports[`test/report/formats/screen.test.ts > TAP > fixable, everything said > must match snapshot 1`] = `
FIXABLE  10.0.0.5:443 (www.example.test) needs TLS + server name (SNI) + Host
         header
         "ssl verify none check" alone: check DOWN (L6RSP), users get 503.

 step              backend answered                HAProxy 2.6 logs
 TCP               connected 0.4 ms
 TLS, no server    RESET after ClientHello 3.1 ms  L6RSP "SSL handshake failure"
 name
 TLS,              ok, TLSv1.3, cert valid 5.2 ms  L6OK
 www.example.test
   GET / without   400 Bad Request 5.9 ms          L7STS 400 "Bad Request"
   Host
   GET / with      200 OK 6.4 ms                   L7OK 200
   Host
 plain :80 with    301 to https 1.2 ms             L7OK 301 (green, users loop)
 Host

PASTE into the backend (keep your own name, inter, maxconn)
    option httpchk GET /
    http-check send meth GET uri / ver HTTP/1.1 hdr Host www.example.test
    server www_example_test 10.0.0.5:443 ssl ca-file @system-ca verifyhost www.example.test check check-sni www.example.test sni str(www.example.test)

 ! check-sni mends only the check, sni only the traffic: both are needed.

 error   SNI101  The backend needs a server name (SNI)
                 Without one the connection is reset after the ClientHello; with
                 one the handshake is done.
                 docs/codes/SNI101.md
 info    SNI205  The clear-text port redirects everything to https
                 It answers 301.
                 -> Send traffic to port 443.
                 docs/codes/SNI205.md

SEE IT with other tools
    # TLS, no server name
    openssl s_client -connect 10.0.0.5:443 -noservername </dev/null

 Verified: the check and a request, made as HAProxy makes them with these lines:
 200. 14 connections, 0.2 s, from 10.0.0.21, for HAProxy 2.6
 (--haproxy-version).
 Not seen: haproxy.cfg, HAProxy's source address, its TLS library.

`;

exports[`test/report/formats/screen.test.ts > TAP > healthy > must match snapshot 1`] = `
HEALTHY  10.0.0.5:443 needs nothing special
         "ssl ca-file @system-ca verifyhost www.example.test check check-sni
         www.example.test sni str(www.example.test)" alone: check UP (L7OK 200),
         users get 200.

 step               backend answered  HAProxy 2.6 logs
   GET / with Host  200 OK            L7OK 200

 14 connections, 0.2 s, from 10.0.0.21, for HAProxy 2.6 (--haproxy-version).
 Not seen: haproxy.cfg, HAProxy's source address, its TLS library.

`;

exports[`test/report/formats/screen.test.ts > TAP > the connections that would be made > must match snapshot 1`] = `
PLAN  10.0.0.5 port 443, www.example.test: 6 connections; none is made now

 id                 port  sends
 tcp                443   nothing: connects and closes
 tls-without-sni    443   TLS without server name
 tls-with-sni       443   TLS www.example.test
 http-without-host  443   TLS www.example.test; GET / HTTP/1.1, no Host
 http-with-host     443   TLS www.example.test; GET / HTTP/1.1, Host
                          www.example.test
 plain-with-host    80    GET / HTTP/1.1, Host www.example.test

Then, depending on the answers:
 - what the answers call for

`;

exports[`test/report/formats/screen.test.ts > TAP > the story > must match snapshot 1`] = `
Step 1
    option httpchk GET /
    server www_example_test 10.0.0.5:443 ssl verify none check
  check: L6RSP "SSL handshake failure" DOWN
  users get 503 (SC--)

Step 2
    option httpchk GET /
    http-check send meth GET uri / ver HTTP/1.1 hdr Host www.example.test
    server www_example_test 10.0.0.5:443 ssl ca-file @system-ca verifyhost www.example.test check check-sni www.example.test sni str(www.example.test)
  check: L7OK 200 UP
  users get 200 (----)

`;

exports[`test/report/formats/screen.test.ts > TAP > unreachable > must match snapshot 1`] = `
UNREACHABLE  10.0.0.5:443 does not answer

 1 connection, 0.2 s, for any supported HAProxy (--haproxy-version).
 Not seen: haproxy.cfg, HAProxy's source address, its TLS library.

`;
