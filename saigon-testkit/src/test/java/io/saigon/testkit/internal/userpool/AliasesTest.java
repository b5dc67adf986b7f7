package io.saigon.testkit.internal.userpool;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and aliases of users after many changes at random. */
class AliasesTest {
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "email", List.of("a@example.com", "b@example.com", "A@example.com"),
          "phone_number", List.of("+491111", "+492222"),
          "preferred_username", List.of("ann", "bob", "p", "a@example.com"),
          "email_verified", List.of("true", "false"),
          "phone_number_verified", List.of("true", "false"));
  private static final List<String> NAMES =
      List.of("ann", "bob", "cleo", "p", "a@example.com", "b@example.com", "+491111", "+492222");

  private final Random random = new Random(42);
  private final NewUsers users = new NewUsers(Clock.systemUTC());

  static Stream<SignInAttributes> everyValueIdentifiesOneUser() {
    return Stream.of(
        SignInAttributes.NONE,
        new SignInAttributes(List.of("email"), List.of()),
        new SignInAttributes(List.of("email", "phone_number"), List.of()),
        new SignInAttributes(List.of(), List.of("email")),
        new SignInAttributes(List.of(), List.of("preferred_username")),
        new SignInAttributes(List.of(), List.of("phone_number", "email", "preferred_username")));
  }

  @ParameterizedTest
  @MethodSource
  void everyValueIdentifiesOneUser(SignInAttributes signIn) {
    UserPool pool = pool(signIn);
    int most = 0;
    for (int i = 0; i < 2000; i++) {
      try {
        change(pool);
      } catch (AwsError e) {
        assertThat(e.code())
            .isIn("AliasExistsException", "UsernameExistsException", "InvalidParameterException");
      }
      most = Math.max(most, pool.users().size());
      for (PoolUser user : pool.users().values()) {
        assertThat(pool.find(user.username())).containsSame(user);
        assertThat(pool.find(user.sub())).containsSame(user);
        for (String attribute : signIn.all()) {
          String value = user.attribute(attribute);
          if (!value.isEmpty() && SignInAttributes.isActive(attribute, user, user.attributes())) {
            assertThat(pool.find(value)).containsSame(user);
          }
        }
      }
    }
    assertThat(most).isGreaterThan(1);
  }

  private void change(UserPool pool) {
    boolean moves = random.nextBoolean();
    Map<String, String> changes = new HashMap<>();
    VALUES.forEach(
        (name, values) -> {
          if (random.nextInt(3) == 0) {
            changes.put(name, any(values));
          }
        });
    List<PoolUser> known = List.copyOf(pool.users().values());
    if (known.isEmpty() || random.nextInt(3) == 0) {
      users.put(pool, users.prepare(pool, any(NAMES), changes, UserStatus.CONFIRMED), moves);
    } else if (random.nextInt(8) == 0) {
      pool.users().remove(any(known).username());
    } else {
      PoolUser user = any(known);
      Aliases.claim(pool, user, changes, moves, Instant.EPOCH);
      user.attributes(Attributes.withMarks(user, changes), Instant.EPOCH);
    }
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static UserPool pool(SignInAttributes signIn) {
    PoolSettings settings =
        new PoolSettings(
            signIn,
            PasswordPolicy.SIMPLE,
            Schema.ANY,
            Set.of("PASSWORD"),
            Set.of(),
            Set.of(),
            false,
            false);
    return new UserPool("local_Pool", "pool", "local", settings, MfaConfig.OFF, Instant.EPOCH);
  }
}
