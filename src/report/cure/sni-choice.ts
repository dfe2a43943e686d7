import { entrance } from '../../haproxy/request/routes.ts';
import type { Patient } from './cure.ts';
import { nameOf, type Traffic } from './traffic.ts';
import { sharedCloud } from './traffic-cloud.ts';
import { isOne, type ServedNames } from './traffic-names.ts';

/** The Host of each request without its port: every version reads it so (`host_only` is younger). */
export const ofHost = 'req.hdr(host),field(1,:)';

/** What `sni` is to say. */
export interface SniChoice {
  expression: string;
  /** Why it is this one. */
  notes: string[];
}

/**
 * Chooses where the server name of traffic comes from: one fixed name, or that of each request.
 * @param patient the server
 * @param traffic its traffic
 * @param served the names that it is asked for
 * @param host the Host that another edit sets for every request; null: none does
 * @returns the choice; null: no name is known
 */
export function sniChoice(
  patient: Patient,
  traffic: Traffic,
  served: ServedNames,
  host: string | null,
): SniChoice | null {
  const one = host ?? served.fixed;
  if (one !== null) return fixed(one, `Every request goes out under the Host ${one}, so its server name is fixed too.`);
  const { mode } = patient.target.proxy;
  const asked = nameOf(patient.question.sni ?? '');
  if (mode === 'http' && !isOne(served)) return ofEach(patient, served);
  if (mode === 'tcp' && !isOne(served) && clientsName(traffic, patient))
    return {
      expression: 'ssl_fc_sni',
      notes: [
        `${told(served)} Each connection goes out under the name that its client asked for: in mode tcp there is no Host to go by.`,
      ],
    };
  const only = served.names[0] ?? asked;
  if (only === null) return null;
  const more =
    mode === 'http'
      ? `where clients ask for several, write \`sni ${ofHost}\``
      : 'in mode tcp it is the same for all clients';
  return fixed(only, `One name is asked for here, ${only}: ${more}.`);
}

function fixed(name: string, note: string): SniChoice {
  return { expression: `str(${name})`, notes: [note] };
}

function ofEach(patient: Patient, served: ServedNames): SniChoice {
  const cloud = sharedCloud(patient, served.names);
  return {
    expression: ofHost,
    notes: [
      `${told(served)} Each request goes out under its own, which \`sni str(NAME)\` would not do.`,
      ...(cloud === null
        ? []
        : [
            `${cloud} serves other people's sites too, and clients choose the name: let only names of a list through, with \`http-request deny unless { hdr(host) -i NAME ... }\`.`,
          ]),
    ],
  };
}

/** How many names are written out. */
const shown = 3;

function told({ names, pattern }: ServedNames): string {
  const list = names.slice(0, shown).join(', ') + (names.length > shown ? ', ...' : '');
  if (pattern) return `Clients are led here by a pattern, under any number of names${list === '' ? '' : ` (${list})`}.`;
  return `${names.length} names are known for this backend (${list}).`;
}

/** Whether clients end their TLS at HAProxy, which then knows the name that they asked for. */
function clientsName({ passed }: Traffic, { target }: Patient): boolean {
  return !passed && entrance(target.model, target.proxy)?.bind?.ssl === true;
}
