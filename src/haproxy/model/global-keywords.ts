import { keywordList } from './keyword-list.ts';

/**
 * First words of lines in `global` sections (haproxy v2.0.0 to v3.5-dev5 src/cfgparse-global.c, `CFG_GLOBAL` tables). Some
 * are there only where a build has what they are about.
 */
export const globalKeywords = keywordList(`
  51degrees-allow-unmatched@2.8 51degrees-cache-size 51degrees-data-file 51degrees-difference@2.8 51degrees-drift@2.8
  51degrees-property-name-list 51degrees-property-separator 51degrees-use-performance-graph@2.8
  51degrees-use-predictive-graph@2.8 acme.scheduler@3.2 anonkey@2.7 busy-polling ca-base chroot close-spread-time@2.6
  cluster-secret@2.6 cpu-affinity@3.4 cpu-map cpu-policy@3.2 cpu-set@3.2 crt-base daemon debug<2.3 debug.counters@3.2
  default-path@2.4 description deviceatlas-cache-size@3.0 deviceatlas-json-file deviceatlas-log-level
  deviceatlas-properties-cookie deviceatlas-property-separator dns-accept-family@3.2 expose-deprecated-directives@3.0
  expose-experimental-directives@2.4 external-check fd-hard-limit@2.6 force-cfg-parser-pause@3.1 gid grace@2.5 group
  h1-accept-payload-with-any-method@2.6 h1-case-adjust@2.1 h1-case-adjust-file@2.1
  h1-do-not-close-on-insecure-transfer-encoding@3.1 h2-workaround-bogus-websocket-clients@2.5 hard-stop-after
  harden.reject-privileged-ports.quic@3.0 harden.reject-privileged-ports.tcp@3.0 http-err-codes@3.0 http-fail-codes@3.0
  httpclient.resolvers.disabled@2.8 httpclient.resolvers.id@2.6 httpclient.resolvers.prefer@2.6 httpclient.retries@2.9
  httpclient.ssl.ca-file@2.6 httpclient.ssl.verify@2.6 httpclient.timeout.connect@2.9 insecure-fork-wanted@2.2
  insecure-setuid-wanted@2.2 issuers-chain-path@2.2 jwt.allow_none_alg@3.4 jwt.decrypt_alg_list@3.4 jwt.decrypt_enc_list@3.4 key-base@3.0
  limited-quic@2.9 localpeer@2.2 log log-send-hostname log-tag lua-load lua-load-per-thread@2.4 lua-prepend-path@2.2
  master-worker max-spread-checks max-threads-per-group@3.4 maxcompcpuusage maxcomprate maxconn maxconnrate maxpipes
  maxsessrate maxsslconn maxsslrate maxzlibmem mworker-max-reloads nbproc nbthread no-memory-trimming@2.6
  no-quic@2.8<3.3 node noepoll noevports nogetaddrinfo nokqueue noktls@3.3 nopoll noreuseport nosplice
  numa-cpu-mapping@2.4 ocsp-update.disable@3.0 ocsp-update.httpproxy@3.0 ocsp-update.maxdelay@3.0
  ocsp-update.mindelay@3.0 ocsp-update.mode@3.0 pidfile pp2-never-send-local@2.2 prealloc-fd@2.8 presetenv
  profiling.memory@2.4 profiling.tasks quick-exit@2.7 quiet resetenv server-state-base server-state-file set-dumpable
  set-var@2.4 set-var-fmt@2.5 setcap@2.9 setenv shm-stats-file@3.3 shm-stats-file-max-objects@3.3 spread-checks
  ssl-default-bind-ciphers ssl-default-bind-ciphersuites ssl-default-bind-client-sigalgs@2.8 ssl-default-bind-curves@2.2
  ssl-default-bind-options ssl-default-bind-sigalgs@2.8 ssl-default-server-ciphers ssl-default-server-ciphersuites
  ssl-default-server-client-sigalgs@2.9 ssl-default-server-curves@2.9 ssl-default-server-options
  ssl-default-server-sigalgs@2.9 ssl-dh-param-file ssl-engine ssl-load-extra-del-ext@2.3 ssl-load-extra-files@2.2
  ssl-mode-async ssl-passphrase-cmd@3.3 ssl-propquery@2.6 ssl-provider@2.6 ssl-provider-path@2.6 ssl-security-level@3.0
  ssl-server-verify ssl-skip-self-issued-ca@2.2 stats stats-file@3.0 stress-level@3.2 strict-limits@2.1 thread-group@2.5
  thread-groups@2.5 thread-hard-limit@3.0 trace@2.7<3.1 tune.applet.zero-copy-forwarding@3.0 tune.buffers.limit
  tune.buffers.reserve tune.bufsize tune.bufsize.large@3.4 tune.bufsize.small@3.1 tune.chksize
  tune.cli.max-payload-size@3.4 tune.comp.maxlevel tune.defaults.purge@3.4 tune.disable-fast-forward@2.8
  tune.disable-zero-copy-forwarding@2.9 tune.epoll.mask-events@3.2 tune.events.max-events-at-once@2.9 tune.fail-alloc
  tune.fd.edge-triggered@2.2 tune.fd.tables@3.5 tune.glitches.kill.cpu-usage@3.2 tune.h1.be.glitches-threshold@3.4
  tune.h1.fe.glitches-threshold@3.4 tune.h1.zero-copy-fwd-recv@2.9 tune.h1.zero-copy-fwd-send@2.9
  tune.h2.be.glitches-threshold@3.0 tune.h2.be.initial-window-size@2.8 tune.h2.be.max-concurrent-streams@2.8
  tune.h2.be.max-frames-at-once@3.4 tune.h2.be.rxbuf@3.1 tune.h2.fe.glitches-threshold@3.0
  tune.h2.fe.initial-window-size@2.8 tune.h2.fe.max-concurrent-streams@2.8 tune.h2.fe.max-frames-at-once@3.4
  tune.h2.fe.max-rst-at-once@3.4 tune.h2.fe.max-total-streams@3.0 tune.h2.fe.rxbuf@3.1 tune.h2.header-table-size
  tune.h2.initial-window-size tune.h2.log-errors@3.4 tune.h2.max-concurrent-streams tune.h2.max-frame-size
  tune.h2.zero-copy-fwd-send@2.9 tune.http.cookielen tune.http.logurilen tune.http.maxhdr tune.idle-pool.shared@2.2
  tune.idletimer tune.listener.default-shards@2.8 tune.listener.multi-queue tune.lua.bool-sample-conversion@3.2
  tune.lua.burst-timeout@2.8 tune.lua.forced-yield tune.lua.log.loggers@2.9 tune.lua.log.stderr@2.9 tune.lua.maxmem
  tune.lua.openlibs@3.4 tune.lua.service-timeout tune.lua.session-timeout tune.lua.task-timeout
  tune.max-checks-per-thread@2.9 tune.max-rules-at-once@3.2 tune.maxaccept tune.maxpollevents tune.maxrewrite
  tune.memory.hot-size@2.8 tune.notsent-lowat.client@3.2 tune.notsent-lowat.server@3.2 tune.pattern.cache-size
  tune.peers.max-updates-at-once@2.7 tune.pipesize tune.pool-high-fd-ratio tune.pool-low-fd-ratio
  tune.pt.zero-copy-forwarding@2.9 tune.quic.backend.max-idle-timeou@2.6<3.1 tune.quic.be.cc.cubic-min-losses@3.3
  tune.quic.be.cc.hystart@3.3 tune.quic.be.cc.max-frame-loss@3.3 tune.quic.be.cc.max-win-size@3.3
  tune.quic.be.cc.reorder-ratio@3.3 tune.quic.be.max-idle-timeout@3.3 tune.quic.be.sec.glitches-threshold@3.3
  tune.quic.be.stream.data-ratio@3.3 tune.quic.be.stream.max-concurrent@3.3 tune.quic.be.stream.rxbuf@3.3
  tune.quic.be.tx.pacing@3.3 tune.quic.be.tx.udp-gso@3.3 tune.quic.cc-hystart@3.0<3.5
  tune.quic.cc.cubic.min-losses@3.1<3.5 tune.quic.disable-tx-pacing@3.2<3.5 tune.quic.disable-udp-gso@3.1<3.5
  tune.quic.fe.cc.cubic-min-losses@3.3 tune.quic.fe.cc.hystart@3.3 tune.quic.fe.cc.max-frame-loss@3.3
  tune.quic.fe.cc.max-win-size@3.3 tune.quic.fe.cc.reorder-ratio@3.3 tune.quic.fe.max-idle-timeout@3.3
  tune.quic.fe.sec.glitches-threshold@3.3 tune.quic.fe.sec.retry-threshold@3.3 tune.quic.fe.sock-per-conn@3.3
  tune.quic.fe.stream.data-ratio@3.3 tune.quic.fe.stream.max-concurrent@3.3 tune.quic.fe.stream.max-total@3.4
  tune.quic.fe.stream.rxbuf@3.3 tune.quic.fe.tx.pacing@3.3 tune.quic.fe.tx.udp-gso@3.3
  tune.quic.frontend.conn-tx-buffers.limit@2.6<3.3 tune.quic.frontend.default-max-window-size@3.1<3.5
  tune.quic.frontend.glitches-threshold@3.0<3.5 tune.quic.frontend.max-data-size@3.2<3.5
  tune.quic.frontend.max-idle-timeout@2.6<3.5 tune.quic.frontend.max-streams-bidi@2.6<3.5
  tune.quic.frontend.max-tx-mem@3.2<3.5 tune.quic.frontend.stream-data-ratio@3.2<3.5 tune.quic.listen@3.3
  tune.quic.max-frame-loss@2.8<3.5 tune.quic.mem.tx-max@3.3 tune.quic.reorder-ratio@3.0<3.5
  tune.quic.retry-threshold@2.6<3.5 tune.quic.socket-owner@2.8<3.5 tune.quic.zero-copy-fwd-send@2.9
  tune.rcvbuf.backend@2.9 tune.rcvbuf.client tune.rcvbuf.frontend@2.9 tune.rcvbuf.server tune.recv_enough
  tune.renice.runtime@3.1 tune.renice.startup@3.1 tune.ring.queues@3.0 tune.runqueue-depth tune.sched.low-latency@2.2
  tune.sndbuf.backend@2.9 tune.sndbuf.client tune.sndbuf.frontend@2.9 tune.sndbuf.server tune.ssl.cachesize
  tune.ssl.capture-buffer-size@2.5 tune.ssl.capture-cipherlist-size tune.ssl.certificate-compression@3.4
  tune.ssl.default-dh-param tune.ssl.force-private-cache tune.ssl.hard-maxrecord@2.6 tune.ssl.keylog@2.2
  tune.ssl.keyupdate-rate-limit@3.5 tune.ssl.lifetime tune.ssl.maxrecord tune.ssl.ocsp-update.maxdelay@2.8
  tune.ssl.ocsp-update.mindelay@2.8 tune.ssl.ssl-ctx-cache-size tune.stick-counters@2.8 tune.streams-elasticity@3.4
  tune.takeover-other-tg-connections@3.2 tune.vars.check-max-size@2.2 tune.vars.global-max-size tune.vars.proc-max-size
  tune.vars.reqres-max-size tune.vars.sess-max-size tune.vars.txn-max-size tune.zlib.memlevel tune.zlib.windowsize uid
  ulimit-n unix-bind unsetenv user warn-blocked-traffic-after@3.1 wurfl-cache-size wurfl-data-file wurfl-engine-mode
  wurfl-information-list wurfl-information-list-separator wurfl-patch-file wurfl-useragent-priority zero-warning@2.2
`);
