import { keywordList } from './keyword-list.ts';

/**
 * Sample fetches that have a value where a server is connected to (`haproxy -dKall` of the measured builds, column "server
 * source selection"; for others the sources of each X.Y.0). The counters of stick tables are in {@link counters}.
 */
export const fetches = keywordList(`
  always_false always_true avg_queue base base32 base32+src be_conn be_conn_free be_id be_name be_sess_rate bin bool
  capture.req.hdr capture.req.method capture.req.uri capture.req.ver capture.res.ver connslots cook cook_cnt cook_val
  cookie cpu_calls cpu_ns_avg cpu_ns_tot date date_us distcc_body distcc_param dst dst_conn dst_is_local dst_port env
  fc_fackets fc_http_major fc_lost fc_rcvd_proxy fc_reordering fc_retrans fc_rtt fc_rttvar fc_sacked fc_unacked fe_conn
  fe_defbe fe_id fe_name fe_req_rate fe_sess_rate hdr hdr_cnt hdr_ip hdr_val hostname http_auth http_auth_group
  http_first_req int ipv4 ipv6 lat_ns_avg lat_ns_tot meth method nbproc nbsrv path payload payload_lv prio_class
  prio_offset proc query queue rand rdp_cookie rdp_cookie_cnt req.body req.body_len req.body_param req.body_size
  req.cook req.cook_cnt req.cook_val req.fhdr req.fhdr_cnt req.hdr req.hdr_cnt req.hdr_ip req.hdr_names req.hdr_val
  req.hdrs req.hdrs_bin req.len req.payload req.payload_lv req.proto_http req.rdp_cookie req.rdp_cookie_cnt req.ssl_alpn
  req.ssl_ec_ext req.ssl_hello_type req.ssl_sni req.ssl_st_ext req.ssl_ver req.ver req_len req_proto_http
  req_ssl_hello_type req_ssl_sni req_ssl_ver req_ver so_id src src_is_local src_port srv_conn srv_conn_free srv_id
  srv_is_up srv_queue srv_sess_rate ssl_c_ca_err ssl_c_ca_err_depth ssl_c_der ssl_c_err ssl_c_i_dn ssl_c_key_alg
  ssl_c_notafter ssl_c_notbefore ssl_c_s_dn ssl_c_serial ssl_c_sha1 ssl_c_sig_alg ssl_c_used ssl_c_verify ssl_c_version
  ssl_f_der ssl_f_i_dn ssl_f_key_alg ssl_f_notafter ssl_f_notbefore ssl_f_s_dn ssl_f_serial ssl_f_sha1 ssl_f_sig_alg
  ssl_f_version ssl_fc ssl_fc_alg_keysize ssl_fc_alpn ssl_fc_cipher ssl_fc_cipherlist_bin ssl_fc_cipherlist_hex
  ssl_fc_cipherlist_str ssl_fc_cipherlist_xxh ssl_fc_client_random ssl_fc_has_crt ssl_fc_has_early ssl_fc_has_sni
  ssl_fc_is_resumed ssl_fc_npn ssl_fc_protocol ssl_fc_server_random ssl_fc_session_id ssl_fc_session_key ssl_fc_sni
  ssl_fc_unique_id ssl_fc_use_keysize stopping str table_avl table_cnt thread unique-id url url32 url32+src url_ip
  url_param url_port urlp urlp_val uuid var wait_end fc_pp_authority@2.1 fcgi.docroot@2.1 fcgi.index@2.1
  http_auth_pass@2.1 http_auth_type@2.1 http_auth_user@2.1 srv_name@2.1 fc_pp_unique_id@2.2 internal.htx.data@2.2
  internal.htx.free@2.2 internal.htx.free_data@2.2 internal.htx.has_eom@2.2 internal.htx.nbblks@2.2
  internal.htx.size@2.2 internal.htx.used@2.2 internal.htx_blk.data@2.2 internal.htx_blk.hdrname@2.2
  internal.htx_blk.hdrval@2.2 internal.htx_blk.size@2.2 internal.htx_blk.start_line@2.2 internal.htx_blk.type@2.2
  internal.strm.is_htx@2.2 so_name@2.2 ssl_fc_client_early_traffic_secret@2.2 ssl_fc_client_handshake_traffic_secret@2.2
  ssl_fc_client_traffic_secret_0@2.2 ssl_fc_early_exporter_secret@2.2 ssl_fc_exporter_secret@2.2
  ssl_fc_server_handshake_traffic_secret@2.2 ssl_fc_server_traffic_secret_0@2.2 ssl_s_der@2.2 ssl_s_i_dn@2.2
  ssl_s_key_alg@2.2 ssl_s_notafter@2.2 ssl_s_notbefore@2.2 ssl_s_s_dn@2.2 ssl_s_serial@2.2 ssl_s_sha1@2.2
  ssl_s_sig_alg@2.2 ssl_s_version@2.2 pathq@2.3 res.cache_hit@2.3 res.cache_name@2.3 srv_iweight@2.3 srv_uweight@2.3
  srv_weight@2.3 ssl_c_chain_der@2.3 ssl_s_chain_der@2.3 baseq@2.4 be_server_timeout@2.4 be_tunnel_timeout@2.4
  cur_server_timeout@2.4 cur_tunnel_timeout@2.4 fe_client_timeout@2.4 fc_dst@2.5 fc_dst_is_local@2.5 fc_dst_port@2.5
  fc_err@2.5 fc_err_str@2.5 fc_src@2.5 fc_src_is_local@2.5 fc_src_port@2.5 http_auth_bearer@2.5 ssl_fc_ecformats_bin@2.5
  ssl_fc_eclist_bin@2.5 ssl_fc_err@2.5 ssl_fc_err_str@2.5 ssl_fc_extlist_bin@2.5 ssl_fc_protocol_hello_id@2.5
  last_rule_file@2.6 last_rule_line@2.6 bc_rtt@2.8 bc_rttvar@2.8 fc_glitches@2.8 quic_enabled@2.8 ssl_c_r_dn@2.8
  accept_date@2.9 acl@2.9 act_conn@2.9 bytes_in@2.9 bytes_out@2.9 cur_client_timeout@2.9 fc.timer.handshake@2.9
  fc_pp_tlv@2.9 fs.id@2.9 pid@2.9 req.cook_names@2.9 req.timer.hdr@2.9 req.timer.idle@2.9 req.timer.tq@2.9
  request_date@2.9 ssl_fc_curve@2.9 txn.id32@2.9 txn.sess_term_state@2.9 uptime@2.9 fc_err_name@3.0 fc_nb_streams@3.0
  fc_settings_streams_limit@3.0 fs.aborted@3.0 fs.debug_str@3.0 fs.rst_code@3.0 ssl_bc_client_early_traffic_secret@3.0
  ssl_bc_client_handshake_traffic_secret@3.0 ssl_bc_client_traffic_secret_0@3.0 ssl_bc_early_exporter_secret@3.0
  ssl_bc_exporter_secret@3.0 ssl_bc_server_handshake_traffic_secret@3.0 ssl_bc_server_traffic_secret_0@3.0
  last_entity@3.1 spoe.engine-id@3.1 ssl_c_san@3.1 ssl_fc_sigalgs_bin@3.1 ssl_fc_supported_versions_bin@3.1
  waiting_entity@3.1 fc.timer.total@3.2 req.ssl_cipherlist@3.2 req.ssl_keyshare_groups@3.2 req.ssl_sigalgs@3.2
  req.ssl_supported_groups@3.2 res.timer.data@3.2 ssl_fc_early_rcvd@3.2 term_events@3.2 txn.timer.total@3.2
  txn.timer.user@3.2 req.bytes_in@3.3 req.bytes_out@3.3 res.bytes_in@3.3 res.bytes_out@3.3 be_connect_timeout@3.4
  be_queue_timeout@3.4 be_tarpit_timeout@3.4 cpu_usage_grp@3.4 cpu_usage_proc@3.4 cpu_usage_thr@3.4
  cur_connect_timeout@3.4 cur_queue_timeout@3.4 cur_tarpit_timeout@3.4 dump_all_vars@3.4 fc_saved_syn@3.4
  fe_tarpit_timeout@3.4 ssl_fc_crtname@3.4 tgroup@3.4
`);

