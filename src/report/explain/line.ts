import type { LogLine } from '../../log-types.ts';
import { readHealthCheck, readServerState } from './health.ts';
import { readBackendDown, readNotice } from './notice.ts';
import type { Reading } from './reading.ts';
import { readConnectionError, readTraffic } from './traffic.ts';

/**
 * What a line of HAProxy's log means.
 * @param line as it was read
 * @returns what it means
 */
export function readLine(line: LogLine): Reading {
  switch (line.kind) {
    case 'health-check':
      return readHealthCheck(line);
    case 'server-state':
      return readServerState(line);
    case 'backend-down':
      return readBackendDown(line);
    case 'http':
    case 'tcp':
      return readTraffic(line);
    case 'connection-error':
      return readConnectionError(line);
    case 'notice':
      return readNotice(line);
  }
}
