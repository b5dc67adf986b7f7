package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.logs.LoggedSecrets;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Newest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All keys that this local AWS has issued. */
public final class AccessKeys {
  /** Temporary keys live for hours, so that under load they would fill the heap. */
  private static final int TEMPORARY = 20_000;

  private final Map<String, AccessKey> keys = Collections.synchronizedMap(Newest.map(TEMPORARY));
  private final Clock clock;
  private final AccessKey admin;

  public AccessKeys(Clock clock, Ids ids) {
    this.clock = clock;
    admin =
        new AccessKey(
            ids.anyAccessKey("AKIA"),
            LoggedSecrets.issued(ids.anySecretKey()),
            null,
            null,
            Principal.ADMIN,
            null);
  }

  public AccessKey admin() {
    return admin;
  }

  /** A temporary key of a role's session or of a user; whole seconds, as AWS returns them. */
  public AccessKey issue(Duration lifetime, Principal principal) {
    return issue(lifetime, principal, null);
  }

  /** A temporary key of an identity. */
  public AccessKey issue(Duration lifetime, CognitoIdentity identity) {
    return issue(
        lifetime, Principal.session(identity.roleArn(), "CognitoIdentityCredentials"), identity);
  }

  private AccessKey issue(
      Duration lifetime, Principal principal, @Nullable CognitoIdentity identity) {
    Instant expiration = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    AccessKey key =
        new AccessKey(
            Ids.accessKey("ASIA"),
            LoggedSecrets.issued(Ids.secretKey()),
            LoggedSecrets.issued(Ids.token(300)),
            expiration,
            principal,
            identity);
    keys.put(key.id(), key);
    return key;
  }

  /** Ends all temporary keys. */
  public void expireAll() {
    keys.replaceAll((id, key) -> key.endedAt(Instant.EPOCH));
  }

  public @Nullable AccessKey find(String id) {
    return id.equals(admin.id()) ? admin : keys.get(id);
  }

  /** Returns whether a key has more time left than that. */
  public boolean lasts(AccessKey key, Duration ahead) {
    return !key.expired(clock.instant().plus(ahead));
  }

  public boolean hasEnded(AccessKey key) {
    return key.expired(clock.instant());
  }
}
