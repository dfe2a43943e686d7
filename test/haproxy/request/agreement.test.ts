/**
 * Real HAProxy of each branch carries out requests: what its servers receive, or how it ends them itself, is as foretold.
 * One process per version has all configurations, each with a frontend and a backend of its own.
 */
import t from 'tap';
import { forward } from '../../../src/haproxy/request/forward.ts';
import { evaluate } from '../../../src/haproxy/request/sample.ts';
import { parseVersion, since } from '../../../src/haproxy/versions.ts';
import { loadTools, type Tool } from '../../provision/tools.ts';
import { cells, client } from './cells.ts';
import { acls, conditions } from './conditions.ts';
import { expressions } from './expressions.ts';
import { type Cell, carryOut, type Outcome, sections } from './lab.ts';
import { modelOf, proxyOf } from './model.ts';
import { substitutions } from './regular-expressions.ts';

const tools = loadTools();
if (tools) for (const tool of Object.values(tools.haproxy)) await compare(tool);
else if (process.env.CI === 'true') t.fail('the tools are not provisioned');
else t.pass('skipped: the tools are not provisioned');

async function compare(tool: Tool): Promise<void> {
  const version = parseVersion(tool.version);
  const all = [...cells, ...manyExpressions(), ...manyConditions(), ...manySubstitutions()].filter(
    (cell) => since(version, cell.since ?? '2.0') && !(cell.until && since(version, cell.until)),
  );
  const outcomes = await carryOut(tool, all);
  for (const [i, cell] of all.entries()) {
    const outcome = outcomes[i] as Outcome;
    t.same(foretold(tool, cell, i, outcome.port), seen(cell, outcome), `HAProxy ${tool.version}: ${cell.name}`);
  }
  t.comment(`HAProxy ${tool.version}: ${all.length} requests`);
}

/** What the model says of a cell, in the words of `seen`. */
function foretold(tool: Tool, cell: Cell, number: number, port: number): unknown {
  const version = parseVersion(tool.version);
  const text = `defaults base\n${sections(cell, number, port, { clear: 1, tls: 2 })}`;
  const model = modelOf(text, version);
  if (model.problems.length > 0) return model.problems;
  const backend = proxyOf(model, `b${number}`);
  const [server] = backend.servers;
  if (!server) return 'no server';
  const way = forward(proxyOf(model, `f${number}`), backend, server, { ...cell.client, port }, version, model.globals);
  if (way.unknown.length > 0) return way.unknown;
  if (way.ended) return { ...way.ended, ...(cell.unlogged ? { termination: '' } : {}) };
  const { method, path, headers } = way.request;
  const names = cell.mode === 'tcp' ? headers : headers.map(([name, value]) => [name.toLowerCase(), value]);
  const sni = server.settings.get('sni')?.args[0]?.text;
  const sent = { method, url: path, headers: names.map(([name, value]) => [name, value?.trim()]) };
  return sni === undefined ? sent : { ...sent, sni: evaluate(sni, way.context) };
}

function seen(cell: Cell, { status, termination, received }: Outcome): unknown {
  if (!received) return { status, termination };
  const { method, url, headers, sni } = received;
  const sent = { method, url, headers: headers.filter(([name]) => !cell.omitted?.includes(name)) };
  const named = /(?:^| )sni /.test(cell.server ?? '');
  return named ? { ...sent, sni: { known: true, value: sni || null } } : sent;
}

/** A word of a configuration. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"$]/g, '\\$&')}"`;
}

function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}

/** Each expression in a header of its own, and whether an ACL finds it. */
function manyExpressions(): Cell[] {
  const rich = client({
    path: '/Dir/sub.d/File.PHP?a=1&b=two%20x&c&d=+y;e=5',
    headers: [
      ['Host', 'WWW.Example.test:8443'],
      ['X-List', 'One, Two ,, "a,b" , Last'],
      ['X-List', 'second'],
      ['X-Num', '42'],
      ['X-Neg', '-7abc'],
      ['X-Empty', ''],
      ['Cookie', 'sid=abc; lang=de; sid=def'],
      ['X-Url', 'a%2Fb+c?d+e%zz'],
      ['X-Ok', 'a%2Fb+c?d+e'],
      ['X-Fwd', '10.0.0.1, 10.0.0.2'],
      ['X-Trail', 'a,b,'],
    ],
  });
  const encrypted = { ...rich, tls: { sni: 'Sni.Example.test' } };
  return Object.entries(expressions).flatMap(([since, list]) =>
    inParts(list, 60).flatMap((part): Cell[] => {
      const values = part.map((text, i) => `http-request set-header x-${i} ${quoted(`<%[${text}]>`)}`);
      const finds = part.map((text, i) => `http-request set-header x-${i} found if { ${quoted(text)} -m found }`);
      const name = `expressions from ${part[0]}`;
      return [
        { name, since, backend: values, client: rich },
        { name: `${name}, found`, since, frontend: finds, client: rich },
        { name: `${name}, over TLS`, since, bind: 'tls', backend: values, client: encrypted },
      ];
    }),
  );
}

function manyConditions(): Cell[] {
  const rich = client({
    path: '/Api/v1/x.php?a=1',
    headers: [
      ['Host', 'WWW.Example.test:8443'],
      ['X-List', 'One, Two , Three'],
      ['X-Num', '42'],
      ['X-Empty', ''],
    ],
  });
  const other = client({
    method: 'POST',
    path: '/',
    headers: [
      ['Host', 'other.test'],
      ['Content-Length', '0'],
    ],
  });
  return inParts(conditions, 60).flatMap((part): Cell[] => {
    const lines = [...acls, ...part.map((condition, i) => `http-request set-header x-${i} yes ${condition}`)];
    const name = `conditions from ${part[0]}`;
    return [
      { name, frontend: lines, client: rich },
      { name: `${name}, over TLS`, bind: 'tls', backend: lines, client: { ...rich, tls: { sni: 'www.example.test' } } },
      { name: `${name}, another request`, backend: lines, client: other },
    ];
  });
}

function manySubstitutions(): Cell[] {
  return inParts(substitutions(180, 7), 60).map(
    (part, i): Cell => ({
      name: `regular expressions ${i}`,
      frontend: part.map(({ text, source, flags }, at) => {
        const expression = `str('${text}'),regsub('${source}','<\\0|\\1|\\2>',${flags})`;
        return `http-request set-header x-${at} ${quoted(`%[${expression}]`)}`;
      }),
      client: client(),
    }),
  );
}
