import type { ProxySection } from '../../haproxy/model/types.ts';
import type { Subject } from '../lint.ts';

/**
 * The sections that clients come through on their way to a server: its own where it listens, and those that route to it.
 * A `use_backend` whose name is computed may lead anywhere.
 * @param subject the server
 * @returns in the order of the files; empty: none is in this configuration
 */
export function frontendsOf({ model, proxy }: Pick<Subject, 'model' | 'proxy'>): ProxySection[] {
  const leads = (name: string): boolean => name === proxy.name || name.includes('%[');
  return model.proxies.filter(
    (other) =>
      other.binds.length > 0 &&
      (other === proxy ||
        leads(other.defaultBackend?.name.text ?? '') ||
        other.routes.some(({ backend }) => leads(backend.text))),
  );
}

/**
 * Whether clients come to HAProxy over TLS.
 * @param subject the server
 * @returns null: this configuration has no frontend for it
 */
export function clientsUseTls(subject: Pick<Subject, 'model' | 'proxy'>): boolean | null {
  const binds = frontendsOf(subject).flatMap((frontend) => frontend.binds);
  return binds.length === 0 ? null : binds.some(({ ssl }) => ssl);
}
