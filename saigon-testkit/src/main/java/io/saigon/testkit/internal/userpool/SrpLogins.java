package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Newest;
import io.saigon.testkit.internal.wire.Operations;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Logins without the password on the wire; the secret block connects the two steps. */
final class SrpLogins {
  /** More than are ever begun at once; those that nobody ends would stay. */
  private static final int PENDING = 10_000;

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private record PendingLogin(
      String clientId,
      String poolName,
      String userId,
      @Nullable PoolUser user,
      BigInteger publicA,
      Srp srp,
      boolean custom,
      Instant ends) {}

  /** A user whose password is verified, and whether custom challenges follow. */
  record Verified(PoolUser user, boolean custom) {}

  private final Clock clock;
  private final Operations operations;
  private final Map<String, PendingLogin> pendingLogins = Newest.map(PENDING);

  private final PasswordAttempts attempts;

  SrpLogins(Clock clock, Operations operations, PasswordAttempts attempts) {
    this.clock = clock;
    this.operations = operations;
    this.attempts = attempts;
  }

  /**
   * @param user null for one who does not exist, which must stay hidden from the client
   */
  JsonObject begin(
      UserPool pool,
      AppClient client,
      String username,
      @Nullable PoolUser user,
      String srpA,
      boolean custom) {
    BigInteger publicA = publicA(srpA);
    String poolName = pool.id().substring(pool.id().indexOf('_') + 1);
    String userId = user == null ? missing(pool, username) : user.username();
    String known = user == null ? null : user.password();
    String password = known == null ? Ids.token(32) : known;
    Srp srp = operations.unlocked(() -> Srp.begin(poolName, userId, password));
    String secretBlock = Ids.token(600);
    pendingLogins.put(
        secretBlock,
        new PendingLogin(
            client.id(),
            poolName,
            userId,
            user,
            publicA,
            srp,
            custom,
            clock.instant().plus(client.lives().session())));
    return new JsonObject()
        .put("SALT", srp.salt())
        .put("SECRET_BLOCK", secretBlock)
        .put("SRP_B", srp.publicB())
        .put("USERNAME", userId)
        .put("USER_ID_FOR_SRP", userId);
  }

  /** Returns the internal name of a missing user, which has the form of those of other users. */
  private static String missing(UserPool pool, String username) {
    return pool.settings().signIn().usernames().isEmpty()
        ? username
        : UUID.nameUUIDFromBytes(Srp.utf8(pool.id() + username)).toString();
  }

  /**
   * Returns the user whose password is proved.
   *
   * @param check fails for an answer that may be repeated without what it objects to
   */
  Verified finish(AppClient client, Map<String, String> answers, Consumer<PoolUser> check) {
    String secretBlock = required(answers, "PASSWORD_CLAIM_SECRET_BLOCK");
    String signature = required(answers, "PASSWORD_CLAIM_SIGNATURE");
    String timestamp = required(answers, "TIMESTAMP");
    PendingLogin login = pendingLogins.remove(secretBlock);
    Instant now = clock.instant();
    if (login == null || !login.clientId().equals(client.id()) || now.isAfter(login.ends())) {
      throw Logins.incorrect();
    }
    checkTimestamp(timestamp, now);
    byte[] key = operations.unlocked(() -> login.srp().key(login.publicA()));
    byte[] expected =
        Srp.hmac(
            key,
            Srp.utf8(login.poolName() + login.userId()),
            Base64.getDecoder().decode(secretBlock),
            Srp.utf8(timestamp));
    boolean right = MessageDigest.isEqual(expected, decoded(signature));
    PoolUser user = login.user();
    attempts.check(user, right && user != null && user.password() != null);
    PoolUser proved = Objects.requireNonNull(user);
    try {
      check.accept(proved);
    } catch (AwsError e) {
      pendingLogins.put(secretBlock, login);
      throw e;
    }
    return new Verified(proved, login.custom());
  }

  static void checkTimestamp(String timestamp, Instant now) {
    Instant signed;
    try {
      signed = TIMESTAMP.parse(timestamp, Instant::from);
    } catch (DateTimeException e) {
      throw new AwsError(
          "InvalidParameterException",
          "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
    }
    if (Duration.between(signed, now).abs().compareTo(Duration.ofMinutes(5)) > 0) {
      throw Logins.incorrect();
    }
  }

  static BigInteger publicA(String hex) {
    try {
      BigInteger publicA = new BigInteger(hex, 16);
      if (Srp.isSafe(publicA)) {
        return publicA;
      }
    } catch (NumberFormatException e) {
      // Fails below, as any other invalid number does.
    }
    throw new AwsError("InvalidParameterException", "SRP_A is invalid");
  }

  static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String required(Map<String, String> answers, String name) {
    return Logins.required(answers, name);
  }
}
