import type { BackendDownLine, NoticeLine } from '../../log-types.ts';
import { keyOf } from './key.ts';
import { type Reading, said } from './reading.ts';
import { noticeSymptom } from './symptoms/notices.ts';
import { noServer } from './symptoms/terminations.ts';

/**
 * Reads what HAProxy says of a configuration or of itself.
 * @param line with `[ALERT]`, `[WARNING]`, `[NOTICE]` before it, or without
 * @returns what it means
 */
export function readNotice(line: NoticeLine): Reading {
  const { prefix, file, line: number, proxy, server, message } = line;
  const symptom = noticeSymptom(message, prefix.level);
  return {
    kind: 'haproxy-alert',
    key: keyOf(line),
    fields: said({
      level: prefix.level ?? undefined,
      file: file ?? undefined,
      line: number ?? undefined,
      proxy: proxy ?? undefined,
      server: server ?? undefined,
      message,
    }),
    symptom,
    subject: {
      ...(file === null ? {} : { file }),
      ...(proxy !== null && server !== null ? { proxy, server } : {}),
    },
    fine: symptom.causes.length === 0 && symptom.by === null && prefix.level !== 'ALERT',
  };
}

/**
 * Reads `backend be has no server available!`
 * @param line the line
 * @returns what it means
 */
export function readBackendDown(line: BackendDownLine): Reading {
  const { proxy } = line;
  return {
    kind: 'haproxy-alert',
    key: keyOf(line),
    fields: { proxy },
    symptom: {
      ...noServer,
      meaning:
        'All servers of this backend are DOWN: every request to it is answered with 503 (`SC--`, `<NOSRV>`). Why stands on the lines of its servers just before.',
    },
    subject: { proxy },
    fine: false,
  };
}
