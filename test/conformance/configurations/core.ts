import { type Configuration, configuration } from './configuration.ts';

/** The steps that people go through, from the barest line to the whole answer: tried on every backend. */
export const core: readonly Configuration[] = [
  configuration('bare', [], 'server s1 {address} check'),
  configuration('clear-httpchk', [], 'option httpchk GET /\nserver s1 {address} check'),
  configuration('ssl', [], 'server s1 {address} ssl verify none check'),
  configuration('ssl-httpchk', [], 'option httpchk GET /\nserver s1 {address} ssl verify none check'),
  configuration(
    'ssl-httpchk-host',
    [],
    'option httpchk GET /\nhttp-check send hdr Host {host}\nserver s1 {address} ssl verify none check',
  ),
  configuration(
    'ssl-names-in-check',
    [],
    'option httpchk GET /\nhttp-check send hdr Host {host}\nserver s1 {address} ssl verify none check-sni {host} check',
  ),
  configuration(
    'ssl-names',
    [],
    `http-request set-header Host {host}
option httpchk GET /
http-check send meth GET uri / ver HTTP/1.1 hdr Host {host}
http-check expect status 200
server s1 {address} ssl verify none check-sni {host} sni str({host}) check`,
  ),
  configuration(
    'verified-names',
    [],
    `option httpchk GET /
http-check send meth GET uri / ver HTTP/1.1 hdr Host {host}
server s1 {address} ssl ca-file {ca} verify required check-sni {host} sni str({host}) check`,
  ),
];
