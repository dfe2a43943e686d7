import t from 'tap';
import { backends, sections } from './proxy-verdict-lines.ts';
import { agree, whole } from './verdict.ts';

t.test('HAProxy and the model agree on lines of proxies', (t) => agree(t, backends));

t.test('HAProxy and the model agree on sections that depend on each other', (t) => agree(t, [], sections.map(whole)));
