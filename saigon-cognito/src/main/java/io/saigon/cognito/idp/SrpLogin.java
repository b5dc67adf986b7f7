package io.saigon.cognito.idp;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.DeviceCredentials;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

/** Log-in by SRP: proves the password without sending it. */
final class SrpLogin {
  private static final String PASSWORD_VERIFIER = "PASSWORD_VERIFIER";
  private static final String DEVICE_PASSWORD_VERIFIER = "DEVICE_PASSWORD_VERIFIER";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** A user or a device, and the secret that a log-in proves. */
  private record Identity(String poolName, String userId, String password) {
    @Override
    public String toString() {
      return "Identity[userId=" + userId + "]";
    }
  }

  private final Vertx vertx;
  private final AppClient client;
  private final String poolName;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SrpLogin(Vertx vertx, AppClient client, String userPoolId, Clock clock) {
    this.vertx = vertx;
    this.client = client;
    this.poolName = userPoolId.substring(userPoolId.lastIndexOf('_') + 1);
    this.clock = clock;
  }

  private SrpLogin(SrpLogin other, AppClient client) {
    this.vertx = other.vertx;
    this.client = client;
    this.poolName = other.poolName;
    this.clock = other.clock;
  }

  /** Returns log-ins by other calls. */
  SrpLogin with(AppClient other) {
    return new SrpLogin(this, other);
  }

  Future<AuthResult> login(String username, String password) {
    return login(AuthFlowType.USER_SRP_AUTH, Map.of(), username, password);
  }

  /** Logs in with the pool's custom challenges after the password. */
  Future<AuthResult> loginWithCustomChallenges(String username, String password) {
    return login(AuthFlowType.CUSTOM_AUTH, Map.of("CHALLENGE_NAME", "SRP_A"), username, password);
  }

  /** Logs in by a choice-based log-in whose factor is SRP. */
  Future<AuthResult> loginByChoice(String username, String password) {
    return login(
        AuthFlowType.USER_AUTH, Map.of("PREFERRED_CHALLENGE", "PASSWORD_SRP"), username, password);
  }

  /** Answers a challenge of a choice-based log-in with SRP. */
  Future<AuthResult> respond(Challenge challenge, Map<String, String> responses, String password) {
    return vertx
        .executeBlocking(() -> Srp.create(random), false)
        .compose(
            srp -> {
              Map<String, String> all = new HashMap<>(responses);
              all.put("SRP_A", srp.publicValue());
              String username = challenge.username();
              return client
                  .respond(challenge.name(), username, challenge.session(), all)
                  .compose(result -> prove(srp, username, password, result));
            });
  }

  /** Answers the challenge of a device. */
  Future<AuthResult> proveDevice(DeviceCredentials device, AuthResult challenge, String alias) {
    String username = challenge.username(alias);
    Identity identity = new Identity(device.groupKey(), device.key(), device.password());
    return vertx
        .executeBlocking(() -> Srp.create(random), false)
        .compose(
            srp ->
                client
                    .respond(
                        DeviceLogins.CHALLENGE,
                        username,
                        challenge.session(),
                        Map.of("SRP_A", srp.publicValue()))
                    .compose(
                        result ->
                            prove(srp, DEVICE_PASSWORD_VERIFIER, identity, username, result)));
  }

  private Future<AuthResult> login(
      AuthFlowType flow, Map<String, String> parameters, String username, String password) {
    return vertx
        .executeBlocking(() -> Srp.create(random), false)
        .compose(
            srp -> {
              Map<String, String> all = new HashMap<>(parameters);
              all.put("SRP_A", srp.publicValue());
              return client
                  .initiate(flow, username, all)
                  .compose(result -> prove(srp, username, password, result));
            });
  }

  private Future<AuthResult> prove(Srp srp, String alias, String password, AuthResult result) {
    String username = result.username(alias);
    Identity identity = new Identity(poolName, username, password);
    return prove(srp, PASSWORD_VERIFIER, identity, username, result);
  }

  private Future<AuthResult> prove(
      Srp srp, String challenge, Identity identity, String username, AuthResult result) {
    if (!challenge.equals(result.challengeName())) {
      return Future.succeededFuture(result);
    }
    return vertx
        .executeBlocking(() -> responses(srp, identity, result), false)
        .recover(failure -> Future.failedFuture(unusable(failure)))
        .compose(responses -> client.respond(challenge, username, result.session(), responses));
  }

  private Map<String, String> responses(Srp srp, Identity identity, AuthResult result)
      throws Srp.IllegalParameter {
    Map<String, String> parameters = result.parameters();
    String secretBlock = parameters.getOrDefault("SECRET_BLOCK", "");
    BigInteger publicB = new BigInteger(parameters.getOrDefault("SRP_B", ""), 16);
    BigInteger salt = new BigInteger(parameters.getOrDefault("SALT", ""), 16);
    String timestamp = TIMESTAMP.format(clock.instant());
    byte[] key =
        srp.key(identity.poolName(), identity.userId(), identity.password(), publicB, salt);
    byte[] signature =
        Srp.signature(
            key,
            identity.poolName(),
            identity.userId(),
            Base64.getDecoder().decode(secretBlock),
            timestamp);
    return Map.of(
        "PASSWORD_CLAIM_SECRET_BLOCK",
        secretBlock,
        "PASSWORD_CLAIM_SIGNATURE",
        Base64.getEncoder().encodeToString(signature),
        "TIMESTAMP",
        timestamp);
  }

  private static Throwable unusable(Throwable failure) {
    return failure instanceof Srp.IllegalParameter || failure instanceof IllegalArgumentException
        ? new ServiceException(
            "The user pool sent SRP values that no log-in may be based on; check who answers at the endpoint",
            null,
            null)
        : failure;
  }
}
