import t from 'tap';
import { infoFields, serverPlaces, statRows } from '../../src/haproxy/stat-lines.ts';

void t.test('show stat', async (t) => {
  const answer = '# pxname,svname,last_chk,\nbe,s1,"a, ""b""\nc",\nbe,s2,,\n';
  t.same(statRows(answer), [
    { pxname: 'be', svname: 's1', last_chk: 'a, "b"\nc', '': '' },
    { pxname: 'be', svname: 's2', last_chk: '', '': '' },
  ]);
  t.same(statRows('# pxname,svname,last_chk,'), []);
  for (const other of ['', 'No such proxy.', 'HTTP/1.1 400 Bad Request\r\n\r\na,b\n']) t.same(statRows(other), []);
  const long = 'x'.repeat(900_000);
  t.equal(statRows(`# a,b\n"${long}",1\n`)[0]?.a, long);
  t.same(statRows(`# a,b\n"${long},1\n`).length, 1, 'a quote that does not end');
});

void t.test('show info', async (t) => {
  const fields = infoFields('Name: HAProxy\nVersion: 3.4.7-1\nUptime: 0d 0h00m00s\nnode: a: b\n');
  t.equal(fields.get('Version'), '3.4.7-1');
  t.equal(fields.get('node'), 'a: b');
  t.equal(infoFields('HTTP/1.1 400 Bad Request').size, 0);
});

void t.test('show servers state', async (t) => {
  const answer = `1
# be_id be_name srv_id srv_name srv_addr srv_op_state srv_fqdn srv_port srvrecord
4 be 1 s1 127.0.0.1 2 - 443 -
4 be 2 s2 ::1 2 www.example.test 443 -
4 be 3 s3 - 2 - 0 _https._tcp.example.test
`;
  const none = { backend: 'be', backendId: '4', fqdn: '-', srvRecord: '-' };
  t.same(serverPlaces(answer), [
    { ...none, server: 's1', serverId: '1', address: '127.0.0.1', port: 443 },
    { ...none, server: 's2', serverId: '2', address: '::1', port: 443, fqdn: 'www.example.test' },
    { ...none, server: 's3', serverId: '3', address: '-', port: 0, srvRecord: '_https._tcp.example.test' },
  ]);
  t.same(serverPlaces("Can't find backend."), []);
  const old = '1\n# be_id be_name srv_id srv_name srv_addr\n4 be 1 s1 192.0.2.1\n';
  t.same(serverPlaces(old), [{ ...none, server: 's1', serverId: '1', address: '192.0.2.1', port: 0 }], 'fewer columns');
});
