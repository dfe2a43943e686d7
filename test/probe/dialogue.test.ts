/** Conversations of `tcp-check`, and answers that are read whole. */
import t from 'tap';
import type { DialogueStep } from '../../src/types.ts';
import { get, listen, observe } from './backend.ts';

const pong = { kind: 'string', pattern: '+PONG', negated: false, minRecv: null } as const;
const ping: DialogueStep[] = [{ send: 'PING\r\n' }, { expect: pong }];

t.test('bytes are said, and the answer is held to the pattern', async (t) => {
  const heard: string[] = [];
  const port = await listen(t, (socket) => {
    socket.on('data', (data) => {
      heard.push(data.toString('latin1'));
      socket.write('+PO');
      socket.write('NG\r\n');
    });
  });
  const seen = await observe(port, { request: null, dialogue: ping });
  t.equal(seen.outcome, 'passed');
  t.same(heard, ['PING\r\n']);
  t.equal(seen.dialogue?.done, 2);
});

t.test('another answer ends it where it stands', async (t) => {
  const port = await listen(t, (socket) => socket.end('-ERR no such thing\r\n'));
  const seen = await observe(port, { request: null, dialogue: ping });
  t.same(seen.dialogue, { done: 1, received: '-ERR no such thing\r\n' });
});

t.test('an end before anything came is a failure, and so is silence', async (t) => {
  const closing = await listen(t, (socket) => {
    socket.on('data', () => socket.end());
  });
  const closed = await observe(closing, { request: null, dialogue: ping });
  t.match(closed, { failure: { kind: 'closed', stage: 'http' }, dialogue: { done: 1, received: '' } });
  const silent = await listen(t, () => {});
  const waited = await observe(silent, { request: null, dialogue: ping }, { timeout: 200 });
  t.match(waited, { failure: { kind: 'timeout' }, dialogue: { done: 1 } });
});

t.test('an answer is read whole where the whole of it matters', async (t) => {
  const body = 'x'.repeat(5000);
  const port = await listen(t, (socket) => {
    socket.on('data', () => socket.write(`HTTP/1.1 200 OK\r\nX-State: ready\r\nContent-Length: 5000\r\n\r\n${body}`));
  });
  const seen = await observe(port, { request: get({ whole: true }) });
  t.same(seen.http?.whole?.headers, [
    ['x-state', 'ready'],
    ['content-length', '5000'],
  ]);
  t.same([seen.http?.whole?.body.length, seen.http?.whole?.complete], [5000, true]);
  const partly = await observe(port, { request: get() });
  t.equal(partly.http?.whole, undefined);
});

t.test('a body that never ends is known to be cut', async (t) => {
  const port = await listen(t, (socket) => {
    socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'));
  });
  const seen = await observe(port, { request: get({ whole: true }) }, { timeout: 300 });
  t.match(seen.http, { status: 200, whole: { body: 'half', complete: false } });
});
