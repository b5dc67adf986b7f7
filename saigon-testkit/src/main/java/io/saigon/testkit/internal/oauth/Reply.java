package io.saigon.testkit.internal.oauth;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;

/** An answer of an endpoint, complete but for the headers that all of them have. */
record Reply(int status, MultiMap headers, String body) {
  static Reply of(int status) {
    return new Reply(status, MultiMap.caseInsensitiveMultiMap(), "");
  }

  static Reply json(int status, JsonObject json) {
    return of(status).body("application/json;charset=UTF-8", json.encode());
  }

  static Reply error(OAuthError error) {
    return json(error.status(), error.toJson());
  }

  static Reply html(int status, String page) {
    return of(status).body("text/html;charset=UTF-8", page);
  }

  static Reply redirect(String location) {
    return of(302).header("Location", location);
  }

  @Override
  public String toString() {
    return "Reply[status=" + status + "]";
  }

  Reply header(String name, String value) {
    headers.add(name, value);
    return this;
  }

  private Reply body(String type, String text) {
    return new Reply(status, headers.add("Content-Type", type), text);
  }
}
