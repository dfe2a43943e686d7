import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { word } from '../haproxy/words.ts';
import type { Question } from '../types.ts';
import { CannotProve } from './cannot.ts';
import { makeFolder } from './folder.ts';

/** A client certificate and its key in one file, as HAProxy reads them. */
export interface ClientFile {
  /**
   * @param text a configuration, or a directive of one
   * @returns the same with this file in place of the certificate's
   */
  inPlace(text: string): string;
  /**
   * @param text a directive with this file
   * @returns the same as it was given
   */
  asGiven(text: string): string;
  /** Whether there is such a file. */
  made: boolean;
  remove(): void;
}

/**
 * Puts the certificate and the key of a question into one file, where they are two.
 * @param question with or without a client certificate
 * @returns the file, in a folder of its own
 * @throws CannotProve where one of them cannot be read
 */
export function clientFile({ certificate }: Question): ClientFile {
  if (certificate === null || certificate.certFile === certificate.keyFile)
    return { inPlace: (text) => text, asGiven: (text) => text, made: false, remove: () => {} };
  const folder = makeFolder();
  const file = join(folder.path, 'client.pem');
  try {
    const texts = [certificate.certFile, certificate.keyFile].map((path) => readFileSync(path, 'latin1'));
    writeFileSync(file, texts.join('\n'), { encoding: 'latin1', mode: 0o600 });
  } catch (error) {
    folder.remove();
    throw new CannotProve(`the client certificate: ${(error as Error).message}`);
  }
  const [given, ours] = [`crt ${word(certificate.certFile)}`, `crt ${word(file)}`];
  return {
    inPlace: (text) => text.replaceAll(given, ours),
    asGiven: (text) => text.replaceAll(ours, given),
    made: true,
    remove: folder.remove,
  };
}
