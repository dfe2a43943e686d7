import type { Backend } from './backend.ts';
import { contourHttp, fixtureBackends } from './fixtures.ts';
import { haproxyBackends } from './haproxy.ts';
import { serverBackends } from './servers.ts';

/** Every backend of the suite. */
export const backends: readonly Backend[] = [...fixtureBackends, contourHttp, ...serverBackends, ...haproxyBackends];
