import { holds } from './case.ts';
import { promiseRules } from './promise-rules.ts';

holds(promiseRules, (id) => id);
