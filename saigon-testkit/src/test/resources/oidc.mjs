// Logs a user in with openid-client, by the pages of a domain:
// node oidc.mjs ENDPOINT ISSUER CLIENT SECRET MACHINE MACHINE_SECRET USER PASSWORD
import * as oidc from 'openid-client';

const [endpoint, issuer, id, secret, machine, machineSecret, username, password] =
    process.argv.slice(2);
const callback = 'https://app.test/in';

// The issuer has AWS's name, which leads to the local AWS here.
const local = (url, options) =>
    fetch(String(url).replace(new URL(issuer).origin, endpoint), options);
const discovered = (clientId, clientSecret) =>
    oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {[oidc.customFetch]: local});

/** Follows the browser's way from the authorization URL back to the app. */
async function login(url) {
  const cookies = new Map();
  const send = async (target, options = {}) => {
    const headers = {...options.headers,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')};
    const response = await fetch(target, {...options, headers, redirect: 'manual'});
    for (const cookie of response.headers.getSetCookie()) {
      const [name, value] = cookie.split(';')[0].split('=');
      cookies.set(name, value);
    }
    return response;
  };
  const page = (await send(url)).headers.get('location');
  const html = await (await send(page)).text();
  const body = new URLSearchParams({
    _csrf: html.match(/name="_csrf" value="([^"]*)"/)[1], username, password});
  return (await send(page, {method: 'POST', body})).headers.get('location');
}

const config = await discovered(id, secret);
oidc.enableNonRepudiationChecks(config);
const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
const expectedState = oidc.randomState();
const expectedNonce = oidc.randomNonce();
const url = oidc.buildAuthorizationUrl(config, {
  redirect_uri: callback,
  scope: 'openid email',
  code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
  nonce: expectedNonce,
});
const tokens = await oidc.authorizationCodeGrant(config, new URL(await login(url)), {
  pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true});
const info = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
await oidc.tokenRevocation(config, tokens.refresh_token);
const afterRevocation = await oidc.refreshTokenGrant(config, tokens.refresh_token)
    .then(() => 'refreshed', (e) => e.error);
const machineConfig = await discovered(machine, machineSecret);
const granted = await oidc.clientCredentialsGrant(machineConfig, {scope: 'orders/read'});
const refused = await oidc.clientCredentialsGrant(machineConfig, {scope: 'orders/none'})
    .then(() => 'granted', (e) => e.error);
const logout = oidc.buildEndSessionUrl(config, {client_id: id, logout_uri: 'https://app.test/out'});
const loggedOut = (await fetch(logout, {redirect: 'manual'})).headers.get('location');

console.log(JSON.stringify({
  email: info.email,
  sub: tokens.claims().sub,
  refreshedSub: refreshed.claims().sub,
  afterRevocation,
  machineToken: granted.access_token,
  refused,
  loggedOut,
}));
