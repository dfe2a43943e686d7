/** The version of this package. A constant, so that `--version` reads no file; a test holds it to package.json. */
export const version = '0.1.0';
