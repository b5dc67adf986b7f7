package io.saigon.testkit.internal.oauth;

/**
 * The target of a request.
 *
 * @param origin scheme, host and port as the client has them
 * @param base path of the domain at that host, or empty if the host is the domain
 * @param path path of the endpoint at the domain
 */
record Site(Domain domain, String origin, String base, String path) {
  String poolId() {
    return domain.poolId();
  }

  /** Returns the URL of a path at the domain. */
  String url(String at) {
    return origin + base + at;
  }
}
