import type { Known } from './known.ts';

const client = (text: string, cause: string | null, more: Partial<Known> = {}): Known => ({
  text,
  kind: 'client-error',
  cause,
  ...more,
});
const named = { alert: 'unrecognized_name', alertNumber: 112 };

/** What clients and servers write of the same handshake: wordings of their sources, manuals and public reports. */
export const clientTexts: readonly Known[] = [
  // curl, with its TLS libraries.
  client(
    'curl: (35) OpenSSL SSL_connect: Connection reset by peer in connection to www.example.test:443',
    'sni-required',
    {
      fields: { software: 'curl', exitCode: 35, host: 'www.example.test', port: 443 },
      command: 'sni-doctor probe www.example.test:443',
    },
  ),
  client('curl: (35) error:0A000458:SSL routines::tlsv1 unrecognized name', 'sni-required', {
    fields: { software: 'curl', ...named },
  }),
  client('curl: (35) TLS connect error: error:0A000410:SSL routines::ssl/tls alert handshake failure', 'sni-required', {
    fields: { alertNumber: 40 },
  }),
  client(
    'curl: (35) LibreSSL/3.3.6: error:1404B42E:SSL routines:ST_CONNECT:tlsv1 alert protocol version',
    'tls-version-required',
    { fields: { alertNumber: 70 } },
  ),
  client('curl: (35) error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure', 'sni-required'),
  client('curl: (35) error:1408F10B:SSL routines:ssl3_get_record:wrong version number', 'tls-to-clear-port', {
    fields: { reason: 'wrong version number' },
  }),
  client('curl: (35) error:0A00010B:SSL routines::wrong version number', 'tls-to-clear-port'),
  client('curl: (35) gnutls_handshake() failed: The server name sent was not recognized', 'sni-required', {
    fields: named,
  }),
  client(
    'curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_ILLEGAL_MESSAGE (0x80090326) - This error usually occurs when a fatal SSL/TLS alert is received (e.g. handshake failed).',
    'sni-required',
  ),
  client(
    'curl: (60) schannel: SNI or certificate check failed: SEC_E_WRONG_PRINCIPAL (0x80090322) - The target principal name is incorrect.',
    'certificate-wrong-name',
  ),
  client(
    'curl: (77) schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325) - The certificate chain was issued by an authority that is not trusted.',
    'certificate-untrusted',
  ),
  client('curl: (35) Unknown SSL protocol error in connection to www.example.test:443', 'sni-required', {
    fields: { host: 'www.example.test' },
  }),
  client(
    "curl: (51) SSL: no alternative certificate subject name matches target host name 'www.example.test'",
    'certificate-wrong-name',
    { fields: { exitCode: 51 }, command: 'sni-doctor probe www.example.test' },
  ),
  client('curl: (60) SSL certificate problem: unable to get local issuer certificate', 'certificate-untrusted'),
  client('curl: (60) SSL certificate problem: self signed certificate in certificate chain', 'certificate-untrusted', {
    likelihood: 'certain',
  }),
  client('curl: (60) SSL certificate problem: certificate has expired', 'certificate-expired', {
    likelihood: 'certain',
  }),
  client('curl: (52) Empty reply from server', 'closed-without-answer'),
  client('curl: (56) Recv failure: Connection reset by peer', 'closed-without-answer'),
  client(
    'curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0',
    'client-certificate-required',
    { likelihood: 'certain' },
  ),
  client('curl: (7) Failed to connect to 192.0.2.7 port 443: Connection refused', 'connection-refused', {
    command: 'sni-doctor probe 192.0.2.7:443 --host NAME',
  }),
  client(
    'curl: (28) Failed to connect to www.example.test port 443 after 5001 ms: Connection timed out',
    'connect-timeout',
  ),
  client('curl: (28) Operation timed out after 5000 milliseconds with 0 bytes received', 'response-timeout'),
  client('curl: (92) HTTP/2 stream 0 was not closed cleanly: PROTOCOL_ERROR (err 1)', 'alpn-required'),
  client('curl: (47) Maximum (50) redirects followed', 'forwarded-proto-required'),
  client('curl: (22) The requested URL returned error: 421', 'sni-host-mismatch', { fields: { status: 421 } }),
  client('* TLSv1.3 (IN), TLS alert, unrecognized name (624):', 'sni-required', { fields: named }),
  client('* TLSv1.2 (OUT), TLS alert, unknown CA (560):', 'certificate-untrusted'),
  // OpenSSL, its codes and certificates.
  client(
    '140384831313024:error:14094458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:../ssl/record/rec_layer_s3.c:1536:SSL alert number 112',
    'sni-required',
    { fields: named },
  ),
  client('0A000458', 'sni-required', { fields: named }),
  client('error:0A000086', 'certificate-untrusted', { fields: { reason: 'certificate verify failed' } }),
  client('error:0A00018A:SSL routines::dh key too small', 'client-library-refusal', { likelihood: 'certain' }),
  client('error:0A000152:SSL routines::unsafe legacy renegotiation disabled', 'client-library-refusal'),
  client('error:0A000126:SSL routines::unexpected eof while reading', 'sni-required'),
  client(
    'error:10000458:SSL routines:OPENSSL_internal:TLSV1_ALERT_UNRECOGNIZED_NAME (external/boringssl/src/ssl/tls_record.cc:484)',
    'sni-required',
    { fields: named },
  ),
  client('Verify return code: 21 (unable to verify the first certificate)', 'certificate-untrusted'),
  client('verify error:num=18:self-signed certificate', 'certificate-untrusted', { likelihood: 'certain' }),
  client('write:errno=104', 'sni-required'),
  // Other libraries.
  client('GnuTLS: received alert [112]: The server name sent was not recognized', 'sni-required', { fields: named }),
  client('received fatal alert: UnrecognisedName', 'sni-required', { fields: { ...named, software: 'rustls' } }),
  client('error trying to connect: invalid peer certificate: UnknownIssuer', 'certificate-untrusted'),
  client('mbedtls_ssl_handshake returned -0x7780', 'sni-required'),
  // Browsers.
  client('ERR_SSL_UNRECOGNIZED_NAME_ALERT', 'sni-required', { fields: named }),
  client('SSL_ERROR_UNRECOGNIZED_NAME_ALERT', 'sni-required', { fields: named }),
  client('NET::ERR_CERT_COMMON_NAME_INVALID', 'certificate-wrong-name', { likelihood: 'certain' }),
  client('NET::ERR_CERT_AUTHORITY_INVALID', 'certificate-untrusted'),
  client('NET::ERR_CERT_DATE_INVALID', 'certificate-expired'),
  client('ERR_SSL_PROTOCOL_ERROR', 'tls-to-clear-port'),
  client('ERR_SSL_VERSION_OR_CIPHER_MISMATCH', 'handshake-refused'),
  client('www.example.test redirected you too many times. ERR_TOO_MANY_REDIRECTS', 'forwarded-proto-required', {
    fields: { software: 'Chrome, Edge or Safari' },
  }),
  client('ERR_HTTP2_PROTOCOL_ERROR', 'alpn-required'),
  client('ERR_EMPTY_RESPONSE', 'closed-without-answer'),
  client('SEC_ERROR_UNKNOWN_ISSUER', 'certificate-untrusted'),
  client('SSL_ERROR_RX_RECORD_TOO_LONG', 'tls-to-clear-port'),
  client('PR_END_OF_FILE_ERROR', 'sni-required'),
  // Node.
  client(
    "Error [ERR_TLS_CERT_ALTNAME_INVALID]: Hostname/IP does not match certificate's altnames: Host: www.example.test. is not in the cert's altnames: DNS:other.example.test",
    'certificate-wrong-name',
    { fields: { software: 'Node', host: 'www.example.test' }, command: 'sni-doctor probe www.example.test' },
  ),
  client(
    'Error: write EPROTO 40D77C5C7F000000:error:0A000458:SSL routines:ssl3_read_bytes:tlsv1 unrecognized name:../deps/openssl/openssl/ssl/record/rec_layer_s3.c:1605:SSL alert number 112',
    'sni-required',
    { fields: { ...named, software: 'Node' } },
  ),
  client('ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'sni-required', { fields: named }),
  client('Client network socket disconnected before secure TLS connection was established', 'sni-required', {
    fields: { software: 'Node' },
  }),
  client('[cause]: SocketError: other side closed', 'closed-without-answer'),
  client('Error: connect ECONNREFUSED 192.0.2.7:443', 'connection-refused', {
    fields: { address: '192.0.2.7', port: 443 },
    command: 'sni-doctor probe 192.0.2.7:443 --host NAME',
  }),
  client('Error: connect ECONNREFUSED ::1:8443', 'connection-refused', {
    command: 'sni-doctor probe [::1]:8443 --host NAME',
  }),
  client(
    "cause: Error: unable to verify the first certificate { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }",
    'certificate-untrusted',
  ),
  client('Error: read ECONNRESET', 'sni-required'),
  // Go.
  client('Get "https://www.example.test/": remote error: tls: unrecognized name', 'sni-required', {
    fields: { ...named, software: 'Go' },
    command: 'sni-doctor probe www.example.test',
  }),
  client('remote error: tls: handshake failure', 'sni-required', { fields: { alertNumber: 40 } }),
  client('remote error: tls: protocol version not supported', 'tls-version-required'),
  client('remote error: tls: no application protocol', 'alpn-required'),
  client('tls: first record does not look like a TLS handshake', 'tls-to-clear-port'),
  client('Get "https://192.0.2.7:8443/healthz": http: server gave HTTP response to HTTPS client', 'tls-to-clear-port', {
    command: 'sni-doctor probe 192.0.2.7:8443 --host NAME',
  }),
  client('x509: certificate signed by unknown authority', 'certificate-untrusted'),
  client('x509: certificate is valid for a.example.test, not www.example.test', 'certificate-wrong-name'),
  client(
    'x509: certificate has expired or is not yet valid: current time 2024-02-09T12:00:00Z is after 2024-01-01T00:00:00Z',
    'certificate-expired',
  ),
  client('http: TLS handshake error from 192.0.2.9:40000: EOF', 'check-without-request', {
    command: 'sni-doctor check FILE',
  }),
  client(
    'http: TLS handshake error from 192.0.2.9:40000: remote error: tls: unknown certificate authority',
    'certificate-untrusted',
  ),
  client(
    'http: TLS handshake error from 192.0.2.9:40000: tls: client offered an unsupported, maximum protocol version of 300',
    'ssl-hello-check',
  ),
  client('dial tcp 192.0.2.7:443: connect: connection refused', 'connection-refused', {
    fields: { address: '192.0.2.7', port: 443 },
  }),
  client('dial tcp 192.0.2.7:443: i/o timeout', 'connect-timeout'),
  client(
    'rpc error: code = Unavailable desc = upstream connect error or disconnect/reset before headers',
    'grpc-unavailable',
  ),
  // Java.
  client('javax.net.ssl.SSLHandshakeException: Received fatal alert: unrecognized_name', 'sni-required', {
    fields: { ...named, software: 'Java' },
  }),
  client('javax.net.ssl.SSLProtocolException: handshake alert:  unrecognized_name', 'sni-required'),
  client('javax.net.ssl.SSLException: Unsupported or unrecognized SSL message', 'tls-to-clear-port'),
  client(
    'sun.security.validator.ValidatorException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    'certificate-untrusted',
  ),
  client(
    'java.security.cert.CertificateException: No subject alternative DNS name matching www.example.test found.',
    'certificate-wrong-name',
    { command: 'sni-doctor probe www.example.test' },
  ),
  client('javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake', 'sni-required'),
  client('io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 474554202f', 'tls-to-clear-port'),
  client(
    'received plaintext http traffic on an https channel, closing connection Netty4HttpChannel{localAddress=/192.0.2.7:9200, remoteAddress=/192.0.2.9:40000}',
    'tls-required',
    { command: 'sni-doctor check FILE' },
  ),
  // Python, .NET, PHP, Ruby.
  client(
    "requests.exceptions.SSLError: HTTPSConnectionPool(host='www.example.test', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLError(1, '[SSL: TLSV1_UNRECOGNIZED_NAME] tlsv1 unrecognized name (_ssl.c:1006)')))",
    'sni-required',
    {
      fields: { ...named, software: 'Python', host: 'www.example.test' },
      command: 'sni-doctor probe www.example.test:443',
    },
  ),
  client(
    'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)',
    'certificate-untrusted',
  ),
  client(
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'www.example.test'. (_ssl.c:1006)",
    'certificate-wrong-name',
  ),
  client(
    "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))",
    'closed-without-answer',
  ),
  client(
    "System.Security.Authentication.AuthenticationException: Authentication failed because the remote party sent a TLS alert: 'UnrecognizedName'.",
    'sni-required',
    { fields: { ...named, software: '.NET' } },
  ),
  client(
    'The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch',
    'certificate-wrong-name',
  ),
  client(
    'stream_socket_enable_crypto(): SSL operation failed with code 1. OpenSSL Error messages: error:0A000458:SSL routines::tlsv1 unrecognized name',
    'sni-required',
    { fields: named },
  ),
  client(
    "stream_socket_enable_crypto(): Peer certificate CN=`other.example.test' did not match expected CN=`www.example.test'",
    'certificate-wrong-name',
    { command: 'sni-doctor probe www.example.test' },
  ),
  client(
    'OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: tlsv1 unrecognized name',
    'sni-required',
    { fields: named },
  ),
  // Words alone.
  client('unrecognized_name', 'sni-required', { fields: named }),
  client('wrong version number', 'tls-to-clear-port'),
  client('unable to get local issuer certificate', 'certificate-untrusted'),
  client('Connection refused', 'connection-refused'),
  client('TypeError: fetch failed', null),
  client(
    '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>',
    'sni-required',
  ),
  // Servers.
  client(
    '[2024-02-09T12:00:00.000Z] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-" "-" "-" - - 192.0.2.7:8443 192.0.2.9:40000 - -',
    'sni-required',
    { likelihood: 'certain', command: 'sni-doctor probe ADDRESS --host NAME' },
  ),
  client(
    '2024/02/09 12:00:00 [error] 30#30: *1 broken header: "" while reading PROXY protocol, client: 192.0.2.9, server: 0.0.0.0:443',
    'proxy-protocol-required',
    { likelihood: 'certain', command: 'sni-doctor probe ADDRESS --host NAME' },
  ),
  client('<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head>', 'tls-required', {
    likelihood: 'certain',
  }),
  client(
    '2024/02/09 12:00:00 [info] 30#30: *1 client sent no required SSL certificate while reading client request headers, client: 192.0.2.9',
    'client-certificate-required',
  ),
  client(
    '2024/02/09 12:00:00 [error] 30#30: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.9, server: _, request: "GET / HTTP/1.1", upstream: "https://192.0.2.7:8443/", host: "www.example.test"',
    'connection-refused',
    { command: 'sni-doctor probe 192.0.2.7:8443 --host www.example.test' },
  ),
  client(
    '2024/02/09 12:00:00 [info] 30#30: *1 SSL_do_handshake() failed (SSL: error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48) while SSL handshaking, client: 192.0.2.9, server: 0.0.0.0:443',
    'certificate-untrusted',
  ),
  client(
    '[ssl:error] [pid 5] AH02032: Hostname a.example.test provided via SNI and hostname b.example.test provided via HTTP have no compatible SSL setup',
    'sni-host-mismatch',
  ),
  client(
    '[ssl:error] [pid 5] AH02033: No hostname was provided via SNI for a name based virtual host',
    'sni-required',
    { likelihood: 'certain' },
  ),
  client('Client sent an HTTP request to an HTTPS server.', 'tls-required', { likelihood: 'certain' }),
  client("Invalid HTTP_HOST header: '192.0.2.7'. You may need to add '192.0.2.7' to ALLOWED_HOSTS.", 'host-required', {
    likelihood: 'certain',
  }),
  client('Bad Request - Invalid Hostname', 'host-required'),
  client(
    'A request from a reverse proxy was received from 192.0.2.9, but your HTTP integration is not set-up for reverse proxies',
    'unexpected-status',
  ),
  client('HTTP/1.1 421 Misdirected Request', 'sni-host-mismatch', { fields: { status: 421 } }),
  client('<h1>400 Bad Request</h1>', 'tls-required', { fields: { status: 400 } }),
];
