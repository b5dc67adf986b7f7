// Logs a user in with Amazon's own browser library: node srp.js ENDPOINT POOL CLIENT USER PASSWORD [NEW]
const {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
} = require('amazon-cognito-identity-js');

const [endpoint, poolId, clientId, username, password, newPassword] = process.argv.slice(2);
const pool = new CognitoUserPool({UserPoolId: poolId, ClientId: clientId, endpoint});
const user = new CognitoUser({Username: username, Pool: pool});
const print = (what) => console.log(JSON.stringify(what));
const callbacks = {
  onSuccess: (session) => print({idToken: session.getIdToken().getJwtToken()}),
  onFailure: (error) => print({code: error.code, message: error.message}),
  newPasswordRequired: () => user.completeNewPasswordChallenge(newPassword, {}, callbacks),
};
user.authenticateUser(
    new AuthenticationDetails({Username: username, Password: password}), callbacks);
