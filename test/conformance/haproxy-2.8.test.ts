import { testVersion } from './version-test.ts';

await testVersion('2.8');
