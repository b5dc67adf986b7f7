package io.saigon.testkit.internal.oauth;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** An error of RFC 6749, by its code. */
final class OAuthError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final @Nullable String description;

  OAuthError(int status, String code, @Nullable String description) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.description = description;
  }

  /** The status of most errors, {@code invalid_client} among them. */
  OAuthError(String code) {
    this(400, code, null);
  }

  OAuthError(String code, String description) {
    this(400, code, description);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  @Nullable String description() {
    return description;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("error", code);
    return description == null ? json : json.put("error_description", description);
  }
}
