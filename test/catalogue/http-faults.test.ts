import { holds } from './case.ts';
import { httpRules } from './http-rules.ts';

holds(httpRules, (id) => id);
