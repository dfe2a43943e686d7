/**
 * Makes the certificate that clients of a HAProxy of ours are shown: they take any.
 * @returns certificate and key, in PEM
 */
export async function usersCertificate(): Promise<string> {
  // Loaded for this alone: it takes as long as all the rest.
  const { createPki } = await import('../../fixtures/pki.ts');
  const { certPem, keyPem } = await (await createPki()).leaf({ names: ['users.invalid'], selfSigned: true });
  return certPem + keyPem;
}
