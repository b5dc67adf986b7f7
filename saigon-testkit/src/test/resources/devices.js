// Logs a user in twice from one device with amazon-cognito-identity-js, which proves the device the
// second time, and refreshes the tokens. Prints the device keys, or the error.
const { AuthenticationDetails, CognitoUser, CognitoUserPool } = require('amazon-cognito-identity-js');

const [endpoint, UserPoolId, ClientId, Username, Password] = process.argv.slice(2);
const kept = {};
const Storage = {
  setItem: (name, value) => (kept[name] = value),
  getItem: (name) => kept[name],
  removeItem: (name) => delete kept[name],
  clear: () => Object.keys(kept).forEach((name) => delete kept[name]),
};
const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint, Storage });

function login() {
  const user = new CognitoUser({ Username, Pool, Storage });
  return new Promise((resolve, reject) =>
    user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
      onSuccess: (session) => resolve({ user, session }),
      onFailure: reject,
      mfaRequired: () => reject(new Error('MFA')),
      customChallenge: () => reject(new Error('custom')),
    }),
  );
}

function deviceKey(session) {
  return session.getAccessToken().decodePayload().device_key;
}

async function run() {
  const first = await login();
  const refreshed = await new Promise((resolve, reject) =>
    first.user.refreshSession(first.session.getRefreshToken(), (error, session) =>
      error ? reject(error) : resolve(session),
    ),
  );
  const second = await login();
  console.log(
    JSON.stringify({
      first: deviceKey(first.session),
      refreshed: deviceKey(refreshed),
      second: deviceKey(second.session),
    }),
  );
}

run().catch((e) => console.log(JSON.stringify({ code: e.code, message: e.message })));
