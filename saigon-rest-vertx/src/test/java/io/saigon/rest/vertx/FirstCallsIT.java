package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that one types first, over https to the local AWS. */
public class FirstCallsIT {
  public record Order(String id, int quantity) {}

  public record Page<T>(List<T> items) {}

  /** A request as it arrived: method, user and body. */
  public record Echo(String method, String caller, String body) {}

  private static final String PASSWORD = "Passw0rd!";
  private static final Order ORDER = new Order("42", 1);
  private static final String JSON = "{\"id\":\"42\",\"quantity\":1}";

  private static Vertx vertx;
  private static LocalAws aws;
  private static HttpServer backend;
  private static Saigon saigon;
  private static UUID ann;
  private static AwsSigV4RestClient api;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    aws = await(LocalAws.start(vertx));
    ann = UUID.fromString(aws.userPool().createUser("ann", PASSWORD));
    aws.userPool().createUser("bob", PASSWORD);
    backend =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body ->
                                    request
                                        .response()
                                        .end(
                                            new JsonObject()
                                                .put("method", request.method().name())
                                                .put(
                                                    "caller",
                                                    request.getHeader("X-Cognito-AuthProvider"))
                                                .put("body", body.toString())
                                                .toBuffer())))
                .listen(0, "127.0.0.1"));
    aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));
    saigon = Saigon.create(vertx, aws.saigonOptions());
    api =
        AwsSigV4RestClient.create(
            saigon, aws.gateway().url().toString(), aws.userPool().clientConfig());
    await(api.login("ann", PASSWORD));
  }

  @AfterAll
  static void stop() {
    await(saigon.close());
    await(backend.close());
    await(aws.stop());
    await(vertx.close());
  }

  @Test
  void aValueIsSentAndItsAnswerIsReadAsTheTypeThatFollows() {
    Echo posted = await(api.postResource("/orders", ORDER, Echo.class));
    assertThat(posted.method()).isEqualTo("POST");
    assertThat(posted.body()).isEqualTo(JSON);
    Echo put = await(api.putResource("/orders/42", ORDER, Echo.class));
    assertThat(put.method()).isEqualTo("PUT");
    assertThat(put.body()).isEqualTo(JSON);
    Echo patched = await(api.patchResource("/orders/42", ORDER, Echo.class));
    assertThat(patched.method()).isEqualTo("PATCH");
    assertThat(patched.body()).isEqualTo(JSON);
  }

  @Test
  void aValueIsSentWithoutATypeOfAnswer() {
    assertThat(await(api.postResource("/orders", ORDER))).isNull();
    assertThat(await(api.putResource("/orders/42", ORDER))).isNull();
    assertThat(await(api.patchResource("/orders/42", ORDER))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "get", "DELETE", "OPTIONS"})
  void aMethodIsGivenByItsName(String method) {
    assertThat(await(api.call(method, "/orders").send(Echo.class)).method())
        .isEqualToIgnoringCase(method)
        .isUpperCase();
  }

  @Test
  void whatIsNoMethodIsRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> api.call("GET /orders", "/"));
    assertThatIllegalArgumentException().isThrownBy(() -> api.call("", "/"));
  }

  @Test
  void oneLineMakesAClientForOneUser() {
    CognitoClient cognito = saigon.cognito(aws.userPool().clientConfig());
    CognitoSession session = await(cognito.openSession(LoginRequest.of("bob", PASSWORD)));
    RestClient bob =
        await(cognito.openSession(LoginRequest.of("bob", PASSWORD)).map(api::forSession));
    assertThat(await(bob.getResource(Echo.class, "/orders")).caller())
        .endsWith(":CognitoSignIn:" + session.userId());
    assertThat(await(api.getResource(Echo.class, "/orders")).caller())
        .endsWith(":CognitoSignIn:" + ann);
    RestClient other = api.forSession(session);
    await(session.logout());
    assertThatThrownBy(() -> await(other.getResource(Echo.class, "/orders")))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void aGenericClassWithoutItsArgumentsIsRefusedWithTheCallToMake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> api.getResource(Page.class, "/orders"))
        .withMessageContaining("pass new TypeReference<Page<…>>() {} in its place");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> readPage("/orders"))
        .withMessageContaining("make the TypeReference where the type is known");
  }

  private static <T> Page<T> readPage(String path) {
    return await(api.getResource(new TypeReference<Page<T>>() {}, path));
  }
}
