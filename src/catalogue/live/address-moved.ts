import type { Live, Written } from './live.ts';

/** HAProxy connects to another address than its configuration, or the name in it, now says. */
export const addressMoved: Live = {
  id: 'address-moved',
  code: 'SNI350',
  title: 'HAProxy uses another address than the configuration or DNS gives now',
  severity: 'warning',
  found(subject) {
    const { live, written } = subject;
    if (!written?.differs || live.address === null || live.port === null) return null;
    const used = at(live.address, live.port);
    const fails = /^DOWN/.test(live.state) || subject.predicted?.check.up === false;
    const tried =
      written.passes === null ? '' : `; there, from here, the server ${written.passes ? 'passes' : 'fails as well'}`;
    return {
      because: `HAProxy uses ${used}; ${now(written)}${tried}.`,
      advice: adviceFor(written),
      severity: fails ? (written.passes ? 'error' : 'warning') : 'info',
    };
  },
};

function now({ name, addresses, port }: Written): string {
  const list = addresses.slice(0, 4).map((address) => (port === null ? address : at(address, port)));
  const more = addresses.length > 4 ? ` and ${addresses.length - 4} more` : '';
  if (name === null) return `the configuration says ${list.join(', ')}`;
  return addresses.length === 0 ? `${name} does not resolve here` : `${name} is now ${list.join(', ')}${more}`;
}

function adviceFor({ name, followed, addresses }: Written): string[] {
  if (name === null)
    return ['Somebody set it at run time, or the file has changed since: reload HAProxy, or mend the file.'];
  const set = addresses.length > 0 ? ['Now: reload HAProxy, which looks the name up again.'] : [];
  if (followed) return [...set, 'See what its resolvers are told: `show resolvers` on the socket.'];
  return [...set, `For good: \`resolvers NAME\` on the server line, so that HAProxy follows ${name}.`];
}

function at(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
