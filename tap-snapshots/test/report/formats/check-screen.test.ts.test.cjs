/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/report/formats/check-screen.test.ts > TAP > 200 servers stay readable > must match snapshot 1`] = `
FAILING  70 of 200 servers fail, 10 are green but wrong, 120 have warnings.

DOWN
 backend-number-120/s1  haproxy.cfg:490
     check L6RSP "SSL handshake failure"  traffic 503 SC--
 backend-number-121/s1  haproxy.cfg:494
     check L6RSP "SSL handshake failure"  traffic 503 SC--
 backend-number-122/s1  haproxy.cfg:498
     check L6RSP "SSL handshake failure"  traffic 503 SC--
 and backend-number-123/s1 haproxy.cfg:502, backend-number-124/s1
     haproxy.cfg:506, backend-number-125/s1 haproxy.cfg:510,
     backend-number-126/s1 haproxy.cfg:514 and 63 more
   error   SNI101  the backend wants a server name (SNI)
   -> server backend-number-120/s1, haproxy.cfg:490: check-sni backend-number-120.example.test sni str(backend-number-120.example.test)
   -> backend backend-number-120, haproxy.cfg:489: http-check send meth GET uri / ver HTTP/1.1 hdr Host backend-number-120.example.test
   -> and so on for 69 more: --verbose

GREEN BUT WRONG
 backend-number-190/s1  haproxy.cfg:770  check L7OK 200 "OK"  traffic 503 SC--
 backend-number-191/s1  haproxy.cfg:774  check L7OK 200 "OK"  traffic 503 SC--
 backend-number-192/s1  haproxy.cfg:778  check L7OK 200 "OK"  traffic 503 SC--
 and backend-number-193/s1 haproxy.cfg:782, backend-number-194/s1
     haproxy.cfg:786, backend-number-195/s1 haproxy.cfg:790,
     backend-number-196/s1 haproxy.cfg:794 and 3 more
   error   SNI101  the backend wants a server name (SNI)
   -> server backend-number-190/s1, haproxy.cfg:770: check-sni backend-number-190.example.test sni str(backend-number-190.example.test)
   -> backend backend-number-190, haproxy.cfg:769: http-check send meth GET uri / ver HTTP/1.1 hdr Host backend-number-190.example.test
   -> and so on for 9 more: --verbose

 warning SNI425  nobody verifies the backend (200 servers)
         backend-number-0/s1 haproxy.cfg:10, backend-number-1/s1 haproxy.cfg:14,
         backend-number-2/s1 haproxy.cfg:18, backend-number-3/s1 haproxy.cfg:22
         and 196 more

 120 other servers: --verbose lists them

 400 connections, 0.3 s, from 10.0.0.21. For HAProxy 3.2.26 (--haproxy-version).
 Not seen: the running HAProxy, its source address, its TLS library.
 As a patch: check --diff. Written into the file: check --fix

`

exports[`test/report/formats/check-screen.test.ts > TAP > everything said > must match snapshot 1`] = `
FAILING  1 of 2 servers fails, 1 is fine.

DOWN
 be/s1  haproxy.cfg:17  check L6RSP "SSL handshake failure"  traffic 503 SC--
     address: 10.0.0.5:8443
     check sends: port 8443, TLS without server name, "GET / HTTP/1.0", no Host
     traffic sends: TLS without server name, Host www.example.test
   error   SNI101  the backend wants a server name (SNI)
                   Without a server name the handshake was reset; with one it
                   was completed.
                   docs/codes/SNI101.md
   -> server be/s1, haproxy.cfg:17: check-sni be.example.test sni str(be.example.test)
   -> backend be, haproxy.cfg:16: http-check send meth GET uri / ver HTTP/1.1 hdr Host be.example.test

 web/s1  haproxy.cfg:5  check L7OK 200 "OK"  traffic 200 --
     address: 10.0.0.5:8443
     check sends: port 8443, TLS without server name, "GET / HTTP/1.0", no Host
     traffic sends: TLS www.example.test, Host www.example.test

 4 connections, 0.3 s, from 10.0.0.21. For HAProxy 3.2.26 (--haproxy-version).
 Not seen: the running HAProxy, its source address, its TLS library.
 As a patch: check --diff. Written into the file: check --fix

`

exports[`test/report/formats/check-screen.test.ts > TAP > offline: nothing is said of what was not asked > must match snapshot 1`] = `
WRONG  1 of 2 servers has an error, 1 has no error in its text.

WRONG
 be/s1  haproxy.cfg:17
   error   SNI101  the backend wants a server name (SNI)
   -> server be/s1, haproxy.cfg:17: check-sni be.example.test sni str(be.example.test)
   -> backend be, haproxy.cfg:16: http-check send meth GET uri / ver HTTP/1.1 hdr Host be.example.test

 web/s1  haproxy.cfg:5

 For HAProxy 3.2.26 (--haproxy-version). No connection was made: what the
 backends answer is not known.

`

exports[`test/report/formats/check-screen.test.ts > TAP > the answer first, then what fails with its lines and what would mend it > must match snapshot 1`] = `
FAILING  1 of 3 servers fails, 1 is green but wrong, 1 is fine.

DOWN
 be/s1  haproxy.cfg:17  check L6RSP "SSL handshake failure"  traffic 503 SC--
   error   SNI101  the backend wants a server name (SNI)
   -> server be/s1, haproxy.cfg:17: check-sni be.example.test sni str(be.example.test)
   -> backend be, haproxy.cfg:16: http-check send meth GET uri / ver HTTP/1.1 hdr Host be.example.test

GREEN BUT WRONG
 shop/s1  haproxy.cfg:30  check L7OK 200 "OK"  traffic 503 SC--
   error   SNI101  the backend wants a server name (SNI)
   -> server shop/s1, haproxy.cfg:30: check-sni shop.example.test sni str(shop.example.test)
   -> backend shop, haproxy.cfg:29: http-check send meth GET uri / ver HTTP/1.1 hdr Host shop.example.test

 web/s1  haproxy.cfg:5  check L7OK 200 "OK"  traffic 200 --

 6 connections, 0.3 s, from 10.0.0.21. For HAProxy 3.2.26 (--haproxy-version).
 Not seen: the running HAProxy, its source address, its TLS library.
 As a patch: check --diff. Written into the file: check --fix

`
