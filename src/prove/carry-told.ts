import type { ProxySection } from '../haproxy/model/types.ts';
import type { Configuration, Place, Section, Statement } from '../haproxy/syntax/tree.ts';
import { placeKey } from './carry.ts';
import { backendFate, defaultsFate, type Fate, frontendFate } from './carry-lines.ts';
import { placeText } from './carry-text.ts';
import type { Door } from './doors.ts';

/**
 * Says what of a configuration is not part of what is shown.
 * @param configuration the configuration
 * @param doors the backends under test, and where clients come in to them
 * @returns whole sentences
 */
export function leftOut(configuration: Configuration, doors: readonly Door[]): string[] {
  const sections = new Map(configuration.sections.map((section) => [placeKey(section.header.at), section]));
  const lines = (proxy: ProxySection, fateOf: (line: Statement) => Fate): Statement[] =>
    toldOf(sections.get(placeKey(proxy.at)), fateOf);
  const frontends = [...new Set(doors.flatMap(({ frontend }) => frontend ?? []))];
  const copied = frontends.filter(({ kind }) => kind === 'frontend');
  return [
    ...doors.flatMap(({ proxy }) => said(`${proxy.kind} ${proxy.name}`, lines(proxy, backendFate))),
    ...copied.flatMap((frontend) => said(`frontend ${frontend.name}`, lines(frontend, frontendFate))),
    ...said(
      'defaults',
      configuration.sections
        .filter(({ keyword }) => keyword === 'defaults')
        .flatMap((one) => toldOf(one, defaultsFate)),
    ),
    ...copied
      .filter(({ routes }) => routes.some(({ condition }) => condition !== null))
      .map(
        ({ name }) =>
          `How frontend ${name} chooses a backend is not shown: requests go straight to the one under test.`,
      ),
    ...frontends
      .filter(({ binds }) => binds.some(({ words }) => words.some(({ text }) => text === 'verify')))
      .map(({ name }) => `Clients of ${name} are not asked for a certificate here.`),
    ...doors
      .filter(({ frontend }) => frontend === null)
      .map(({ proxy, mode }) => `No frontend leads to ${proxy.name}: it gets one of mode ${mode}, in clear text.`),
    ...(doors.some(({ proxy }) => proxy.check.type === 'external-check')
      ? ['Checks that are programs of their own are not run.']
      : []),
  ];
}

function toldOf(section: Section | undefined, fateOf: (line: Statement) => Fate): Statement[] {
  return (section?.lines ?? []).filter((line) => fateOf(line) === 'told');
}

function said(whose: string, lines: readonly Statement[]): string[] {
  if (lines.length === 0) return [];
  const keywords = [...new Set(lines.map(nameOf))];
  return [`Left out of ${whose}: ${keywords.join(', ')} (${places(lines.map(({ at }) => at))}).`];
}

function nameOf({ words: [first, second] }: Statement): string {
  const more = /^(?:option|http-\S+|tcp-\S+|filter)$/.test(first?.text ?? '') ? ` ${second?.text ?? ''}` : '';
  return `${first?.text ?? ''}${more}`;
}

/** `haproxy.cfg:12, 14, 15` */
function places(all: readonly Place[]): string {
  return all
    .slice(0, 8)
    .map((at, i) => (i > 0 && all[i - 1]?.file === at.file ? `${at.line}` : placeText(at)))
    .join(', ')
    .concat(all.length > 8 ? ', ...' : '');
}
