import type { SecureContext } from 'node:tls';
import type { TlsPlan } from '../types.ts';
import { type Credentials, tlsContext } from './tls-context.ts';

type Given = () => SecureContext;

const known = new WeakMap<Credentials, Map<string, Given>>();

/**
 * The context of a plan, found without comparing the texts of its authorities: thousands of connections are made with
 * the same credentials.
 * @param plan TLS settings
 * @param credentials the same object for equal credentials, and not changed afterwards
 * @returns as of {@link tlsContext}
 * @throws as of {@link tlsContext}
 */
export function sharedContext(plan: TlsPlan, credentials: Credentials): Given {
  const { minVersion, maxVersion, securityLevel, ciphers, groups, certificate, crlFile } = plan;
  const key = `${minVersion} ${maxVersion} ${securityLevel} ${ciphers} ${groups} ${certificate !== null} ${crlFile}`;
  let contexts = known.get(credentials);
  if (!contexts) {
    contexts = new Map();
    known.set(credentials, contexts);
  }
  const before = contexts.get(key);
  if (before) return before;
  const context = tlsContext(plan, credentials);
  contexts.set(key, context);
  return context;
}
