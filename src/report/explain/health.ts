import type { CheckReason, HealthCheckLine, ServerStateLine } from '../../log-types.ts';
import { healthSymptom } from './health-symptom.ts';
import { keyOf } from './key.ts';
import { type Reading, said } from './reading.ts';
import type { Symptom } from './symptom.ts';

const unknownReason: Symptom = {
  meaning: 'HAProxy says how the check ended in words that are not known here.',
  causes: [],
  by: 'request',
};

const withoutReason: Symptom = {
  meaning:
    'The server is DOWN; this line does not say why. With `option log-health-checks` the reason stands on the `Health check for` line of the same server just before it.',
  causes: [],
  by: 'handshake',
};

/**
 * Reads what a line says of a check.
 * @param line of `option log-health-checks`
 * @returns what it means
 */
export function readHealthCheck(line: HealthCheckLine): Reading {
  const { proxy, server, check, health, agent, backup, result } = line;
  const symptom = agent ? agentSymptom(result) : ofCheck(check);
  return {
    kind: 'haproxy-health',
    key: keyOf(line),
    fields: said({
      proxy,
      server,
      backup: backup || undefined,
      agent: agent || undefined,
      result,
      ...checkFields(check),
      health: health ? `${health.current}/${health.limit}` : undefined,
      state: health?.state,
    }),
    symptom,
    subject: { proxy, server },
    fine: result === 'succeeded' && symptom.causes.length === 0,
  };
}

/**
 * Reads what a line says of a server's state.
 * @param line `Server be/s1 is DOWN, …`
 * @returns what it means
 */
export function readServerState(line: ServerStateLine): Reading {
  const { proxy, server, state, check, left, via, backup, cause, fqdn } = line;
  const isDown = state === 'DOWN';
  const base =
    check && /\S/.test(check.reason)
      ? ofCheck(check)
      : cause === undefined
        ? stateSymptom(state)
        : byHand(state, cause);
  const symptom = via ? trackedSymptom(base) : base;
  return {
    kind: 'haproxy-health',
    key: keyOf(line),
    fields: said({
      proxy,
      server,
      backup: backup || undefined,
      state,
      cause,
      fqdn,
      via: via ? `${via.proxy}/${via.server}` : undefined,
      ...(check ? checkFields(check) : {}),
      activeLeft: left?.active,
      backupLeft: left?.backup,
      runningOnBackup: left?.runningOnBackup || undefined,
    }),
    symptom,
    subject: via ? { proxy: via.proxy, server: via.server } : { proxy, server },
    fine: !(isDown && cause === undefined) && symptom.causes.length === 0,
  };
}

function ofCheck(check: CheckReason): Symptom {
  return (check.status === null ? null : healthSymptom(check)) ?? unknownReason;
}

function checkFields({ status, reason, code, info, durationMs }: CheckReason) {
  return { status, ...(status === null ? { reason } : {}), code, info, durationMs };
}

function agentSymptom(result: HealthCheckLine['result']): Symptom {
  const meaning = `The agent check (\`agent-check\`) ${result === 'succeeded' ? 'passed' : 'failed'}: it asks an agent beside the server, and says nothing of TLS or HTTP.`;
  return { meaning, causes: [], by: null };
}

function trackedSymptom(symptom: Symptom): Symptom {
  return {
    ...symptom,
    meaning: `This server has no check of its own: it follows another one (\`track\`). ${symptom.meaning}`,
  };
}

function byHand(state: string, cause: string): Symptom {
  return { meaning: `No check made the server ${state}: ${cause}.`, causes: [], by: null };
}

function stateSymptom(state: string): Symptom {
  if (state === 'DOWN') return withoutReason;
  const fine = (meaning: string): Symptom => ({ meaning, causes: [], by: null });
  if (/resolution|No IP|could not be resolved|No more servers/i.test(state))
    return fine('HAProxy has no address for this server: its name is not resolved (`resolvers`, `init-addr`).');
  if (/maintenance|MAINT/i.test(state))
    return fine('The server is in maintenance: HAProxy neither checks it nor sends it traffic.');
  if (/^UP/.test(state)) return fine('The server is UP.');
  if (/DRAIN|drain|stopping/.test(state)) return fine('The server takes no new sessions: those that it has go on.');
  if (/^DOWN/.test(state)) return withoutReason;
  return fine(`HAProxy says of this server that it is ${state}.`);
}
