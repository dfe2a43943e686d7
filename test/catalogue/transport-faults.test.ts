import { holds } from './case.ts';
import { transportRules } from './transport-rules.ts';

holds(transportRules, (id) => id);
