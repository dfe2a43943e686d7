import { checkConnect } from './check-connect.ts';
import { checkRequest } from './check-request.ts';
import type { Configuration } from './configuration.ts';
import { core } from './core.ts';
import { expectations } from './expect.ts';
import { inherited } from './inherited.ts';
import { names } from './names.ts';
import { otherChecks } from './other-checks.ts';
import { passthrough } from './passthrough.ts';
import { protocols } from './protocols.ts';
import { requests } from './requests.ts';
import { patience } from './timing.ts';
import { transport } from './transport.ts';

/** Every configuration that is tried on backends of its own choice; the core ones are tried on all. */
const chosen: readonly Configuration[] = [
  ...checkRequest,
  ...checkConnect,
  ...names,
  ...transport,
  ...protocols,
  ...expectations,
  ...otherChecks,
  ...requests,
  ...passthrough,
  ...inherited,
  ...patience,
];

/** Every configuration of the suite. */
export const configurations: readonly Configuration[] = [...core, ...chosen];

export { core };
