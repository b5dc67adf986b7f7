package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Settings of user pools and app clients, and messages to users. */
@ExtendWith(LocalAwsExtension.class)
class PoolSettingsIT {
  private LocalAws aws;
  private CognitoIdentityProviderClient client;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
  }

  @Test
  void passwordsFollowThePoolsPolicyWhichIsStrictByDefault() {
    String strict = client.createUserPool(r -> r.poolName("strict")).userPool().id();
    assertThat(
            client
                .describeUserPool(r -> r.userPoolId(strict))
                .userPool()
                .policies()
                .passwordPolicy()
                .requireSymbols())
        .isTrue();
    assertRefused(strict, "Passw0rd", "Password must have symbol characters");
    String ownClient =
        client
            .createUserPool(
                r ->
                    r.poolName("own")
                        .policies(
                            p ->
                                p.passwordPolicy(
                                    w ->
                                        w.minimumLength(10)
                                            .requireNumbers(true)
                                            .temporaryPasswordValidityDays(1))))
            .userPool()
            .id();
    assertRefused(ownClient, "short1", "Password not long enough");
    assertRefused(ownClient, "nonumbershere", "Password must have numeric characters");
    client.adminCreateUser(
        r -> r.userPoolId(ownClient).username("ann").temporaryPassword("lower case 1"));
    assertThatThrownBy(
            () ->
                client.createUserPool(
                    r -> r.poolName("x").policies(p -> p.passwordPolicy(w -> w.minimumLength(5)))))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void tokensAreValidForTheClientsLifetimes() throws Exception {
    aws.userPool().createUser("long-lived", "Passw0rd");
    String id =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(aws.userPool().id())
                        .clientName("short")
                        .explicitAuthFlowsWithStrings("ALLOW_USER_PASSWORD_AUTH")
                        .accessTokenValidity(10)
                        .idTokenValidity(2)
                        .tokenValidityUnits(u -> u.accessToken("minutes")))
            .userPoolClient()
            .clientId();
    AuthenticationResultType tokens =
        client
            .initiateAuth(
                r ->
                    r.authFlow("USER_PASSWORD_AUTH")
                        .clientId(id)
                        .authParameters(Map.of("USERNAME", "long-lived", "PASSWORD", "Passw0rd")))
            .authenticationResult();
    assertThat(tokens.expiresIn()).isEqualTo(600);
    assertThat(life(tokens.accessToken())).isEqualTo(Duration.ofMinutes(10));
    assertThat(life(tokens.idToken())).isEqualTo(Duration.ofHours(2));
    assertThatThrownBy(
            () ->
                client.createUserPoolClient(
                    r -> r.userPoolId(aws.userPool().id()).clientName("x").accessTokenValidity(25)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid range for token validity.");
  }

  @Test
  void messagesToUsersCanBeRead() {
    String pool = aws.userPool().id();
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username("invited")
                .userAttributes(a -> a.name("email").value("invited@example.com")));
    LocalMessage invitation = aws.userPool().messages("invited").get(0);
    assertThat(invitation.trigger()).isEqualTo("CustomMessage_AdminCreateUser");
    assertThat(invitation.medium()).isEqualTo("EMAIL");
    assertThat(invitation.destination()).isEqualTo("invited@example.com");
    assertThat(invitation.toString()).doesNotContain(invitation.content());
    assertThat(
            client
                .initiateAuth(
                    r ->
                        r.authFlow("USER_PASSWORD_AUTH")
                            .clientId(aws.userPool().clientId())
                            .authParameters(
                                Map.of("USERNAME", "invited", "PASSWORD", invitation.content())))
                .challengeName())
        .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    client.adminCreateUser(
        r -> r.userPoolId(pool).username("invited").messageAction(MessageActionType.RESEND));
    assertThat(aws.userPool().messages("invited")).hasSize(2);
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username("invited").password("Passw0rd").permanent(true));
    assertThatThrownBy(
            () ->
                client.adminCreateUser(
                    r ->
                        r.userPoolId(pool)
                            .username("invited")
                            .messageAction(MessageActionType.RESEND)))
        .isInstanceOf(UnsupportedUserStateException.class)
        .hasMessageContaining("not in FORCE_CHANGE_PASSWORD state");
    assertThat(aws.userPool().messages("invited")).hasSize(2);
    assertThatThrownBy(
            () ->
                client.adminCreateUser(
                    r ->
                        r.userPoolId(pool)
                            .username("never-invited")
                            .messageAction(MessageActionType.RESEND)))
        .isInstanceOf(UserNotFoundException.class);
    client.adminCreateUser(
        r -> r.userPoolId(pool).username("quiet").messageAction(MessageActionType.SUPPRESS));
    assertThat(aws.userPool().messages("quiet")).isEmpty();
  }

  @Test
  void aCodeIsValidForItsPurposeOnly() {
    String app = aws.userPool().clientId();
    client.signUp(
        r ->
            r.clientId(app)
                .username("coded")
                .password("Passw0rd")
                .userAttributes(a -> a.name("email").value("coded@example.com")));
    String code = aws.userPool().lastCode("coded").orElseThrow();
    assertThatThrownBy(
            () ->
                client.confirmForgotPassword(
                    r ->
                        r.clientId(app)
                            .username("coded")
                            .password("Passw0rd2")
                            .confirmationCode(code)))
        .isInstanceOf(ExpiredCodeException.class);
    client.confirmSignUp(r -> r.clientId(app).username("coded").confirmationCode(code));
  }

  @Test
  void aClientThatHidesUsersAnswersForMissingUsersAsForOthers() {
    String hiding = aws.userPool().clientId();
    assertThat(
            client
                .forgotPassword(r -> r.clientId(hiding).username("nobody"))
                .codeDeliveryDetails()
                .deliveryMedium())
        .isEqualTo(DeliveryMediumType.EMAIL);
    assertThat(
            client
                .resendConfirmationCode(r -> r.clientId(hiding).username("nobody"))
                .codeDeliveryDetails())
        .isNotNull();
    assertThatThrownBy(
            () ->
                client.confirmSignUp(
                    r -> r.clientId(hiding).username("nobody").confirmationCode("123456")))
        .isInstanceOf(ExpiredCodeException.class);
    String open =
        client
            .createUserPoolClient(r -> r.userPoolId(aws.userPool().id()).clientName("legacy"))
            .userPoolClient()
            .clientId();
    assertThatThrownBy(() -> client.forgotPassword(r -> r.clientId(open).username("nobody")))
        .isInstanceOf(UserNotFoundException.class);
  }

  @Test
  void onlyRefreshTokensAreRevoked() {
    aws.userPool().createUser("revoking", "Passw0rd");
    String access = CognitoUsers.login(aws, "revoking", "Passw0rd").accessToken();
    assertThatThrownBy(
            () -> client.revokeToken(r -> r.clientId(aws.userPool().clientId()).token(access)))
        .isInstanceOf(UnsupportedTokenTypeException.class);
  }

  private void assertRefused(String pool, String password, String why) {
    assertThatThrownBy(
            () ->
                client.adminCreateUser(
                    r -> r.userPoolId(pool).username("ann").temporaryPassword(password)))
        .isInstanceOf(InvalidPasswordException.class)
        .hasMessageContaining(why);
  }

  private static Duration life(String token) throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
    return Duration.between(
        claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
  }
}
