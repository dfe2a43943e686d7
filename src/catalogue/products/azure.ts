import type { Product } from './product.ts';
import { redirects } from './redirects.ts';
import { header, page, server } from './signs.ts';

/** Azure Front Door (Front Door docs: custom domains, routes). */
export const azureFrontDoor: Product = {
  id: 'azure-front-door',
  name: 'Azure Front Door',
  outermost: true,
  signs: [header('x-azure-ref'), page(/Our services aren't available right now/, 'its own error page')],
  remedies: {
    'sni-required': ['it knows endpoints by server name alone: send that of the endpoint or of a custom domain.'],
    'host-not-served': ['add NAME as a custom domain and tie it to a route.'],
    'unexpected-status': [{ text: 'its WAF policy refuses.', status: 403 }],
    ...redirects('"Redirect all traffic to use HTTPS" of the route does it.'),
  },
};

/** Azure Application Gateway (its docs: multi-site listeners, backend health, mutual authentication). */
export const azureApplicationGateway: Product = {
  id: 'azure-application-gateway',
  name: 'Azure Application Gateway',
  outermost: true,
  signs: [
    server(/^Microsoft-Azure-Application-Gateway\//),
    page(/<hr><center>Microsoft-Azure-Application-Gateway\//, 'its own error page'),
  ],
  remedies: {
    'sni-required': ['a basic listener serves whoever sends no name; a multi-site one goes by name.'],
    'host-not-served': ['a multi-site listener with host name NAME and a rule serves it.'],
    'unexpected-status': [{ text: 'its WAF policy refuses.', status: 403 }],
    ...redirects('a redirect configuration of the rule of this listener does it.'),
    'client-certificate-required': ['the SSL profile of the listener asks for it.'],
    'tls-version-required': ['the SSL policy of the gateway says which it takes.'],
  },
};

/** Azure App Service (its docs: custom domains, HTTPS only, client certificates). */
export const azureAppService: Product = {
  id: 'azure-app-service',
  name: 'Azure App Service',
  outermost: true,
  signs: [
    page(/404 Web Site not found/, 'its own 404 page', { status: [404] }),
    page(/<title>Microsoft Azure (?:Web App|App Service) - Error \d{3}/, 'its own error page'),
  ],
  remedies: {
    'host-not-served': ['add NAME under "Custom domains", or send APP.azurewebsites.net as server name and Host.'],
    'unexpected-status': [{ text: 'the app is stopped.', status: 403 }],
    ...redirects('"HTTPS Only" of the app does it.'),
    'client-certificate-required': ['"Client certificate mode" of the app asks for it.'],
  },
};
