import { testSixty } from './sixty-version.ts';

await testSixty(['2.6', '2.8', '3.0', '3.2', '3.4']);
