package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.device.Devices;
import io.saigon.testkit.internal.webauthn.Passkeys;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A user of a pool; guarded by the lock of the service. */
final class PoolUser {
  private static final int REMEMBERED = 24;

  private final String username;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final Map<String, String> awaitingVerification = new LinkedHashMap<>();
  private final Set<String> groups = new TreeSet<>();
  private final Instant created;
  private Instant modified;
  private UserStatus status;
  private @Nullable String password;
  private @Nullable Instant passwordEnds;
  private @Nullable String nameAttribute;
  private final Deque<String> lastPasswords = new ArrayDeque<>();
  private boolean enabled = true;
  private final SecondFactor secondFactor = new SecondFactor();
  private final Devices devices = new Devices();
  private final Passkeys passkeys = new Passkeys();

  PoolUser(String username, String sub, UserStatus status, Instant now) {
    this.username = username;
    this.status = status;
    created = now;
    modified = now;
    attributes.put("sub", sub);
  }

  String username() {
    return username;
  }

  String sub() {
    return attribute("sub");
  }

  String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  /** Returns the attribute whose value was given as the user name, or null for a chosen name. */
  @Nullable String nameAttribute() {
    return nameAttribute;
  }

  void nameAttribute(@Nullable String attribute) {
    nameAttribute = attribute;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  SecondFactor secondFactor() {
    return secondFactor;
  }

  Devices devices() {
    return devices;
  }

  Passkeys passkeys() {
    return passkeys;
  }

  Set<String> groups() {
    return groups;
  }

  UserStatus status() {
    return status;
  }

  boolean enabled() {
    return enabled;
  }

  void enable(boolean enabled, Instant now) {
    this.enabled = enabled;
    modified = now;
  }

  void status(UserStatus status, Instant now) {
    this.status = status;
    modified = now;
  }

  void attributes(Map<String, String> changes, Instant now) {
    attributes.putAll(changes);
    modified = now;
  }

  void delete(Set<String> names, Instant now) {
    attributes.keySet().removeAll(names);
    modified = now;
  }

  /** Keeps a new address until its code is given. */
  void awaitVerification(String attribute, String value) {
    awaitingVerification.put(attribute, value);
  }

  Optional<String> awaited(String attribute) {
    return Optional.ofNullable(awaitingVerification.get(attribute));
  }

  void verificationDone(String attribute) {
    awaitingVerification.remove(attribute);
  }

  /**
   * @param ends when a temporary password can no longer be used, or null for a permanent one
   */
  void password(String password, @Nullable Instant ends, UserStatus status, Instant now) {
    this.password = password;
    passwordEnds = ends;
    if (ends == null) {
      lastPasswords.addFirst(password);
      if (lastPasswords.size() > REMEMBERED) {
        lastPasswords.removeLast();
      }
    }
    status(status, now);
  }

  /** Returns the last permanent passwords, the current one first. */
  List<String> lastPasswords(int count) {
    return lastPasswords.stream().limit(count).toList();
  }

  @Nullable String password() {
    return password;
  }

  boolean hasPassword(String given) {
    return password != null
        && MessageDigest.isEqual(
            password.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  boolean passwordEnded(Instant now) {
    return passwordEnds != null && now.isAfter(passwordEnds);
  }

  /** Returns all attributes, or the named ones, if there are any. */
  JsonArray attributeList(Set<String> wanted) {
    JsonArray list = new JsonArray();
    attributes.forEach(
        (name, value) -> {
          if (wanted.isEmpty() || wanted.contains(name)) {
            list.add(new JsonObject().put("Name", name).put("Value", value));
          }
        });
    return list;
  }

  /** Returns the user as AWS does, the attributes under a name that differs from call to call. */
  JsonObject toJson(String attributesName) {
    return toJson(attributesName, Set.of());
  }

  /** Returns the user with the named attributes only, if there are any. */
  JsonObject toJson(String attributesName, Set<String> wanted) {
    return new JsonObject()
        .put("Username", username)
        .put(attributesName, attributeList(wanted))
        .put("UserCreateDate", Json.time(created))
        .put("UserLastModifiedDate", Json.time(modified))
        .put("Enabled", enabled)
        .put("UserStatus", status.name());
  }
}
