import { defaultCertificate } from '../catalogue/faults/default-certificate.ts';
import { slowCheck } from '../catalogue/faults/slow-check.ts';
import { namesNothing, verifyNone } from '../catalogue/faults/verify-none.ts';
import type { Edit } from '../catalogue/need.ts';
import { host } from '../catalogue/needs/host.ts';
import { httpVersion } from '../catalogue/needs/http-version.ts';
import { needs } from '../catalogue/needs/index.ts';
import { serverNameEdits, sni } from '../catalogue/needs/sni.ts';
import { tls } from '../catalogue/needs/tls.ts';
import { presented } from '../catalogue/presented.ts';
import { slowest } from '../catalogue/slowest.ts';
import type { View } from '../catalogue/view.ts';
import { barest, type Settings } from '../haproxy/settings.ts';
import { checkLines } from '../haproxy/text.ts';
import { certificateNames } from '../haproxy/verify.ts';
import { type HaproxyVersion, introduced, since } from '../haproxy/versions.ts';
import { word } from '../haproxy/words.ts';
import type { Directive, Plan } from '../types.ts';
import { type Foretold, foretell } from './predict.ts';

/** A recommendation with the way to it. */
export interface Recommendation {
  directives: Directive[];
  settings: Settings;
  /** From the barest server line to the recommended one, an edit a step. */
  steps: Foretold[];
  /** Whether the recommended check and traffic pass. */
  passes: boolean;
}

/** Requests that the user made; they stay though nothing needs them. */
const requested = 'requested';
const order: readonly Edit['step'][] = ['transport', 'check', 'traffic', 'trust'];

/**
 * The smallest change of the barest server line after which check and traffic get what the backend needs.
 * @param view the evidence
 * @param version one HAProxy version, or `any`
 * @returns the recommendation; or the plans that must be performed first
 */
export function recommend(view: View, version: HaproxyVersion): Recommendation | { missing: Plan[] } {
  const start = barest(view.question, speaksTls(view));
  const missing: Plan[] = [];
  const told = (edits: Edit[]): Foretold | null => {
    const result = foretell(apply(start, edits), version, view);
    if (!('missing' in result)) return result;
    missing.push(...result.missing);
    return null;
  };
  let edits = proposed(view, version);
  for (const edit of edits.filter((e) => optional(start, e))) {
    const whole = told(edits);
    const without = edits.filter((e) => e !== edit);
    const less = told(without);
    // Whatever passes as well, and is as safe, without a word does not need the word.
    if (whole?.passes && less?.passes && whole.safety === less.safety) edits = without;
  }
  const lineEdits = edits.filter((e) => changes(start, e));
  const steps = [[], ...lineEdits.map((_, i) => lineEdits.slice(0, i + 1))].map(told);
  if (missing.length > 0) return { missing };
  const known = steps.filter((step) => step !== null);
  return {
    directives: edits.map(({ directive }) => directive),
    settings: apply(start, edits),
    steps: known,
    passes: known.at(-1)?.passes ?? false,
  };
}

/**
 * What HAProxy makes of the barest line, for a backend that no directive helps.
 * @param view the evidence
 * @param version one HAProxy version, or `any`
 * @returns the outcome; or the plans that must be performed first
 */
export function barestOutcome(view: View, version: HaproxyVersion): Foretold | { missing: Plan[] } {
  return foretell(barest(view.question, speaksTls(view)), version, view);
}

/** Whether people would write `ssl` for this port: it speaks TLS, or nothing in clear text. */
function speaksTls(view: View): boolean {
  if (tls.shown(view)) return true;
  return view.question.mode === 'tcp' ? view.primary?.failure?.kind !== 'not-tls' : !view.way?.startsWith('clear');
}

/** What the barest line says already and what the user asked for are not up for being left out. */
function optional(start: Settings, edit: Edit): boolean {
  return edit.directive.because !== requested && changes(start, edit);
}

function changes(settings: Settings, edit: Edit): boolean {
  return JSON.stringify(edit.apply(settings)) !== JSON.stringify(settings);
}

function apply(settings: Settings, edits: Edit[]): Settings {
  return edits.reduce((sum, edit) => edit.apply(sum), settings);
}

/** Every edit that may be called for, in the order in which they are applied. */
function proposed(view: View, version: HaproxyVersion): Edit[] {
  const edits = [
    ...needs.flatMap((need) => (need.shown(view) ? need.edits(view, version) : [])),
    ...checkRequest(view, version),
    ...askedFor(view),
    ...slow(view),
    ...trust(view, version),
  ];
  return order.flatMap((step) => edits.filter((edit) => edit.step === step));
}

