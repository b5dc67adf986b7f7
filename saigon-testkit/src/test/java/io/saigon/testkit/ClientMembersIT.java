package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The members of CreateUserPoolClient, which have their effect or are refused. */
@ExtendWith(LocalAwsExtension.class)
class ClientMembersIT {
  private static final String LOGIN =
      "'AuthFlow':'USER_PASSWORD_AUTH','AuthParameters':{'USERNAME':'$user','PASSWORD':'Passw0rd'}";

  private final String user = "user-" + UUID.randomUUID();
  private JsonCalls calls;

  @BeforeEach
  void createUser(LocalAws aws) {
    aws.userPool().createUser(user, "Passw0rd");
    calls = new JsonCalls(aws, "cognito-idp").with("pool", aws.userPool().id()).with("user", user);
  }

  private JsonObject client(String members) {
    JsonObject client =
        calls
            .answer(
                "CreateUserPoolClient", "{'UserPoolId':'$pool','ClientName':'c'" + members + "}")
            .getJsonObject("UserPoolClient");
    calls.with("client", client.getString("ClientId"));
    return client;
  }

  private void assertRefused(String members, String code, String message) {
    calls.assertRefused(
        "CreateUserPoolClient",
        "{'UserPoolId':'$pool','ClientName':'c'" + members + "}",
        code,
        message);
  }

  /** Each member is in a row of the page's table. */
  @ParameterizedTest
  @ValueSource(strings = {"CreateUserPoolClientRequest", "UpdateUserPoolClientRequest"})
  void thePageHasAllMembers(String shape) throws IOException {
    String page = Files.readString(Path.of("../docs/local-aws.md"));
    String rows = page.substring(page.indexOf("### Members of CreateUserPoolClient"));
    String table = rows.substring(0, rows.indexOf("### Events of triggers"));
    try (InputStream in = LocalAws.class.getResourceAsStream("internal/model/cognito-idp.json")) {
      JsonObject model = new JsonObject(Buffer.buffer(Objects.requireNonNull(in).readAllBytes()));
      assertThat(
              model
                  .getJsonObject("shapes")
                  .getJsonObject(shape)
                  .getJsonObject("members")
                  .fieldNames())
          .filteredOn(name -> !name.equals("UserPoolId") && !name.equals("ClientId"))
          .allSatisfy(name -> assertThat(table).contains("`" + name + "`"));
    }
  }

  @Test
  void aClientHasTheDefaultsOfAws() {
    JsonObject client = client("");
    assertThat(client.getInteger("RefreshTokenValidity")).isEqualTo(30);
    assertThat(client.getInteger("AuthSessionValidity")).isEqualTo(3);
    assertThat(client.containsKey("AccessTokenValidity")).isFalse();
    assertThat(client.containsKey("TokenValidityUnits")).isFalse();
    assertThat(client.getBoolean("EnableTokenRevocation")).isTrue();
    assertThat(client.containsKey("ClientSecret")).isFalse();
  }

  @Test
  void lifetimesAreGivenBackAsTheyWereGiven() {
    JsonObject client =
        client(",'AccessTokenValidity':10,'TokenValidityUnits':{'AccessToken':'minutes'}");
    assertThat(client.getInteger("AccessTokenValidity")).isEqualTo(10);
    assertThat(client.getJsonObject("TokenValidityUnits").getMap())
        .isEqualTo(Map.of("AccessToken", "minutes"));
  }

  @Test
  void callsNeedTheHashOfAGivenSecret() {
    JsonObject client =
        client(
            ",'ClientSecret':'abcdefghijklmnopqrstuvwx','ExplicitAuthFlows':['ALLOW_USER_PASSWORD_AUTH']");
    assertThat(client.getString("ClientSecret")).isEqualTo("abcdefghijklmnopqrstuvwx");
    calls.assertRefused(
        "InitiateAuth",
        "{'ClientId':'$client'," + LOGIN + "}",
        "NotAuthorizedException",
        "SECRET_HASH was not received");
  }

  @ParameterizedTest
  @CsvSource({
    "ALLOW_USER_PASSWORD_AUTH, true",
    "USER_PASSWORD_AUTH, true",
    "ADMIN_NO_SRP_AUTH, false",
    "ALLOW_USER_SRP_AUTH, false",
  })
  void flowsAreAllowedByTheirNewerAndOlderNames(String flow, boolean allowed) {
    client(",'ExplicitAuthFlows':['" + flow + "']");
    String body = "{'ClientId':'$client'," + LOGIN + "}";
    if (allowed) {
      calls.answer("InitiateAuth", body);
    } else {
      calls.assertRefused("InitiateAuth", body, "InvalidParameterException", "USER_PASSWORD_AUTH");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        ",'GenerateSecret':true,'ClientSecret':'abcdefghijklmnopqrstuvwx' | together",
        ",'ClientSecret':'short' | length",
        ",'ExplicitAuthFlows':['USER_PASSWORD_AUTH','ALLOW_USER_SRP_AUTH'] | mixed",
        ",'ExplicitAuthFlows':['NONE'] | enum",
        ",'AccessTokenValidity':24,'RefreshTokenValidity':2,'TokenValidityUnits':{'RefreshToken':'hours'} | token validity",
        ",'IdTokenValidity':24,'RefreshTokenValidity':2,'TokenValidityUnits':{'RefreshToken':'hours'} | token validity",
        ",'AuthSessionValidity':16 | less than or equal to 15",
        ",'ReadAttributes':['none'] | read attributes",
        ",'WriteAttributes':['none'] | write attributes",
        ",'PreventUserExistenceErrors':'NO' | enum",
        ",'RefreshTokenRotation':{'Feature':'ENABLED','RetryGracePeriodSeconds':61} | 60",
        ",'SupportedIdentityProviders':['Google'] | Google",
        ",'CallbackURLs':['http://example.com'] | http",
        ",'CallbackURLs':['https://a'],'DefaultRedirectURI':'https://b' | DefaultRedirectURI",
        ",'AllowedOAuthFlowsUserPoolClient':true,'AllowedOAuthFlows':['code'] | AllowedOAuthScopes",
        ",'AnalyticsConfiguration':{'ApplicationId':'a'} | AnalyticsConfiguration",
        ",'EnablePropagateAdditionalUserContextData':true | EnablePropagateAdditionalUserContextData",
      })
  void whatAMemberMustNotBeIsRefused(String members, String message) {
    assertRefused(members, "InvalidParameterException", message);
  }
}