/** Fetches that stand behind `sc0_`, `sc1_`, `sc2_`, `sc_` and `src_`. */
export const counters = keywordList(`
  bytes_in_rate bytes_out_rate clr_gpc0 clr_gpc1 conn_cnt conn_cur conn_rate get_gpc0 get_gpc1 get_gpt0 gpc0_rate
  gpc1_rate http_err_cnt http_err_rate http_req_cnt http_req_rate inc_gpc0 inc_gpc1 kbytes_in kbytes_out sess_cnt
  sess_rate tracked trackers updt_conn_cnt http_fail_cnt@2.4 http_fail_rate@2.4 clr_gpc@2.5 get_gpc@2.5 get_gpt@2.5
  gpc_rate@2.5 inc_gpc@2.5 glitch_cnt@3.0 glitch_rate@3.0 key@3.2
`);

/** All converters. */
export const converters = keywordList(`
  add aes_gcm_dec and b64dec base64 bool bytes capture-req capture-res concat cpl crc32 crc32c debug div djb2 even field
  hex hex2i http_date in_table ipmask json language length lower ltime map map_beg map_beg_int map_beg_ip map_dir
  map_dir_int map_dir_ip map_dom map_dom_int map_dom_ip map_end map_end_int map_end_ip map_int map_int_int map_int_ip
  map_ip map_ip_int map_ip_ip map_reg map_reg_int map_reg_ip map_regm map_str map_str_int map_str_ip map_sub map_sub_int
  map_sub_ip mod mul nbsrv neg not odd or protobuf regsub sdbm set-var sha1 srv_queue strcmp sub table_bytes_in_rate
  table_bytes_out_rate table_conn_cnt table_conn_cur table_conn_rate table_gpc0 table_gpc0_rate table_gpc1
  table_gpc1_rate table_gpt0 table_http_err_cnt table_http_err_rate table_http_req_cnt table_http_req_rate
  table_kbytes_in table_kbytes_out table_server_id table_sess_cnt table_sess_rate table_trackers ungrpc unset-var upper
  url_dec utime word wt6 xor xxh32 xxh64 sha2@2.1 cut_crlf@2.2 digest@2.2 hmac@2.2 htonl@2.2 ltrim@2.2 rtrim@2.2
  secure_memcmp@2.2 iif@2.3 fix_is_valid@2.4 fix_tag_value@2.4 json_query@2.4 mqtt_field_value@2.4 mqtt_is_valid@2.4
  table_http_fail_cnt@2.4 table_http_fail_rate@2.4 ub64dec@2.4 ub64enc@2.4 url_enc@2.4 xxh3@2.4 be2dec@2.5 be2hex@2.5
  jwt_header_query@2.5 jwt_payload_query@2.5 jwt_verify@2.5 table_gpc@2.5 table_gpc_rate@2.5 table_gpt@2.5 add_item@2.6
  host_only@2.6 port_only@2.6 table_expire@2.6 table_idle@2.6 x509_v_err_str@2.7 param@2.8 rfc7239_field@2.8
  rfc7239_is_valid@2.8 rfc7239_n2nn@2.8 rfc7239_n2np@2.8 ms_ltime@2.9 ms_utime@2.9 us_ltime@2.9 us_utime@2.9
  aes_gcm_enc@3.0 map_beg_key@3.0 map_dir_key@3.0 map_dom_key@3.0 map_end_key@3.0 map_int_key@3.0 map_ip_key@3.0
  map_reg_key@3.0 map_str_key@3.0 map_sub_key@3.0 table_glitch_cnt@3.0 table_glitch_rate@3.0 when@3.0 rfc7239_nn@3.1
  rfc7239_np@3.1 base2@3.2 date@3.2 has_ctl@3.2 le2dec@3.2 srv_is_up@3.2 table_clr_gpc@3.2 table_clr_gpc0@3.2
  table_clr_gpc1@3.2 table_inc_gpc@3.2 table_inc_gpc0@3.2 table_inc_gpc1@3.2 jwt_verify_cert@3.3 aes_cbc_dec@3.4
  aes_cbc_enc@3.4 eth.data@3.4 eth.dst@3.4 eth.hdr@3.4 eth.proto@3.4 eth.src@3.4 eth.vlan@3.4 fe_exists@3.4 ip.data@3.4
  ip.df@3.4 ip.dst@3.4 ip.fp@3.4 ip.hdr@3.4 ip.proto@3.4 ip.src@3.4 ip.tos@3.4 ip.ttl@3.4 ip.ver@3.4
  jwt_decrypt_cert@3.4 jwt_decrypt_jwk@3.4 jwt_decrypt_secret@3.4 reverse@3.4 reverse_dom@3.4 tcp.dst@3.4 tcp.flags@3.4
  tcp.options.mss@3.4 tcp.options.sack@3.4 tcp.options.tsopt@3.4 tcp.options.tsval@3.4 tcp.options.wscale@3.4
  tcp.options.wsopt@3.4 tcp.options_list@3.4 tcp.seq@3.4 tcp.src@3.4 tcp.win@3.4
`);
