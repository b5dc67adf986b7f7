package io.saigon.examples.readme;

import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.Challenge.MfaSetupRequired;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.TypedChallengeResponder;
import io.vertx.core.Future;
import java.net.URI;

/** The responder of the page on log-ins; compiled, so that its names exist. */
final class ChallengePrompts {
  /** Questions to the user. */
  interface Prompts {
    Future<String> code(CodeMedium medium, String destination);

    Future<Void> qrCode(URI uri);
  }

  private ChallengePrompts() {}

  // tag::responder[]
  record PromptingResponder(CognitoClient cognito, Prompts prompts)
      implements TypedChallengeResponder {
    @Override
    public Future<ChallengeAnswer> code(CodeRequired challenge) {
      return prompts.code(challenge.medium(), challenge.destination()).map(challenge::answer);
    }

    @Override
    public Future<ChallengeAnswer> mfaSetup(MfaSetupRequired challenge) {
      return cognito
          .associateSoftwareToken(challenge)
          .compose(
              setup ->
                  prompts
                      .qrCode(setup.token().uri("Orders", challenge.username()))
                      .compose(shown -> prompts.code(CodeMedium.TOTP, ""))
                      .map(setup::answer));
    }
  }
  // end::responder[]
}
