import { testVersion } from './version-test.ts';

await testVersion('3.2');
