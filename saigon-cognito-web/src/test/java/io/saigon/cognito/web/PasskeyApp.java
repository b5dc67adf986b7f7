package io.saigon.cognito.web;

import io.saigon.api.cognito.AuthFactor;
import io.saigon.api.cognito.Challenge.WebAuthnRequired;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A page that registers a passkey of one user, and logs the user in by it. */
final class PasskeyApp {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <meta name="viewport" content="width=device-width"><title>Passkeys</title>
      <p><label>Password <input id="password" type="password"></label></p>
      <p><button id="register">Register a passkey</button></p>
      <p><button id="login">Log in by passkey</button></p>
      <p id="out"></p>
      <script>
      const call = async (path, body) => {
        const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
        return answer.ok ? answer.json() : Promise.reject(await answer.text());
      };
      let finish;
      const done = new Promise(resolve => finish = resolve);
      const show = text => { document.querySelector('#out').innerText = text; finish(text); };
      const on = (id, steps) =>
        document.querySelector(id).onclick = () => steps().then(show, e => show(String(e)));
      on('#register', async () => {
        const password = document.querySelector('#password').value;
        const options = await call('/register', { password });
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
        const passkey = await navigator.credentials.create({ publicKey });
        return (await call('/registered', passkey.toJSON())).text;
      });
      on('#login', async () => {
        const options = await call('/login', {});
        const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
        const proof = await navigator.credentials.get({ publicKey });
        return (await call('/logged-in', proof.toJSON())).text;
      });
      </script>
      """;

  private final CognitoClient cognito;
  private final AtomicReference<CognitoTokens> tokens = new AtomicReference<>();
  private final AtomicReference<WebAuthnRequired> challenge = new AtomicReference<>();

  PasskeyApp(CognitoClient cognito) {
    this.cognito = cognito;
  }

  void mount(Router router) {
    router
        .get("/")
        .handler(context -> context.response().putHeader("Content-Type", "text/html").end(PAGE));
    router.post().handler(BodyHandler.create());
    post(router, "/register", this::register);
    post(router, "/registered", this::registered);
    post(router, "/login", body -> login());
    post(router, "/logged-in", this::loggedIn);
  }

  private Future<JsonObject> register(JsonObject body) {
    return cognito
        .loginUser("ann", body.getString("password"))
        .onSuccess(tokens::set)
        .compose(user -> cognito.startWebAuthnRegistration(user.accessToken()));
  }

  private Future<JsonObject> registered(JsonObject credential) {
    return cognito
        .completeWebAuthnRegistration(tokens.get().accessToken(), credential)
        .map(done -> new JsonObject().put("text", "registered"));
  }

  private Future<JsonObject> login() {
    LoginRequest ann =
        LoginRequest.withoutPassword("ann").withPreferredFactor(AuthFactor.WEB_AUTHN);
    return cognito
        .openSession(ann)
        .map(session -> new JsonObject())
        .recover(
            failure -> {
              if (failure instanceof ChallengeRequiredException required
                  && required.challenge() instanceof WebAuthnRequired asked) {
                challenge.set(asked);
                return Future.succeededFuture(new JsonObject(asked.options()));
              }
              return Future.failedFuture("no passkey");
            });
  }

  private Future<JsonObject> loggedIn(JsonObject credential) {
    return cognito
        .answerChallenge(challenge.get().answer(credential.encode()))
        .map(user -> cognito.session("ann", user))
        .map(CognitoSession::username)
        .map(name -> new JsonObject().put("text", name));
  }

  /** Deletes the user's passkeys. */
  Future<?> deleteAll() {
    String token = tokens.get().accessToken();
    return cognito
        .webAuthnCredentials(token)
        .compose(
            all ->
                Future.all(
                    all.stream()
                        .map(passkey -> cognito.deleteWebAuthnCredential(token, passkey.id()))
                        .toList()));
  }

  private static void post(
      Router router, String path, Function<JsonObject, Future<JsonObject>> call) {
    router
        .post(path)
        .handler(context -> answer(context, call.apply(context.body().asJsonObject())));
  }

  private static void answer(RoutingContext context, Future<JsonObject> answer) {
    answer
        .onSuccess(context::json)
        .onFailure(e -> context.response().setStatusCode(400).end(String.valueOf(e.getMessage())));
  }
}
