import type { Place } from '../../haproxy/syntax/tree.ts';
import type { Plan } from '../../types.ts';
import type { Lint, Subject } from '../lint.ts';
import { frontendsOf } from './frontends.ts';
import { checkFails, clients, fails, told } from './outcome.ts';
import { placeOf } from './setting.ts';

/** A request for one host over a connection for another: a backend may answer 421 (RFC 9110, section 15.5.20). */
export const sniHostMismatch: Lint = {
  id: 'sni-host-mismatch',
  code: 'SNI315',
  title: 'server name and Host disagree',
  severity: 'warning',
  found(subject) {
    const { sent, server } = subject;
    const all = clients(subject);
    for (const [i, { host, plan }] of sent.traffic.entries()) {
      const names = host === null || plan === null ? null : disagreement(plan);
      if (!names) continue;
      const client = all[i];
      return {
        at: setHost(subject) ?? placeOf(server, 'sni'),
        because: `Traffic for ${host} asks for the server ${names.sni} and, over that connection, for the host ${names.host}${
          client && fails(client.row) ? `: ${told(client)}` : ''
        }.`,
        advice: [`Make them agree: \`sni str(${names.host})\`, or \`http-request set-header Host ${names.sni}\`.`],
        fixable: true,
        ...(client && fails(client.row) ? { severity: 'error' as const } : {}),
      };
    }
    for (const leg of sent.check?.legs ?? []) {
      const names = disagreement(leg.plan);
      // What is no name at all has a code of its own.
      if (!names || /[^\w.-]/.test(names.sni)) continue;
      return {
        at: leg.connect?.at ?? placeOf(server, 'check-sni'),
        because: `The check asks for the server ${names.sni} and, over that connection, for the host ${names.host}.`,
        advice: [`Make them agree: \`check-sni ${names.host}\`, or \`http-check send hdr Host ${names.sni}\`.`],
        fixable: true,
        ...(checkFails(subject) ? { severity: 'error' as const } : {}),
      };
    }
    return null;
  },
};

function disagreement({ tls, request }: Plan): { sni: string; host: string } | null {
  const host = request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const sni = tls?.servername;
  if (!host || !sni) return null;
  const name = (text: string): string => text.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
  return name(host) === name(sni) ? null : { sni, host: host.replace(/:\d*$/, '') };
}

/** Where the Host is set: in the server's proxy, else in a frontend that leads to it. */
function setHost(subject: Subject): Place | null {
  for (const { requestRules } of [subject.proxy, ...frontendsOf(subject)]) {
    const rule = requestRules.findLast(
      ({ action, args }) => /^(?:set|replace|add)-header$/.test(action) && args[0]?.text.toLowerCase() === 'host',
    );
    if (rule) return rule.at;
  }
  return null;
}
