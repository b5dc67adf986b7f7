package io.saigon.vault.config.store;

import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The part of a vault that a store reads. */
sealed interface Content {
  /** Returns the keys of its secrets, a path with a slash at its end among them. */
  Collection<String> keys();

  /** Reads it, as its processor takes it; no failure quotes it. */
  Future<Buffer> read(SecretVault vault);

  /**
   * One secret, in a format.
   *
   * @param format name of its processor, or {@code json-object} or {@code json-array}, as which the
   *     raw one takes it
   */
  record One(String key, String format) implements Content {
    @Override
    public Collection<String> keys() {
      return List.of(key);
    }

    @Override
    public Future<Buffer> read(SecretVault vault) {
      return switch (format) {
        // Decoded here first, as the processors' failures quote what they can't decode.
        case "json", "json-object" ->
            vault
                .secret(JsonObject.class, key)
                .recover(failure -> Future.failedFuture(hinting(failure)))
                .map(JsonObject::toBuffer);
        case "json-array" -> vault.secret(JsonArray.class, key).map(JsonArray::toBuffer);
        default -> vault.secret(Buffer.class, key);
      };
    }

    private Throwable hinting(Throwable failure) {
      return failure instanceof SecretMappingException mapping
          ? new SecretMappingException(
              key,
              mapping.field(),
              mapping.getMessage()
                  + "; if it is no JSON object, name its format in the store's configuration")
          : failure;
    }
  }

  /** Several secrets, each at a path of members. */
  record Several(Map<String, String> byPath, boolean converts) implements Content {
    @Override
    public Collection<String> keys() {
      return byPath.values();
    }

    @Override
    public Future<Buffer> read(SecretVault vault) {
      return vault.secrets(String.class, byPath.values()).map(this::json);
    }

    private Buffer json(Map<String, String> texts) {
      JsonObject json = new JsonObject();
      byPath.forEach(
          (path, key) ->
              NestedJson.put(
                  json, path, NestedJson.value(Objects.requireNonNull(texts.get(key)), converts)));
      return json.toBuffer();
    }
  }

  /** All secrets below a path. */
  record Tree(String path, boolean converts) implements Content {
    @Override
    public Collection<String> keys() {
      return List.of(path);
    }

    @Override
    public Future<Buffer> read(SecretVault vault) {
      return vault
          .secretTree(JsonObject.class, path)
          .map(json -> (converts ? NestedJson.converted(json) : json).toBuffer());
    }
  }
}
