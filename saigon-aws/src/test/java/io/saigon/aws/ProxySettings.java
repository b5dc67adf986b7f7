package io.saigon.aws;

import java.util.Set;
import software.amazon.awssdk.http.proxy.TestProxySetting;

/** Exposes the resolved settings of a proxy to the conformance suite. */
public final class ProxySettings {
  private ProxySettings() {}

  public static TestProxySetting resolve(HttpProxy proxy, String scheme) {
    HttpProxy resolved = proxy.resolve(scheme);
    Set<String> direct = resolved.nonProxyHosts() == null ? Set.of() : resolved.nonProxyHosts();
    return new TestProxySetting()
        .host(resolved.host())
        .port(resolved.port())
        .userName(resolved.username())
        .password(resolved.password())
        .nonProxyHost(direct.toArray(String[]::new));
  }
}
