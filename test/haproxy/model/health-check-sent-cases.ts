import type { Recorded } from './health-check-recorder.ts';

const notFound = 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n';

/** Check configurations of every kind; each must be one that all measured versions accept. */
export const sentCases: readonly Recorded[] = [
  ...`
option httpchk
===
option httpchk /ping
===
option httpchk GET /ping
===
option httpchk GET /ping HTTP/1.1
===
option httpchk GET /ping HTTP/2.0
===
option httpchk GET /ping HTTP/2
===
option httpchk GET /ping HTTP/0.9
===
option httpchk GET /ping FOO
===
option httpchk get /ping
===
option httpchk POST /ping
===
option httpchk PATCH /ping HTTP/1.1
===
option httpchk CONNECT www.example.test:80 HTTP/1.1
===
option httpchk CONNECT www.example.test:80 HTTP/1.1
http-check send hdr Host other.example.test
===
option httpchk DELETE /ping HTTP/1.1
===
option httpchk "/a b?c=%%"
===
option httpchk GET http://www.example.test:8080/ping HTTP/1.1
http-check send hdr Host other.example.test
===
option httpchk GET http://www.example.test/ping HTTP/1.1
===
option httpchk GET * HTTP/1.1
http-check send hdr Host other.example.test
===
option httpchk
http-check send meth GET uri /hc ver HTTP/1.1 hdr Host www.example.test
===
option httpchk GET /option
http-check send ver HTTP/1.1 hdr Host www.example.test
===
option httpchk GET /option HTTP/1.1
http-check send uri /send
===
http-check send meth GET uri /send ver HTTP/1.1 hdr Host www.example.test
option httpchk HEAD /option
===
http-check send body hello
option httpchk POST /option
===
option httpchk HEAD /first
option httpchk /second
===
option httpchk
http-check send meth POST uri /p ver HTTP/1.1 hdr Host h hdr Content-Type text/plain body hello
===
option httpchk
http-check send meth POST body-lf "%[srv_name] 100%%"
===
option httpchk
http-check send uri-lf /%b/%[srv_name]?p=100%%
===
option httpchk
http-check send uri /%b/%[srv_name]?p=100%%
===
option httpchk
http-check send hdr X 100%% hdr Y %-x hdr Z 'a "b"' hdr W a\\ \\ b hdr V %[str(Ab),upper]%[int(7)]
===
option httpchk
http-check send hdr X %s hdr Y %[be_name] hdr Z %[str()] hdr W "a\\tb"
===
option httpchk
http-check send ver HTTP/1.1 hdr Connection keep-alive hdr X y
===
option httpchk
http-check send ver HTTP/1.1 hdr Connection close hdr X y
===
option httpchk
http-check send hdr Connection keep-alive
===
option httpchk
http-check send hdr Content-Length 9 hdr Transfer-Encoding chunked hdr X a hdr X b
===
option httpchk
http-check send-state
===
http-check send-state
option httpchk GET / HTTP/1.1
http-check send hdr Host h
===
option httpchk GET /first
http-check connect
http-check send uri /second
http-check expect status 200
http-check connect
http-check send uri /third
===
option httpchk GET /option
http-check connect
===
http-check connect
http-check send uri /send
option httpchk GET /option
===
http-check connect
http-check expect status 200
option httpchk GET /option
===
http-check set-var(check.x) str(y)
option httpchk GET /option
http-check comment c
http-check send hdr X y
===
defaults
option httpchk GET /d HTTP/1.1
http-check send hdr Host d.example.test
backend
===
defaults
option httpchk GET /d HTTP/1.1
http-check send hdr Host d.example.test
backend
http-check send hdr Host b.example.test
===
defaults
option httpchk GET /d HTTP/1.1
http-check send hdr Host d.example.test
backend
http-check expect status 200
===
defaults
option httpchk GET /d HTTP/1.1
http-check send hdr Host d.example.test
backend
http-check comment c
===
defaults
option httpchk GET /d HTTP/1.1
http-check send hdr Host d.example.test
backend
option httpchk HEAD /b
===
defaults
option httpchk GET /d HTTP/1.1
backend
option tcp-check
===
defaults
option httpchk GET /d HTTP/1.1
backend
option tcp-check
option httpchk
===
defaults
http-check send hdr Host d.example.test
backend
option httpchk GET /b
===
defaults
option httpchk GET /d
http-check send-state
backend
option httpchk GET /b
===
defaults
option httpchk GET /d
backend
http-check send-state
===
defaults
option tcp-check
tcp-check send defaults
backend
===
defaults
option tcp-check
tcp-check send defaults
backend
option tcp-check
===
defaults
option tcp-check
tcp-check send defaults
backend
tcp-check send backend
===
defaults
option tcp-check
tcp-check send defaults
backend
option httpchk
option tcp-check
===
defaults
tcp-check send defaults
backend
option tcp-check
===
tcp-check send before
option tcp-check
===
option tcp-check
tcp-check send hello\\r\\n comment c
tcp-check send-binary 00fF
tcp-check send-lf "%[srv_name] 100%%"
tcp-check send-binary-lf 4142
tcp-check expect string OK
===
option ssl-hello-chk
===
option pgsql-check user joe
`
    .trim()
    .split('\n===\n')
    .map((lines) => ({ lines })),
  { lines: 'option httpchk GET /gone\nhttp-check disable-on-404\nhttp-check expect status 200', answer: notFound },
  {
    lines:
      'option tcp-check\ntcp-check send a\ntcp-check expect string OK\ntcp-check send b\ntcp-check expect string OK',
    answer: 'OK',
  },
  { lines: 'option redis-check', answer: '+PONG\r\n' },
  { lines: 'option smtpchk', greeting: '220 ready\r\n', answer: '250 done\r\n' },
  { lines: 'option smtpchk EHLO www.example.test', greeting: '220 ready\r\n', answer: '250 done\r\n' },
];

/** Those that 3.1 and later accept. */
export const sentCasesWithHost: readonly Recorded[] = [
  { lines: 'option httpchk GET /ping HTTP/1.1 www.example.test' },
  { lines: 'option httpchk GET /ping HTTP/1.1 %[srv_name].example.test\nhttp-check send hdr X y' },
];

/** Those that 3.4 and later accept. */
export const sentCasesOfSections: readonly Recorded[] = `
healthcheck
type httpchk GET /h HTTP/1.1 www.example.test more
backend
===
healthcheck
http-check send meth POST uri /send hdr X y
type httpchk GET /type
backend
option httpchk GET /backend
===
healthcheck
http-check send-state
type httpchk GET /type
backend
===
healthcheck
type tcp-check
tcp-check send hello
backend
option httpchk
===
healthcheck
tcp-check send hello
backend
===
healthcheck
backend
===
healthcheck
type ssl-hello-chk
backend
`
  .trim()
  .split('\n===\n')
  .map((lines) => ({ lines }));
