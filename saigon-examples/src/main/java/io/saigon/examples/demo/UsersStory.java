package io.saigon.examples.demo;

import static io.saigon.examples.demo.Stage.await;

import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.SoftwareToken;
import io.saigon.api.cognito.TypedChallengeResponder;
import io.saigon.aws.VertxAws;
import io.saigon.examples.browser.ScriptedBrowser;
import io.saigon.examples.browser.ScriptedBrowser.Page;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.testkit.LocalUserPool;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** Three users: one with an authenticator app, one with a new password, one in a browser. */
final class UsersStory {
  static final String ANN = "ann@example.com";
  static final String BOB = "bob@example.com";
  private static final String CAT = "cat@example.com";

  private final Story story;
  private final Stage stage;
  private final AwsSigV4RestClient api;
  private final LocalUserPool pool;
  private final CognitoClientConfig config;
  private final CognitoClient cognito;
  private final Map<String, UUID> ids = new HashMap<>();
  private final String temporaryPassword = Stage.randomPassword();
  private final String password = Stage.randomPassword();

  UsersStory(Story story, Stage stage, AwsSigV4RestClient api) {
    this.story = story;
    this.stage = stage;
    this.api = api;
    this.pool = stage.aws().userPool();
    this.config = pool.clientConfig();
    this.cognito = stage.operator().cognito(config);
  }

  void run() throws Exception {
    story.step("An admin creates three users", this::create);
    story.step("Two log in and get IAM credentials", this::logIn);
    story.step("One enrols an authenticator app, and logs in with its code", this::enrol);
    story.step("One comes by a browser, through the pool's own pages", this::browse);
  }

  UUID id(String name) {
    return Objects.requireNonNull(ids.get(name), name);
  }

  private void create() throws TimeoutException {
    for (String name : List.of(ANN, BOB, CAT)) {
      CreateUserRequest request =
          CreateUserRequest.of(name)
              .withNotifyUser(false)
              .withSelfVerify(true)
              .withTemporaryPassword(temporaryPassword);
      CreatedUser created = await(cognito.createUser(request));
      CreatedUser again = await(cognito.createUser(request));
      story.check(
          !created.existed() && again.existed() && created.id().equals(again.id()),
          "%s is %s, created once however often asked",
          name,
          created.id());
      ids.put(name, created.id());
    }
  }

  private void logIn() throws TimeoutException {
    LoginRequest first = LoginRequest.of(ANN, temporaryPassword).keepTemporaryPassword();
    UUID ann = await(cognito.openSession(first).compose(api::login)).userId();
    story.check(ann.equals(id(ANN)), "%s logged in", ANN);
    CognitoVerifier verifier =
        stage
            .operator()
            .cognitoVerifier(CognitoVerifierConfig.of(config.userPoolId(), config.clientId()));
    story.check(
        await(verifier.verify(accessToken())).userId().equals(id(ANN)),
        "a service that gets the token finds it valid");
    await(cognito.loginUser(BOB, temporaryPassword, password));
    story.check(
        await(api.login(BOB, password)).userId().equals(id(BOB)),
        "%s had to set a new password and logged in with it",
        BOB);
    api.switchUser(ANN);
  }

  private void enrol() throws TimeoutException {
    await(offerAuthenticatorApps());
    SoftwareToken app = await(cognito.associateSoftwareToken(accessToken()));
    await(cognito.verifySoftwareToken(accessToken(), pool.totpCode(app.secretCode())));
    await(cognito.setMfaPreference(accessToken(), MfaPreference.of(CodeMedium.TOTP)));
    story.check(
        await(isChallenged(cognito.loginUser(ANN, temporaryPassword))),
        "the password alone does not log %s in any more",
        ANN);
    // A code counts once, and the app shows the next one after half a minute.
    stage.aws().clock().advance(Duration.ofSeconds(30));
    TypedChallengeResponder owner =
        new TypedChallengeResponder() {
          @Override
          public Future<ChallengeAnswer> code(CodeRequired challenge) {
            return Future.succeededFuture(challenge.answer(pool.totpCode(app.secretCode())));
          }
        };
    story.check(
        await(api.login(LoginRequest.of(ANN, temporaryPassword), owner)).userId().equals(id(ANN)),
        "%s logged in with password and code",
        ANN);
  }

  private Future<?> offerAuthenticatorApps() {
    return VertxAws.of(stage.operator().context())
        .service("cognito-idp", CognitoIdentityProviderAsyncClient::builder)
        .call(
            client ->
                client.setUserPoolMfaConfig(
                    b ->
                        b.userPoolId(config.userPoolId())
                            .mfaConfiguration(UserPoolMfaType.OPTIONAL)
                            .softwareTokenMfaConfiguration(t -> t.enabled(true))));
  }

  private static Future<Boolean> isChallenged(Future<?> login) {
    return login.transform(
        done ->
            Future.succeededFuture(
                done.failed() && done.cause() instanceof ChallengeRequiredException));
  }

  private void browse() throws Exception {
    ShopPages shop = await(ShopPages.start(stage));
    ScriptedBrowser browser = shop.browser();
    URI orders = shop.url().resolve("/orders");
    Page login = await(browser.open(orders));
    story.check(
        login.url().toString().startsWith(pool.domainUrl() + "/login?"),
        "%s opens a page of the shop, and is sent to log in",
        CAT);
    Page change =
        await(browser.submit(login, Map.of("username", CAT, "password", temporaryPassword)));
    Page back =
        await(
            browser.submit(change, Map.of("new_password", password, "confirm_password", password)));
    story.check(
        back.url().equals(orders) && back.body().contains(id(CAT).toString()),
        "a new password there, and back at the page, which knows %s",
        CAT);
    Page bye = await(browser.submit(back, Map.of()));
    Page again = await(browser.open(orders));
    story.check(
        bye.body().equals("Goodbye") && again.body().contains("\"password\""),
        "after the log-out the pool's pages ask for the password again");
  }

  private String accessToken() throws TimeoutException {
    return await(Objects.requireNonNull(api.currentUser()).tokens()).accessToken();
  }
}
