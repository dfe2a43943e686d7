import { holds } from './case.ts';
import { needRules } from './need-rules.ts';

holds(needRules, (id) => `${id}-required`);
