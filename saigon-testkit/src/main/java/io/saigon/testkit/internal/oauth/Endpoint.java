package io.saigon.testkit.internal.oauth;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The endpoints of a domain, by path and the methods that they take. */
enum Endpoint {
  AUTHORIZE("/oauth2/authorize", "GET", false),
  LOGIN("/login", "GET, POST", false),
  LOGOUT("/logout", "GET", false),
  ERROR("/error", "GET", false),
  TOKEN("/oauth2/token", "POST", true),
  USER_INFO("/oauth2/userInfo", "GET, POST", true),
  REVOKE("/oauth2/revoke", "POST", true);

  private final String path;
  private final String methods;
  private final boolean forScripts;

  Endpoint(String path, String methods, boolean forScripts) {
    this.path = path;
    this.methods = methods;
    this.forScripts = forScripts;
  }

  static Optional<Endpoint> at(String path) {
    return Stream.of(values()).filter(endpoint -> endpoint.path.equals(path)).findFirst();
  }

  boolean takes(String method) {
    return List.of(methods.split(", ")).contains(method);
  }

  /** Returns the methods as the header {@code Allow} has them. */
  String methods() {
    return methods;
  }

  /** Returns whether scripts of any origin may read its answers, as CORS has it. */
  boolean isForScripts() {
    return forScripts;
  }

  /** Returns the name of the endpoint as a target of faults. */
  String target() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static Set<String> targets() {
    return Stream.of(values()).map(Endpoint::target).collect(Collectors.toUnmodifiableSet());
  }
}
