package io.saigon.testkit;

import static io.saigon.testkit.LoginBrowser.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** The pages between the password and the end of a log-in; each test has a pool of its own. */
@ExtendWith(LocalAwsExtension.class)
class LoginPagesIT {
  private static final String CALLBACK = "https://app.test/in";

  private LocalAws aws;
  private LocalUserPool pool;
  private LoginBrowser browser;
  private CognitoIdentityProviderClient client;
  private String authorize;

  @BeforeEach
  void createPool(LocalAws aws) {
    this.aws = aws;
    pool = aws.createUserPool("pages");
    browser = new LoginBrowser(aws, pool);
    client = Clients.userPools(aws);
    LocalAppClient app = pool.createWebClient(CALLBACK, CALLBACK);
    authorize =
        "/oauth2/authorize?"
            + OAuthWire.form(
                "client_id", app.id(), "redirect_uri", CALLBACK, "response_type", "code");
  }

  @Test
  void aTemporaryPasswordIsReplaced() {
    client.adminCreateUser(
        r -> r.userPoolId(pool.id()).username("new").temporaryPassword("Temp0rary"));

    HttpResponse<String> page = password("new", "Temp0rary");
    assertThat(page.body()).contains("Change your password");
    HttpResponse<String> different =
        browser.submit(page, "new_password", "Passw0rd", "confirm_password", "Passw1rd");
    assertThat(different.body()).contains("The passwords do not match.");
    HttpResponse<String> weak =
        browser.submit(different, "new_password", "weak", "confirm_password", "weak");
    assertThat(weak.body()).contains("Password not long enough");
    done(browser.submit(weak, "new_password", "Passw0rd", "confirm_password", "Passw0rd"));

    browser.forgetCookies();
    done(password("new", "Passw0rd"));
  }

  @Test
  void theCodeOfAnAuthenticatorAppIsAskedFor() {
    String secret = enrol("ann");
    prefer("ann", false, true);

    HttpResponse<String> page = password("ann", "Passw0rd");
    assertThat(page.body()).contains("authenticator app").doesNotContain("Passw0rd");
    HttpResponse<String> again = browser.submit(page, "code", "000000");
    assertThat(again.body()).contains("Invalid code received for user");
    done(browser.submit(again, "code", pool.totpCode(secret)));
  }

  @Test
  void theCodeOfATextMessageIsAskedFor() {
    pool.createUser("bob", "Passw0rd", Map.of("phone_number", "+4912345678"));
    prefer("bob", true, false);

    HttpResponse<String> page = password("bob", "Passw0rd");
    assertThat(page.body()).contains("We sent a code to").doesNotContain("+4912345678");
    done(browser.submit(page, "code", pool.lastCode("bob").orElseThrow()));
  }

  @Test
  void oneOfSeveralFactorsIsChosen() {
    String secret = enrol("cleo");
    client.adminUpdateUserAttributes(
        r ->
            r.userPoolId(pool.id())
                .username("cleo")
                .userAttributes(a -> a.name("phone_number").value("+4912345678")));
    prefer("cleo", true, true);

    HttpResponse<String> choice = password("cleo", "Passw0rd");
    assertThat(choice.body()).contains("Text message", "Authenticator app");
    HttpResponse<String> page = browser.submit(choice, "answer", "SOFTWARE_TOKEN_MFA");
    done(browser.submit(page, "code", pool.totpCode(secret)));
  }

  @Test
  void aFactorIsSetUpWhereThePoolRequiresOne() {
    pool.createUser("dan", "Passw0rd");
    client.setUserPoolMfaConfig(
        r ->
            r.userPoolId(pool.id())
                .mfaConfiguration(UserPoolMfaType.ON)
                .softwareTokenMfaConfiguration(t -> t.enabled(true)));

    HttpResponse<String> page = password("dan", "Passw0rd");
    String secret = secret(page);
    HttpResponse<String> again = browser.submit(page, "code", "000000");
    assertThat(again.body()).contains("Code mismatch", secret);
    done(browser.submit(again, "code", pool.totpCode(secret)));

    browser.forgetCookies();
    assertThat(password("dan", "Passw0rd").body()).contains("authenticator app");
  }

  @Test
  void aPageIsAnsweredOnce() {
    String secret = enrol("eve");
    prefer("eve", false, true);
    HttpResponse<String> page = password("eve", "Passw0rd");
    done(browser.submit(page, "code", pool.totpCode(secret)));

    assertThat(browser.submit(page, "code", pool.totpCode(secret)).body())
        .contains("Your session has expired. Sign in again.");
  }

  @Test
  @FreshLocalAws
  void aPageIsAnsweredWithinThreeMinutes() {
    String secret = enrol("fay");
    prefer("fay", false, true);
    HttpResponse<String> page = password("fay", "Passw0rd");
    aws.clock().advance(Duration.ofMinutes(4));

    HttpResponse<String> late = browser.submit(page, "code", pool.totpCode(secret));
    assertThat(late.body()).contains("session is expired", "signInFormPassword");
  }

  private HttpResponse<String> password(String username, String password) {
    return browser.submit(browser.open(authorize), "username", username, "password", password);
  }

  private static void done(HttpResponse<String> response) {
    assertThat(result(response, CALLBACK)).containsKey("code");
  }

  /** Creates a user with an authenticator app, and returns its secret. */
  private String enrol(String username) {
    pool.createUser(username, "Passw0rd");
    String token =
        client
            .initiateAuth(
                r ->
                    r.authFlow("USER_PASSWORD_AUTH")
                        .clientId(pool.clientId())
                        .authParameters(Map.of("USERNAME", username, "PASSWORD", "Passw0rd")))
            .authenticationResult()
            .accessToken();
    String secret = client.associateSoftwareToken(r -> r.accessToken(token)).secretCode();
    client.verifySoftwareToken(r -> r.accessToken(token).userCode(pool.totpCode(secret)));
    return secret;
  }

  private void prefer(String username, boolean sms, boolean totp) {
    client.adminSetUserMFAPreference(
        r ->
            r.userPoolId(pool.id())
                .username(username)
                .smsMfaSettings(s -> s.enabled(sms))
                .softwareTokenMfaSettings(s -> s.enabled(totp)));
  }

  private static String secret(HttpResponse<String> page) {
    Matcher secret = Pattern.compile("id=\"secret\">([A-Z2-7]+)<").matcher(page.body());
    assertThat(secret.find()).as(page.body()).isTrue();
    return secret.group(1);
  }
}
