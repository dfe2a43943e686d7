import { endpointOf } from '../../haproxy/endpoint.ts';
import { checkStatuses } from '../../haproxy/log/reasons.ts';
import { type StatRow, statRows } from '../../haproxy/stat-lines.ts';
import { healthSymptom } from './health-symptom.ts';
import { readBackendDown } from './notice.ts';
import { type Reading, type Subject, said } from './reading.ts';

// Columns of `show stat` that never moved since 1.7, counted from 0 (HAProxy management guide, 9.1 CSV format).
const columns: Readonly<Record<string, string>> = {
  0: 'pxname',
  1: 'svname',
  17: 'status',
  36: 'check_status',
  37: 'check_code',
  38: 'check_duration',
  56: 'last_chk',
  73: 'addr',
};

const numbered = `# ${Array.from({ length: 120 }, (_, i) => columns[i] ?? `column${i}`).join(',')}\n`;

/**
 * Reads a row of `show stat` or of the CSV page, with or without its header.
 * @param text the row
 * @returns null: it is none of a server
 */
export function readStatRow(text: string): Reading | null {
  if (text.startsWith('# pxname,') || text.startsWith('# be_id ')) {
    if (!text.includes('\n')) return silent("The names of the columns of HAProxy's statistics.", {});
  }
  if (text.split(',').length < 40) return null;
  const rows = statRows(text.startsWith('# ') ? text : numbered + text);
  const row = rows.find(({ svname = '' }) => svname !== 'FRONTEND' && svname !== 'BACKEND' && svname !== '');
  const status = row?.check_status?.replace(/^\* /, '');
  if (row && status !== undefined && checkStatuses.includes(status)) return ofRow(row, status);
  return ofOther(rows[0]);
}

/** A frontend, a backend, or a server without a check. */
function ofOther(row: StatRow | undefined): Reading | null {
  const { pxname: proxy = '', svname = '', status = '', check_status: check = '' } = row ?? {};
  if (!/^(?:OPEN|STOP|UP|DOWN|MAINT|DRAIN|NOLB|no check)/.test(status) || check !== '') return null;
  if (svname === 'BACKEND' && status === 'DOWN')
    return readBackendDown({
      kind: 'backend-down',
      proxy,
      prefix: { time: null, host: null, program: null, pid: null, level: null },
    });
  return silent("A row of HAProxy's statistics that tells of no check.", { proxy, name: svname, state: status });
}

function silent(meaning: string, fields: Reading['fields']): Reading {
  return {
    kind: 'haproxy-health',
    key: `stat ${meaning}`,
    fields,
    symptom: { meaning, causes: [], by: null },
    subject: {},
    fine: true,
  };
}

function ofRow(row: StatRow, status: string): Reading | null {
  const code = row.check_code ? Number(row.check_code) : null;
  const info = row.last_chk || null;
  const symptom = healthSymptom({ status, code, info });
  if (!symptom) return null;
  const { pxname: proxy = '', svname: server = '', status: state = '', addr = '' } = row;
  const at = addr === '' ? null : endpointOf(addr);
  const subject: Subject = {
    proxy,
    server,
    ...(at?.host ? { address: at.host.replace(/^\[|\]$/g, '') } : {}),
    ...(at?.port ? { port: at.port } : {}),
  };
  return {
    kind: 'haproxy-health',
    key: `stat ${status} ${code ?? ''} ${info ?? ''}`,
    fields: said({
      proxy,
      server,
      state,
      status,
      code,
      info,
      durationMs: row.check_duration ? Number(row.check_duration) : null,
      address: subject.address,
      port: subject.port,
    }),
    symptom,
    subject,
    fine: symptom.causes.length === 0,
  };
}

// haproxy v3.4.0 include/haproxy/check-t.h: the numbers of `srv_check_status` in `show servers state`.
const statuses = [
  'UNK',
  'INI',
  'START',
  'CHECKED',
  'HANA',
  'SOCKERR',
  'L4OK',
  'L4TOUT',
  'L4CON',
  'L6OK',
  'L6TOUT',
  'L6RSP',
  'L7TOUT',
  'L7RSP',
  'L57DATA',
  'L7OK',
  'L7OKC',
  'L7STS',
  'PROCERR',
  'PROCTOUT',
  'PROCOK',
];
const operational = ['stopped', 'starting', 'running', 'stopping'];
const row =
  /^\d+ (?<proxy>\S+) \d+ (?<server>\S+) (?<address>\S+) (?<state>[0-3]) \d+ \d+ \d+ \d+ (?<status>\d{1,2}) [0-4] \d+ \d+ \d+ [01] [01] (?<name>\S+) (?<port>\d{1,5})(?: |$)/;

/**
 * Reads a row of `show servers state`.
 * @param text the row
 * @returns null: it is none
 */
export function readStateRow(text: string): Reading | null {
  const groups = row.exec(text)?.groups;
  const status = statuses[Number(groups?.status)];
  if (!groups || status === undefined) return null;
  const symptom = healthSymptom({ status, code: null, info: null });
  if (!symptom) return null;
  const { proxy = '', server = '', address = '', state = '', name = '-', port = '' } = groups;
  const known = address !== '-' && endpointOf(address) !== null;
  const subject: Subject = { proxy, server, ...(known ? { address, port: Number(port) } : {}) };
  return {
    kind: 'haproxy-health',
    key: `state ${status}`,
    fields: said({
      proxy,
      server,
      state: operational[Number(state)],
      status,
      address: subject.address,
      port: subject.port,
      host: name === '-' ? undefined : name,
    }),
    symptom,
    subject,
    fine: symptom.causes.length === 0,
  };
}
