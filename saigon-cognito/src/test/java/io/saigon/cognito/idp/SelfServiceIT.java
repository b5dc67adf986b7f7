package io.saigon.cognito.idp;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CodeDelivery;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.SignedUp;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.LocalCognito;
import io.saigon.testkit.LocalUserPool;
import io.vertx.core.Future;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfServiceIT {
  private static final String NEW_PASSWORD = "Another-Canary-2";

  private static LocalCognito local;
  private LocalUserPool pool;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @BeforeEach
  void createPool() {
    pool = local.aws.createUserPool("self-service");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aUserSignsUpAndConfirmsWithTheCode(boolean withSecret) {
    CognitoClient cognito = client(withSecret);
    SignedUp ann = await(cognito.signUp(ann()));
    assertThat(ann.confirmed()).isFalse();
    CodeDelivery delivery = new CodeDelivery(CodeMedium.EMAIL, "a***@e***");
    assertThat(ann.codeDelivery()).isEqualTo(delivery);
    assertThat(await(cognito.resendConfirmationCode("ann"))).isEqualTo(delivery);
    assertThat(refusal(cognito.confirmSignUp("ann", wrong(code()))))
        .isEqualTo(Reason.CODE_MISMATCH);
    await(cognito.confirmSignUp("ann", code()));
    assertThat(await(cognito.loginUser("ann", PASSWORD)).userId()).isEqualTo(ann.id());
    assertThat(refusal(cognito.signUp(ann()))).isEqualTo(Reason.USER_EXISTS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aForgottenPasswordIsReplacedWithTheCode(boolean withSecret) {
    CognitoClient cognito = client(withSecret);
    await(cognito.signUp(ann()));
    await(cognito.confirmSignUp("ann", code()));
    assertThat(await(cognito.forgotPassword("ann")).destination()).isEqualTo("a***@e***");
    String code = code();
    assertThat(refusal(cognito.confirmForgotPassword("ann", wrong(code), NEW_PASSWORD)))
        .isEqualTo(Reason.CODE_MISMATCH);
    assertThat(refusal(cognito.confirmForgotPassword("ann", code, "weak")))
        .isEqualTo(Reason.INVALID_PASSWORD);
    await(cognito.confirmForgotPassword("ann", code, NEW_PASSWORD));
    assertThat(refusal(cognito.loginUser("ann", PASSWORD))).isEqualTo(Reason.BAD_CREDENTIALS);
    await(cognito.loginUser("ann", NEW_PASSWORD));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPasswordIsChangedAndAllDevicesSignedOut(boolean withSecret) {
    pool.createUser("ann", PASSWORD);
    CognitoClient cognito = client(withSecret);
    CognitoTokens tokens = await(cognito.loginUser("ann", PASSWORD));
    CognitoTokens otherDevice = await(cognito.loginUser("ann", PASSWORD));
    String access = tokens.accessToken();
    assertThat(refusal(cognito.changePassword(access, "Wrong-Pass-1", NEW_PASSWORD)))
        .isEqualTo(Reason.BAD_CREDENTIALS);
    await(cognito.changePassword(access, PASSWORD, NEW_PASSWORD));
    await(cognito.loginUser("ann", NEW_PASSWORD));

    await(cognito.globalSignOut(access));
    assertThat(refusal(cognito.refresh(otherDevice))).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(refusal(cognito.globalSignOut(access))).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(refusal(cognito.globalSignOut(tokens.idToken()))).isEqualTo(Reason.INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAdministratorSignsAUserOut(boolean withSecret) {
    pool.createUser("ann", PASSWORD);
    CognitoClient cognito = client(withSecret);
    CognitoTokens tokens = await(cognito.loginUser("ann", PASSWORD));
    await(cognito.signOutUser("ann"));
    assertThat(refusal(cognito.refresh(tokens))).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void failuresHaveTypedReasons(boolean withSecret) {
    CognitoClient cognito = client(withSecret);
    assertThat(await(cognito.forgotPassword("nobody")).destination())
        .as("a client that hides users is reported the same of one who is not there")
        .isEqualTo("n***@n***");
    await(cognito.signUp(SignUpRequest.of("bob", PASSWORD)));
    assertThat(
            failure(ServiceException.class, cognito.forgotPassword("bob"))
                .serviceError()
                .errorCode())
        .as("a user without a verified address gets no code")
        .isEqualTo("InvalidParameterException");
    assertThat(refusal(cognito.signUp(SignUpRequest.of("carol", "weak"))))
        .isEqualTo(Reason.INVALID_PASSWORD);
    assertThatIllegalArgumentException().isThrownBy(() -> SignUpRequest.of("", PASSWORD));
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.confirmSignUp("ann", " "));
  }

  private CognitoClient client(boolean withSecret) {
    return local.client(withSecret ? pool.secretClientConfig() : pool.clientConfig());
  }

  private static SignUpRequest ann() {
    return SignUpRequest.of("ann", PASSWORD).withAttributes(Map.of("email", "ann@example.com"));
  }

  private String code() {
    return pool.lastCode("ann").orElseThrow();
  }

  private static String wrong(String code) {
    return code.equals("000000") ? "111111" : "000000";
  }

  private static Reason refusal(Future<?> call) {
    return failure(AuthenticationException.class, call).reason();
  }
}
