import { isIpLiteral, parseHostName } from '../host-name.ts';
import {
  checkTimeout,
  parseConfigurationPath,
  parseExpectWords,
  parseHostHeader,
  parseMethod,
  parsePath,
  parsePort,
} from '../request-words.ts';
import type { Evidence } from '../types.ts';
import { Refusal } from './refusal.ts';

/**
 * Holds evidence to the rules that its schema cannot say: those of the command line. A value must stand there as a probe
 * would have written it, since it goes into a configuration as it stands.
 * @param evidence a document that holds to the schema
 * @param where its file, and its place there
 * @throws Refusal with exit code 3 that names the field
 */
export function checkEvidence({ question, at }: Evidence, where: string): void {
  const { host, sni, publicHost, hostHeader, httpPort, expect, caFile, certificate, source } = question;
  const check = (field: string, test: () => void) => {
    try {
      test();
    } catch (error) {
      throw new Refusal(3, `${where}/${field}: ${(error as Error).message}`);
    }
  };
  const optional = <T>(field: string, value: T | null, test: (value: T) => void) => {
    if (value !== null) check(`question/${field}`, () => test(value));
  };
  check('at', () => isDate(at));
  check('question/address', () => isAddress(question.address));
  check('question/port', () => parsePort(String(question.port)));
  check('question/timeout', () => checkTimeout(question.timeout));
  check('question/path', () => parsePath(question.path));
  check('question/method', () => parseMethod(question.method));
  optional('httpPort', httpPort, (port) => parsePort(String(port)));
  optional('host', host, (name) => same(name, parseHostName(name).name));
  optional('publicHost', publicHost, (name) => same(name, parseHostName(name).name));
  optional('sni', sni, isServerName);
  optional('hostHeader', hostHeader, (text) => same(text, parseHostHeader(text)?.value ?? ''));
  optional('expect', expect, (words) => same(words, parseExpectWords(words)));
  optional('source', source, isAddress);
  optional('caFile', caFile, parseConfigurationPath);
  optional('certificate/certFile', certificate?.certFile ?? null, parseConfigurationPath);
  optional('certificate/keyFile', certificate?.keyFile ?? null, parseConfigurationPath);
}

function isAddress(text: string): void {
  if (!isIpLiteral(text) || text.startsWith('[')) throw new Error(`${JSON.stringify(text)} is no IP address`);
}

function isServerName(text: string): void {
  const { name, isAddress } = parseHostName(text);
  if (isAddress) throw new Error(`${JSON.stringify(text)} is an IP address: that is no server name`);
  same(text, name);
}

function same(text: string, sent: string): void {
  if (text !== sent) throw new Error(`${JSON.stringify(text)} is not how it is sent, ${JSON.stringify(sent)}`);
}

function isDate(text: string): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new Error(`${JSON.stringify(text)} is no date of the form 2026-01-31T12:00:00Z`);
}