/** The check's own request: HTTP/1.1 with the Host that traffic has. */
function checkRequest(view: View, version: HaproxyVersion): Edit[] {
  const { hostHeader, address, port, mode, forwardedProto } = view.question;
  const neededHost = host.shown(view) !== null;
  const neededVersion = httpVersion.shown(view) !== null;
  if (mode === 'tcp' || (hostHeader === null && !neededVersion)) return [];
  const headers: [string, string][] = [['Host', hostHeader ?? `${address}:${port}`]];
  if (forwardedProto) headers.push(['X-Forwarded-Proto', 'https']);
  const change = (settings: Settings): Settings => ({
    ...settings,
    httpchk: settings.httpchk && { ...settings.httpchk, version: '1.1', headers },
  });
  const text = checkLines(change(barest(view.question, true)), version);
  return [
    {
      directive: {
        scope: 'backend',
        text: text.at(-1) ?? '',
        because: neededHost ? host.code : neededVersion ? httpVersion.code : requested,
        since: since(version, introduced.httpCheckSend) ? introduced.httpCheckSend : '1.5',
        safety: 'safe',
      },
      step: 'check',
      apply: change,
    },
  ];
}

/** What the user asked for beside the needs. */
function askedFor(view: View): Edit[] {
  const { expect, forwardedProto, mode } = view.question;
  if (mode === 'tcp') return [];
  const edits: Edit[] = [];
  if (expect !== null) {
    edits.push({
      directive: {
        scope: 'backend',
        text: `http-check expect ${expect}`,
        because: requested,
        since: '1.5',
        safety: 'review',
      },
      step: 'check',
      apply: (settings) => ({ ...settings, httpchk: settings.httpchk && { ...settings.httpchk, expect } }),
    });
  }
  if (forwardedProto) {
    edits.push({
      directive: {
        scope: 'backend',
        text: 'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
        because: requested,
        since: '1.5',
        safety: 'review',
      },
      step: 'traffic',
      apply: (settings) => ({ ...settings, setHeaders: [...settings.setHeaders, ['X-Forwarded-Proto', 'https']] }),
    });
  }
  return edits;
}

/** A check interval that the backend can meet: twice what it took, in whole seconds. */
function slow(view: View): Edit[] {
  if (!slowCheck.shown(view)) return [];
  const inter = Math.ceil((slowest(view) * 2) / 1000) * 1000;
  return [
    {
      directive: { scope: 'server', text: `inter ${inter}ms`, because: slowCheck.code, since: '1.5', safety: 'review' },
      step: 'check',
      apply: (settings) => ({ ...settings, inter }),
    },
  ];
}

/** How the backend's certificate is verified; `verify none` only where it cannot be. */
function trust(view: View, version: HaproxyVersion): Edit[] {
  const seen = presented(view);
  const { sni: name, caFile, mode } = view.question;
  if (!seen || !tls.shown(view)) return [];
  if (!seen.tls.trusted || namesNothing(view) || (name !== null && !certificateNames(seen.leaf, name))) {
    return [
      {
        directive: { scope: 'server', text: 'verify none', because: verifyNone.code, since: '1.5', safety: 'review' },
        step: 'trust',
        apply: (settings) => settings,
      },
    ];
  }
  const file = caFile ?? (since(version, introduced.systemCa) ? '@system-ca' : '/etc/ssl/certs/ca-certificates.crt');
  const edits: Edit[] = [
    {
      directive: {
        scope: 'server',
        text: `ca-file ${word(file)}`,
        because: tls.code,
        since: caFile === null && file === '@system-ca' ? introduced.systemCa : '1.5',
        safety: 'safe',
      },
      step: 'trust',
      apply: (settings) => ({ ...settings, verify: { caFile: file } }),
    },
  ];
  if (name === null || sni.shown(view)) return edits;
  // Without a server name nothing says which name to verify: where the default certificate is another one,
  // the server name must be sent after all; else `verifyhost` is enough.
  if (defaultCertificate.shown(view)) return [...serverNameEdits(name, defaultCertificate.code, mode), ...edits];
  if (mode === 'tcp') return edits;
  return [
    ...edits,
    {
      directive: { scope: 'server', text: `verifyhost ${word(name)}`, because: tls.code, since: '1.5', safety: 'safe' },
      step: 'trust',
      apply: (settings) => ({ ...settings, verifyhost: name }),
    },
  ];
}
