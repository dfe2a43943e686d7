import { holds } from './case.ts';
import { certificateRules } from './certificate-rules.ts';

holds(certificateRules, (id) => id);
