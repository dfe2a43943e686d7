import type { CheckedServer } from '../../check-types.ts';
import { printable } from '../escape.ts';
import type { Told } from './check-state.ts';
import { checkWords, nameOf, placeOf, sendsWords, trafficSendsWords, trafficWords } from './check-words.ts';
import type { Look } from './paint.ts';
import { paragraph, screenWidth } from './wrap.ts';

const deeper = '     ';

/**
 * A server: its name, its place, and what HAProxy will report.
 * @param one a server with its state
 * @param look colours, and whether to say what is sent
 * @returns one line, or several where it does not fit
 */
export function serverLines({ server, state, twin }: Told, look: Look): string {
  const { paint, verbose, explain } = look;
  const stroke = state === 'fine' ? paint.green : ['unknown', 'warned'].includes(state) ? paint.yellow : paint.red;
  const name = nameOf(server);
  const place = [placeOf(server), ...(twin ? [addressOf(server)] : [])].join('  ');
  const reported = [checkWords(server), trafficWords(server)].filter((part) => part !== '').join('  ');
  const lines = laidOut(name, place, reported);
  const sent = verbose || explain ? sends(server) : [];
  return [` ${stroke(name)}${lines.slice(name.length + 1)}`, ...sent.map((text) => paragraph(text, deeper))].join('');
}

/** On one line where there is room. */
function laidOut(name: string, place: string, reported: string): string {
  const whole = ` ${[name, place, reported].filter((part) => part !== '').join('  ')}`;
  if (whole.length <= screenWidth) return `${whole}\n`;
  const more = reported === '' ? '' : paragraph(reported, deeper).replace(/ +$/gm, '');
  const start = ` ${name}  ${place}`;
  return `${start.length <= screenWidth ? start : ` ${name}\n${deeper}${place}`}\n${more}`;
}

function addressOf({ address, port }: CheckedServer): string {
  if (address === null) return 'no address';
  return printable(`${address.includes(':') ? `[${address}]` : address}:${port}`);
}

function sends(server: CheckedServer): string[] {
  const { check, traffic } = server;
  const requests = new Set(traffic.flatMap(({ sends }) => (sends ? [trafficSendsWords(sends)] : [])));
  return [
    `address: ${addressOf(server)}`,
    ...(check.sends ? [`check sends: ${sendsWords(check.sends)}`] : []),
    ...[...requests].map((text) => `traffic sends: ${text}`),
  ];
}
