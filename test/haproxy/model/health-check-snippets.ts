/** Lines of a backend, or sections, that some version of HAProxy accepts or refuses. */
export const snippets = `
option httpchk
===
option httpchk /ping
===
option httpchk GET /ping HTTP/1.1
===
option httpchk GET /ping HTTP/1.1 www.example.test
===
option httpchk GET /ping HTTP/1.1 %[srv_name]
===
option httpchk GET /ping HTTP/1.1 100%
===
option httpchk GET /ping HTTP/1.1 www.example.test more
===
option httpchk GET / "HTTP/1.1\\r\\nHost: www.example.test"
===
option httpchk GET / HTTP/1.1\\r\\nHost:\\ www.example.test
===
option httpchk GET / "HTTP/1.1\\r\\n\\r\\nbody"
===
option httpchk GET / "HTTP/1.1\\r\\nHost: 50%"
===
no option httpchk
===
default option httpchk
===
no option ssl-hello-chk
===
no http-check send
===
default tcp-check connect
===
option httpchk
http-check
===
option httpchk
http-check nonsense
===
option httpchk
http-check send-binary 00
===
option httpchk
http-check send
===
option httpchk
http-check send nonsense
===
option httpchk
http-check send meth
===
option httpchk
http-check send meth GET uri /x ver HTTP/1.1 hdr Host a body b comment c
===
option httpchk
http-check send meth GET meth POST uri /a uri-lf /b
===
option httpchk
http-check send hdr
===
option httpchk
http-check send hdr Host
===
option httpchk
http-check send hdr Host a hdr HOST b
===
option httpchk
http-check send hdr X a hdr X b
===
option httpchk
http-check send hdr Content-Length 5 hdr Content-Length 6 hdr Transfer-Encoding chunked
===
option httpchk
http-check send hdr Content-Length 100%
===
option httpchk
http-check send comment
===
option httpchk
http-check send hdr X 100%
===
option httpchk
http-check send hdr X 100%%
===
option httpchk
http-check send hdr X "50% of"
===
option httpchk
http-check send hdr X %5
===
option httpchk
http-check send hdr X %-x
===
option httpchk
http-check send hdr X %s%b%ci
===
option httpchk
http-check send hdr X %Q
===
option httpchk
http-check send hdr X %ss
===
option httpchk
http-check send hdr X %OG
===
option httpchk
http-check send hdr X %[srv_name
===
option httpchk
http-check send hdr X "%[srv_name ]"
===
option httpchk
http-check send hdr X "%[ srv_name]"
===
option httpchk
http-check send hdr X %[str(a)b]
===
option httpchk
http-check send hdr X %[str(a]
===
option httpchk
http-check send hdr X "%[str('a)b')]"
===
option httpchk
http-check send hdr X "%[str(a]b)]"
===
option httpchk
http-check send hdr X %[int(x)]
===
option httpchk
http-check send hdr X %[str(a),lower]
===
option httpchk
http-check send hdr X %{+Q}[str(a)]
===
option httpchk
http-check send hdr X %{+Q}
===
option httpchk
http-check send hdr X %{+Q
===
option httpchk
http-check send hdr X %{+Q}-
===
option httpchk
http-check send hdr X "%(a b)s"
===
option httpchk
http-check send hdr X %(a)[str(b)]
===
option httpchk
http-check send hdr X %(a
===
option httpchk
http-check send hdr X %[path]
===
option httpchk
http-check send hdr X %[req.hdr(host)]
===
option httpchk
http-check send hdr X %[ssl_fc_sni]
===
option httpchk
http-check send hdr X %[method]
===
option httpchk
http-check send hdr X %[fe_name]
===
option httpchk
http-check send hdr X %[hostname]%[src]%[date]%[rand]%[env(HOME)]%[dst_port]
===
option httpchk
http-check send uri /100%
===
option httpchk
http-check send uri-lf /100%
===
option httpchk
http-check send body 100%
===
option httpchk
http-check send body-lf 100%
===
option httpchk
http-check send body-lf %[uuid]
===
option httpchk
http-check send
http-check send
===
option httpchk
http-check expect status 200
http-check send
===
http-check expect status 200
http-check send
option httpchk
===
option httpchk
http-check connect
http-check expect status 200
===
http-check connect
http-check expect status 200
option httpchk
===
option httpchk
http-check connect
http-check connect
===
option httpchk
http-check connect
http-check send
http-check connect
===
option httpchk
http-check connect
http-check send
http-check expect status 200
http-check connect
http-check send
===
option httpchk
http-check send
http-check connect
===
option httpchk
http-check expect status 200
http-check connect
===
http-check expect status 200
http-check connect
option httpchk
===
option httpchk
http-check set-var(check.x) int(1)
http-check comment a
http-check connect
===
defaults
option httpchk GET /d
http-check send hdr Host d
backend
http-check send hdr Host b
===
defaults
option httpchk GET /d
http-check send hdr Host d
backend
http-check send hdr Host b
http-check send hdr Host c
===
defaults
option httpchk GET /d
backend
http-check expect status 200
http-check send
===
http-check send
===
http-check disable-on-404
===
option httpchk
http-check disable-on-404 x
===
option httpchk
http-check send-state x
===
option httpchk
http-check expect
===
option httpchk
http-check expect nonsense
===
option httpchk
http-check expect status
===
option httpchk
http-check expect status 200,300-399,404
===
option httpchk
http-check expect status 2xx
===
option httpchk
http-check expect status 300-200
===
option httpchk
http-check expect status 200,
===
option httpchk
http-check expect status -5
===
option httpchk
http-check expect status "200, 300"
===
option httpchk
http-check expect status !200
===
option httpchk
http-check expect status 200 rstatus 2
===
option httpchk
http-check expect ! status 500
===
option httpchk
http-check expect !! !status 500
===
option httpchk
http-check expect !
===
option httpchk
http-check expect status 200 !
===
option httpchk
http-check expect !min-recv 4 string x
===
option httpchk
http-check expect string ! min-recv 4
===
option httpchk
http-check expect rstatus ^2[0-
===
option httpchk
http-check expect rstring (a|b
===
option httpchk
http-check expect rstring ^(?:a|b)+[^]x]$
===
option httpchk
http-check expect binary 00
===
option httpchk
http-check expect binary-lf 00
===
option httpchk
http-check expect string-lf %[srv_name]
===
option httpchk
http-check expect string-lf 100%
===
option httpchk
http-check expect hdr name X
===
option httpchk
http-check expect hdr X
===
option httpchk
http-check expect hdr name
===
option httpchk
http-check expect hdr name X value
===
option httpchk
http-check expect hdr name -m beg X value -m reg ^y$
===
option httpchk
http-check expect hdr name -m found X
===
option httpchk
http-check expect hdr name -m str
===
option httpchk
http-check expect hdr name X value -m
===
option httpchk
http-check expect hdr name X value -m reg [
===
option httpchk
http-check expect fhdr name-lf X value-lf -m sub %[srv_name]
===
option httpchk
http-check expect fhdr name-lf -m reg X
===
option httpchk
http-check expect !fhdr name X comment c
===
option httpchk
http-check expect min-recv 5 string x
===
option httpchk
http-check expect min-recv -2 string x
===
option httpchk
http-check expect min-recv many string x
===
option httpchk
http-check expect comment c
===
option httpchk
http-check expect string x comment
===
option httpchk
http-check expect string x ok-status l7okc error-status L7STS tout-status L4TOUT
===
option httpchk
http-check expect string x ok-status L7STS
===
option httpchk
http-check expect string x error-status L7OK
===
option httpchk
http-check expect string x error-status L7OKC
===
option httpchk
http-check expect string x tout-status L7OK
===
option httpchk
http-check expect string x on-success 100% on-error b
===
option httpchk
http-check expect string x on-error %[path]
===
option httpchk
http-check expect string x status-code path
===
option httpchk
http-check expect string x status-code int(200)
===
option httpchk
http-check expect custom
===
option httpchk
http-check expect !custom
===
option httpchk
http-check connect proto h2
===
option httpchk
http-check connect proto none
===
option httpchk
http-check connect proto qmux
===
option tcp-check
tcp-check connect proto h2
===
option tcp-check
tcp-check connect proto none
===
option tcp-check
tcp-check connect default addr 192.0.2.1:80 port 443 send-proxy via-socks4 linger sni a alpn h2,http/1.1 comment c
===
option tcp-check
tcp-check connect port
===
option tcp-check
tcp-check connect port 0
===
option tcp-check
tcp-check connect port 65536
===
option tcp-check
tcp-check connect port int(443)
===
option tcp-check
tcp-check connect port 443x
===
option tcp-check
tcp-check connect port path
===
option tcp-check
tcp-check connect addr
===
option tcp-check
tcp-check connect addr 192.0.2.1:x
===
option tcp-check
tcp-check connect sni
===
option tcp-check
tcp-check connect alpn
===
option tcp-check
tcp-check connect nonsense
===
option tcp-check
tcp-check send x
tcp-check connect
===
option tcp-check
tcp-check comment c
tcp-check unset-var(check.x)
tcp-check connect
===
option tcp-check x
===
option tcp-check
tcp-check
===
option tcp-check
tcp-check nonsense
===
option tcp-check
tcp-check send
===
option tcp-check
tcp-check send a b
===
option tcp-check
tcp-check send a comment
===
option tcp-check
tcp-check send a comment b
===
option tcp-check
tcp-check send-lf 100%
===
option tcp-check
tcp-check send-binary 0
===
option tcp-check
tcp-check send-binary 0g
===
option tcp-check
tcp-check send-binary-lf 0
===
option tcp-check
tcp-check expect status 200
===
option tcp-check
tcp-check expect binary 000
===
option tcp-check
tcp-check expect rbinary ^00
===
option tcp-check
tcp-check expect binary-lf 0g
===
option tcp-check
tcp-check expect string x status-code res.payload(0,3)
===
option tcp-check
tcp-check comment
===
option tcp-check
tcp-check comment a b
===
option tcp-check
tcp-check set-var(check.x)
===
option tcp-check
tcp-check set-var(check.x) path
===
option tcp-check
tcp-check set-var(check.x) int(1) more
===
option tcp-check
tcp-check set-var(x) int(1)
===
option tcp-check
tcp-check set-var(check.) int(1)
===
option tcp-check
tcp-check set-var(check.x int(1)
===
option tcp-check
tcp-check set-var check.x int(1)
===
option tcp-check
tcp-check set-var(check.x,ifset) int(1)
===
option tcp-check
tcp-check set-var(check.x,nonsense) int(1)
===
option tcp-check
tcp-check set-var(psess.x) int(1)
===
option tcp-check
tcp-check set-var-fmt(check.x) %[int(1)]
===
option tcp-check
tcp-check set-var-fmt(check.x) 100%
===
option tcp-check
tcp-check unset-var
===
option ssl-hello-chk
===
option ssl-hello-chk x
===
option smtpchk
===
option smtpchk EHLO
===
option smtpchk EHLO a b
===
option mysql-check
===
option mysql-check user
===
option mysql-check user a post-41
===
option mysql-check user a pre-41
===
option mysql-check user a post-80
===
option mysql-check user a nonsense
===
option mysql-check user a pre-41 more
===
option mysql-check nonsense
===
option pgsql-check
===
option pgsql-check user
===
option pgsql-check user a
===
option pgsql-check nonsense a
===
option redis-check
===
option redis-check x
===
option ldap-check
===
option ldap-check x
===
option spop-check
===
option spop-check x
===
external-check
===
external-check nonsense
===
external-check command
===
external-check command /bin/true
===
external-check command true
===
external-check command /bin/true x
===
external-check path /bin
===
option external-check
===
option external-check x
===
frontend
option httpchk
http-check expect nonsense
===
frontend
option httpchk
http-check expect status 200
tcp-check send x
===
healthcheck
type httpchk GET /h HTTP/1.1 www.example.test more
backend
===
healthcheck
type
backend
===
healthcheck
type nonsense
backend
===
healthcheck
type external-check
backend
===
healthcheck
type httpchk
type httpchk
backend
===
healthcheck
tcp-check send a
type httpchk
backend
===
healthcheck
http-check send
type redis-check
backend
===
healthcheck
http-check expect status 200
http-check send
type httpchk
backend
===
healthcheck
type httpchk
http-check expect status 200
http-check send
backend
===
healthcheck
type redis-check more
tcp-check send a
backend
===
healthcheck
tcp-check send a
http-check send
backend
===
healthcheck
type mysql-check user
backend
===
healthcheck
type tcp-check more
tcp-check send x
backend
===
healthcheck
option httpchk
backend
===
healthcheck a/b
type httpchk
backend
`
  .trim()
  .split('\n===\n');
