package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.device.Device;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Newest;
import io.saigon.testkit.internal.wire.Operations;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a log-in: a device that the answer names proves its secret, and any other gets a
 * new key with the tokens.
 */
final class DeviceLogins {
  private static final String KEY = "DEVICE_KEY";
  private static final String SRP_AUTH = "DEVICE_SRP_AUTH";
  private static final String VERIFIER = "DEVICE_PASSWORD_VERIFIER";

  /** More than are ever begun at once; those that nobody ends would stay. */
  private static final int PENDING = 10_000;

  /** The first half of the proof of a device. */
  private record Proof(Device device, BigInteger publicA, Srp srp, String secretBlock) {}

  private final Operations operations;
  private final Clock clock;
  private final Tokens tokens;
  private final Sessions sessions;
  private final Map<String, Proof> proofs = Newest.map(PENDING);

  DeviceLogins(Operations operations, Clock clock, Tokens tokens, Sessions sessions) {
    this.operations = operations;
    this.clock = clock;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** Returns whether the device that an answer names takes the place of a second factor. */
  boolean replacesSecondFactor(UserPool pool, PoolUser user, Map<String, String> given) {
    return known(pool, user, given).filter(Device::isRemembered).isPresent()
        && pool.tracking().replacesSecondFactor();
  }

  /** Returns the challenge of the device that an answer names, or tokens for a new device. */
  JsonObject finish(UserPool pool, AppClient client, PoolUser user, Map<String, String> given) {
    return known(pool, user, given)
        .map(
            device ->
                challenge(
                    SRP_AUTH,
                    sessions.open(SRP_AUTH, pool, client, user, Set.of(device.key()), null),
                    new JsonObject().put("USERNAME", user.username()).put(KEY, device.key())))
        .orElseGet(() -> onNewDevice(pool, client, user));
  }

  /** Fails if an answer names a device that the user does not have. */
  static void check(UserPool pool, PoolUser user, Map<String, String> given) {
    var unused = known(pool, user, given);
  }

  private static Optional<Device> known(UserPool pool, PoolUser user, Map<String, String> given) {
    String key = given.get(KEY);
    return key == null || !pool.tracking().enabled()
        ? Optional.empty()
        : Optional.of(user.devices().device(key));
  }

  private JsonObject onNewDevice(UserPool pool, AppClient client, PoolUser user) {
    if (!pool.tracking().enabled() || client.deferred()) {
      return LoginSteps.done(tokens.login(pool, client, user, null));
    }
    String key = pool.region() + "_" + UUID.randomUUID();
    return LoginSteps.done(
        tokens
            .login(pool, client, user, key)
            .put(
                "NewDeviceMetadata",
                new JsonObject()
                    .put("DeviceKey", key)
                    .put("DeviceGroupKey", pool.deviceGroupKey())));
  }

  /** Answers DEVICE_SRP_AUTH. */
  JsonObject begin(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = find(session, SRP_AUTH, client, answers);
    BigInteger publicA = SrpLogins.publicA(Logins.required(answers, "SRP_A"));
    Device device = device(pending, answers);
    // Closed before the lock is released, so that no other request continues it.
    sessions.close(session);
    Srp srp = operations.unlocked(() -> Srp.of(device.salt(), device.verifier()));
    String secretBlock = Ids.token(600);
    String next =
        sessions.open(
            VERIFIER, pending.pool(), client, pending.user(), pending.choices(), pending.setup());
    proofs.put(next, new Proof(device, publicA, srp, secretBlock));
    return challenge(
        VERIFIER,
        next,
        new JsonObject()
            .put("SALT", srp.salt())
            .put("SECRET_BLOCK", secretBlock)
            .put("SRP_B", srp.publicB())
            .put("USERNAME", pending.user().username())
            .put(KEY, device.key()));
  }

  /** Answers DEVICE_PASSWORD_VERIFIER; one try only. */
  JsonObject verify(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = find(session, VERIFIER, client, answers);
    String secretBlock = Logins.required(answers, "PASSWORD_CLAIM_SECRET_BLOCK");
    String signature = Logins.required(answers, "PASSWORD_CLAIM_SIGNATURE");
    String timestamp = Logins.required(answers, "TIMESTAMP");
    Device device = device(pending, answers);
    sessions.close(session);
    Proof proof = proofs.remove(session);
    SrpLogins.checkTimestamp(timestamp, clock.instant());
    if (proof == null || proof.device() != device || !proof.secretBlock().equals(secretBlock)) {
      throw Logins.incorrect();
    }
    byte[] key = operations.unlocked(() -> proof.srp().key(proof.publicA()));
    byte[] expected =
        Srp.hmac(
            key,
            Srp.utf8(pending.pool().deviceGroupKey() + device.key()),
            Base64.getDecoder().decode(secretBlock),
            Srp.utf8(timestamp));
    if (!MessageDigest.isEqual(expected, SrpLogins.decoded(signature))) {
      throw Logins.incorrect();
    }
    // Meanwhile the user may have forgotten the device.
    pending.user().devices().device(device.key()).authenticated(clock.instant());
    return LoginSteps.done(tokens.login(pending.pool(), client, pending.user(), device.key()));
  }

  /** Refuses a refresh from any device but that of the log-in, once that is confirmed. */
  static void checkRefresh(Tokens.Login login, @Nullable String given) {
    String key = login.device();
    if (key != null
        && login.pool().tracking().enabled()
        && !(key.equals(given) && login.user().devices().has(key))) {
      throw new AwsError("NotAuthorizedException", "Invalid Refresh Token.");
    }
  }

  private Sessions.Pending find(
      String session, String challenge, AppClient client, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, challenge, client);
    LoginSteps.checkUser(pending, answers);
    return pending;
  }

  // The device of the challenge: another one might not take the place of a second factor.
  private static Device device(Sessions.Pending pending, Map<String, String> answers) {
    String key = Logins.required(answers, KEY);
    if (!pending.choices().contains(key)) {
      throw new AwsError("ResourceNotFoundException", "Device does not exist.");
    }
    return pending.user().devices().device(key);
  }

  private static JsonObject challenge(String name, String session, JsonObject parameters) {
    return new JsonObject()
        .put("ChallengeName", name)
        .put("Session", session)
        .put("ChallengeParameters", parameters);
  }
}
