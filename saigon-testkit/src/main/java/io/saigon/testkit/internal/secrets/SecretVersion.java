package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One version of a secret.
 *
 * @param text the value, or null if it is binary or not there yet
 * @param base64 the binary value, or null if it is text or not there yet
 * @param key the key that encrypts it, or null for the default one
 * @param stages its current stages
 */
record SecretVersion(
    String id,
    @Nullable String text,
    @Nullable String base64,
    Instant created,
    @Nullable String key,
    Set<String> stages) {

  static SecretVersion of(
      String id,
      @Nullable String text,
      @Nullable String base64,
      Instant created,
      @Nullable String key) {
    return new SecretVersion(id, text, base64, created, key, new TreeSet<>());
  }

  /** Returns whether the version still lacks its value. */
  boolean isEmpty() {
    return text == null && base64 == null;
  }

  boolean hasValue(@Nullable String otherText, @Nullable String otherBase64) {
    return Objects.equals(text, otherText) && Objects.equals(base64, otherBase64);
  }

  /** Returns it without its value, and with the day of the last access if there was one. */
  JsonObject described(@Nullable Instant accessed) {
    JsonObject json =
        new JsonObject()
            .put("VersionId", id)
            .put("CreatedDate", Json.time(created))
            .put("KmsKeyIds", new JsonArray().add(key == null ? "DefaultEncryptionKey" : key));
    if (!stages.isEmpty()) {
      json.put("VersionStages", Json.array(stages));
    }
    return accessed == null ? json : json.put("LastAccessedDate", Json.time(accessed));
  }

  JsonObject addTo(JsonObject json) {
    json.put("VersionId", id)
        .put("VersionStages", Json.array(stages))
        .put("CreatedDate", Json.time(created));
    return text != null ? json.put("SecretString", text) : json.put("SecretBinary", base64);
  }

  @Override
  public String toString() {
    return "SecretVersion[id=" + id + ", stages=" + stages + "]";
  }
}
