import { slowCheck } from '../catalogue/faults/slow-check.ts';
import { forwardedBy } from '../catalogue/forwarded-headers.ts';
import { type Edit, requested } from '../catalogue/need.ts';
import { endedBy } from '../catalogue/needs/forwarded-proto.ts';
import { host } from '../catalogue/needs/host.ts';
import { httpVersion } from '../catalogue/needs/http-version.ts';
import { userAgent } from '../catalogue/needs/user-agent.ts';
import { slowest } from '../catalogue/slowest.ts';
import type { View } from '../catalogue/view.ts';
import { barest, type Settings } from '../haproxy/settings.ts';
import { checkLines } from '../haproxy/text.ts';
import { type HaproxyVersion, introduced, since } from '../haproxy/versions.ts';
import { checkAgent, defaultHost } from '../plan.ts';

/**
 * The check's own request: HTTP/1.1 with the Host that traffic has, whether this backend looks at it or not, so that
 * the check asks for what users ask for.
 * @param view the evidence
 * @param version one HAProxy version, or `any`
 * @returns the edit; none where the check is not HTTP, or no name is known and none needed
 */
export function checkRequest(view: View, version: HaproxyVersion): Edit[] {
  const { hostHeader, mode } = view.question;
  const neededHost = host.shown(view) !== null;
  const neededVersion = httpVersion.shown(view) !== null;
  const neededAgent = userAgent.shown(view) !== null;
  if (mode === 'tcp' || (hostHeader === null && !neededVersion && !neededAgent)) return [];
  const headers: [string, string][] = [['Host', hostHeader ?? defaultHost(view.question)]];
  if (view.question.forwardedProto) headers.push(['X-Forwarded-Proto', 'https']);
  else headers.push(...forwardedBy(endedBy(view)));
  if (neededAgent) headers.push(['User-Agent', checkAgent]);
  const because = [
    ...(neededHost ? [host.code] : []),
    ...(neededAgent ? [userAgent.code] : []),
    ...(neededVersion ? [httpVersion.code] : []),
  ];
  const change = (settings: Settings): Settings => ({
    ...settings,
    httpchk: settings.httpchk && { ...settings.httpchk, version: '1.1', headers },
  });
  return [
    {
      directive: {
        scope: 'backend',
        text: checkLines(change(barest(view.question, true)), version).at(-1) ?? '',
        because: because[0] ?? requested,
        since: since(version, introduced.httpCheckSend) ? introduced.httpCheckSend : '1.5',
        safety: 'safe',
      },
      step: 'check',
      kept: true,
      apply: change,
    },
  ];
}

/**
 * What the user asked for beside the needs.
 * @param view the evidence
 * @returns `http-check expect` and `X-Forwarded-Proto`, where asked for
 */
export function askedFor(view: View): Edit[] {
  const { expect, forwardedProto: asked, mode } = view.question;
  if (mode === 'tcp') return [];
  const edits: Edit[] = [];
  if (expect !== null) {
    edits.push({
      directive: {
        scope: 'backend',
        text: `http-check expect ${expect.trim()}`,
        because: requested,
        since: '1.5',
        safety: 'review',
      },
      step: 'check',
      kept: true,
      apply: (settings) => ({ ...settings, httpchk: settings.httpchk && { ...settings.httpchk, expect } }),
    });
  }
  if (asked) {
    edits.push({
      directive: {
        scope: 'backend',
        text: 'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
        because: requested,
        since: '1.5',
        safety: 'review',
      },
      step: 'traffic',
      kept: true,
      apply: (settings) => ({ ...settings, setHeaders: [...settings.setHeaders, ['X-Forwarded-Proto', 'https']] }),
    });
  }
  return edits;
}

/**
 * A check interval that a slow backend can meet: twice what it took, in whole seconds.
 * @param view the evidence
 * @returns the edit, where the backend is slower than a check waits
 */
export function slowEdits(view: View): Edit[] {
  if (!slowCheck.shown(view, null)) return [];
  const inter = Math.ceil((slowest(view) * 2) / 1000) * 1000;
  return [
    {
      directive: { scope: 'server', text: `inter ${inter}ms`, because: slowCheck.code, since: '1.5', safety: 'review' },
      step: 'check',
      apply: (settings) => ({ ...settings, inter }),
    },
  ];
}
