import type { Cited } from './seen.ts';

// Which error the thread holds when it reports, and whether it is put in brackets or named, is a matter of microseconds.
const errors = 'haproxy v3.4.0 src/check.c:802-910: text of the connection error, then strerror(errno) in brackets';
const named = 'haproxy v3.4.0 src/connection.c:958: the names of errors of the system, with or without brackets';
const polled = 'haproxy v3.4.0 src/raw_sock.c:438: a write that finds the error which the poller saw';
const begun = 'haproxy v3.4.0 src/check.c:802: the error that the handshake set, of a connection that was not made';
const unread = 'haproxy v3.4.0 src/tcpcheck.c:2002: an answer that cannot be read, where its bytes came first';
const unmatched = 'haproxy v3.4.0 src/tcpcheck.c:414-500: an answer that is refused behind its header section';
const ends = 'HAProxy manual, "Session state at disconnection": S and C, died or aborted during the data transfer';

/** Outcomes that HAProxy's sources have and that recorded runs have not met. */
export const cited: readonly Cited[] = [
  { words: 'L6RSP - SSL handshake failure (Connection reset by peer)', source: errors },
  { words: 'L6RSP - SSL handshake failure (Broken pipe)', source: errors },
  { words: 'L6RSP - Connection reset by peer', since: '3.0', source: errors },
  { words: 'L6RSP - ECONNRESET returned by OS', since: '3.0', source: named },
  { words: 'L6RSP - ECONNRESET returned by OS (Connection reset by peer)', since: '3.0', source: named },
  { words: 'SOCKERR - SSL fatal error (Connection reset by peer)', source: errors },
  { words: 'SOCKERR - SSL fatal error (Broken pipe)', source: errors },
  { words: 'SOCKERR - Connection reset by peer', source: errors },
  { words: 'SOCKERR - Broken pipe', source: errors },
  { words: 'SOCKERR - ECONNRESET returned by OS', since: '3.0', source: named },
  { words: 'SOCKERR - ECONNRESET returned by OS (Connection reset by peer)', since: '3.0', source: named },
  { words: 'SOCKERR - Poller reported POLLERR*', since: '3.0', source: polled },
  {
    words: 'SOCKERR -',
    since: '2.8',
    source: 'haproxy v3.4.0 src/check.c:985: no text where there is no error to tell',
  },
  { words: 'L4CON - ECONNREFUSED returned by OS', since: '3.4', source: named },
  { words: 'L4CON - Connection refused', since: '3.4', source: errors },
  { words: 'L4CON - SSL handshake failure*', source: begun },
  { words: 'L7RSP -', since: '2.8', source: unread },
  { words: 'L7RSP -  comment: the site', since: '2.8', source: unread },
  { words: 'L7RSP - TCPCHK did not match content*', since: '3.2', source: unmatched },
  { words: '* SD', source: ends },
  { words: '* CD', source: ends },
];
