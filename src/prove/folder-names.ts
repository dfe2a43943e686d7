/** Name of the stats socket in the folder of a HAProxy of ours. */
export const statsFile = 'stats.sock';

/** Name of the file with the certificate that clients are shown. */
export const usersPem = 'users.pem';
