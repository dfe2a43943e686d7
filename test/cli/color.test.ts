import { Writable } from 'node:stream';
import t from 'tap';
import { colorLevel } from '../../src/cli/color.ts';
import type { Output } from '../../src/cli/terminal.ts';

function screen(isTTY: boolean, depth: number): Output {
  return Object.assign(new Writable(), { isTTY, getColorDepth: () => depth });
}
const terminal = screen(true, 8);
const pipe = screen(false, 1);

t.test('on its own', async (t) => {
  t.equal(colorLevel('auto', {}, terminal), 2);
  t.equal(colorLevel('auto', {}, screen(true, 24)), 3);
  t.equal(colorLevel('auto', {}, pipe), 0);
  t.equal(colorLevel('auto', {}, null), 0);
  t.equal(colorLevel('auto', { TERM: 'dumb' }, terminal), 0);
});

t.test('NO_COLOR and FORCE_COLOR', async (t) => {
  t.equal(colorLevel('auto', { NO_COLOR: '1' }, terminal), 0);
  t.equal(colorLevel('auto', { NO_COLOR: '' }, terminal), 2);
  t.equal(colorLevel('auto', { FORCE_COLOR: '1' }, pipe), 1);
  t.equal(colorLevel('auto', { FORCE_COLOR: '3' }, pipe), 3);
  t.equal(colorLevel('auto', { FORCE_COLOR: '0' }, terminal), 0);
  t.equal(colorLevel('auto', { FORCE_COLOR: '1', NO_COLOR: '1' }, pipe), 1);
});

t.test('the option wins', async (t) => {
  t.equal(colorLevel('never', { FORCE_COLOR: '1' }, terminal), 0);
  t.equal(colorLevel('always', { NO_COLOR: '1' }, pipe), 1);
  t.equal(colorLevel('always', {}, null), 1);
});
