package io.saigon.aws.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.aws.HttpProxy;
import io.saigon.aws.ProxySettings;
import software.amazon.awssdk.http.HttpProxyTestSuite;
import software.amazon.awssdk.http.proxy.TestProxySetting;

class ProxyConformanceIT extends HttpProxyTestSuite {
  @Override
  protected void assertProxyConfiguration(
      TestProxySetting chosen,
      TestProxySetting expected,
      Boolean systemProperties,
      Boolean environment,
      String protocol) {
    boolean system = systemProperties == null || systemProperties;
    boolean variables = environment == null || environment;
    HttpProxy proxy =
        chosen == null
            ? new HttpProxy(null, 0, null, null, null, system, variables)
            : new HttpProxy(
                chosen.getHost(),
                chosen.getPort(),
                chosen.getUserName(),
                chosen.getPassword(),
                chosen.getNonProxyHosts().isEmpty() ? null : chosen.getNonProxyHosts(),
                system,
                variables);
    assertThat(ProxySettings.resolve(proxy, protocol))
        .usingRecursiveComparison()
        .isEqualTo(expected);
  }
}
