import type { Product } from './product.ts';
import { header, page, server } from './signs.ts';

/** Heroku (Heroku docs: custom domains, "no such app"). */
export const heroku: Product = {
  id: 'heroku',
  name: 'Heroku',
  outermost: true,
  signs: [
    server(/^(?:Heroku|Cowboy)$/, 'possible'),
    header('via', /\b(?:vegur|heroku-router)$/i),
    page(/error-pages\/no-such-app\.html|<title>No such app<\/title>/, 'its own 404 page', { status: [404] }),
  ],
  remedies: {
    'host-not-served': ['`heroku domains:add NAME`; the host is not known there.'],
    'unexpected-status': [
      { text: 'the application crashed or does not answer: `heroku logs` has the H code.', status: 503 },
    ],
    'forwarded-proto-required': ['its router sets X-Forwarded-Proto itself: speak TLS to it.'],
  },
};

/** Vercel (Vercel docs: domains, error codes). */
export const vercel: Product = {
  id: 'vercel',
  name: 'Vercel',
  outermost: true,
  signs: [server(/^Vercel$/), header('x-vercel-id'), header('x-vercel-error')],
  remedies: {
    'sni-required': ['it knows projects by server name alone: send one.'],
    'host-not-served': ['add NAME under Domains of the project (DEPLOYMENT_NOT_FOUND).'],
    'plain-port-redirects': ['it always sends clear text to https: speak TLS to it.'],
  },
};

/** Netlify (Netlify docs: domain aliases). */
export const netlify: Product = {
  id: 'netlify',
  name: 'Netlify',
  outermost: true,
  signs: [
    server(/^Netlify$/),
    header('x-nf-request-id'),
    page(/^Not Found - Request ID: /, 'its own 404 page', { status: [404] }),
  ],
  remedies: {
    'host-not-served': ['add NAME as a domain alias of the site.'],
    'plain-port-redirects': ['"Force HTTPS" of the site does it: speak TLS to it.'],
  },
};

/** GitHub Pages (GitHub docs: custom domains). */
export const githubPages: Product = {
  id: 'github-pages',
  name: 'GitHub Pages',
  outermost: true,
  signs: [
    server(/^GitHub\.com$/),
    header('x-github-request-id'),
    page(/There isn't a GitHub Pages site here\./, 'its own 404 page', { status: [404] }),
  ],
  remedies: {
    'host-not-served': ['set NAME as custom domain of the repository (Settings, Pages).'],
    'plain-port-redirects': ['"Enforce HTTPS" of the repository does it: speak TLS to it.'],
  },
};
