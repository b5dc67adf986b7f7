package io.saigon.aws.credentials;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Settings, and where a request goes with them.
 *
 * @param config profile file
 */
record EndpointRow(
    String region,
    Map<String, String> variables,
    Map<String, String> properties,
    String config,
    String endpoint) {
  static final String REFUSED = "refused";
  private static final String STANDARD = "https://sts.us-east-1.amazonaws.com";

  static EndpointRow variables(String endpoint, String... variables) {
    return new EndpointRow("us-east-1", map(variables), Map.of(), "", endpoint);
  }

  static EndpointRow properties(String endpoint, String... properties) {
    return new EndpointRow("us-east-1", Map.of(), map(properties), "", endpoint);
  }

  static EndpointRow config(String endpoint, String... lines) {
    return new EndpointRow("us-east-1", Map.of(), Map.of(), String.join("\n", lines), endpoint);
  }

  EndpointRow in(String otherRegion) {
    return new EndpointRow(otherRegion, variables, properties, config, endpoint);
  }

  EndpointRow and(String... lines) {
    return new EndpointRow(region, variables, properties, String.join("\n", lines), endpoint);
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static Stream<EndpointRow> all() {
    String fips = "https://sts-fips.us-east-1.amazonaws.com";
    String dual = "https://sts.us-east-1.api.aws";
    String[] services = {
      "[default]",
      "services = mine",
      "endpoint_url = https://all.example.com",
      "[services mine]",
      "sts =",
      "  endpoint_url = https://own.example.com"
    };
    return Stream.of(
        variables(STANDARD),
        variables("https://sts.cn-north-1.amazonaws.com.cn").in("cn-north-1"),
        variables(fips, "AWS_USE_FIPS_ENDPOINT", "true"),
        variables(fips, "AWS_USE_FIPS_ENDPOINT", "TRUE"),
        variables(STANDARD, "AWS_USE_FIPS_ENDPOINT", "false"),
        variables(REFUSED, "AWS_USE_FIPS_ENDPOINT", "yes"),
        variables("https://sts.us-gov-west-1.amazonaws.com", "AWS_USE_FIPS_ENDPOINT", "true")
            .in("us-gov-west-1"),
        properties(fips, "aws.useFipsEndpoint", "true"),
        config(fips, "[default]", "use_fips_endpoint = true"),
        config(REFUSED, "[default]", "use_fips_endpoint = on"),
        properties(STANDARD, "aws.useFipsEndpoint", "false")
            .and("[default]", "use_fips_endpoint = true"),
        variables(dual, "AWS_USE_DUALSTACK_ENDPOINT", "true"),
        variables(REFUSED, "AWS_USE_DUALSTACK_ENDPOINT", "1"),
        properties(dual, "aws.useDualstackEndpoint", "true"),
        config(dual, "[default]", "use_dualstack_endpoint = true"),
        variables(
            "https://sts-fips.us-east-1.api.aws",
            "AWS_USE_FIPS_ENDPOINT",
            "true",
            "AWS_USE_DUALSTACK_ENDPOINT",
            "true"),
        variables("http://all.example.com:8080", "AWS_ENDPOINT_URL", "http://all.example.com:8080"),
        variables(
            "https://own.example.com",
            "AWS_ENDPOINT_URL",
            "https://all.example.com",
            "AWS_ENDPOINT_URL_STS",
            "https://own.example.com"),
        variables(STANDARD, "AWS_ENDPOINT_URL_SSM", "https://own.example.com"),
        properties("https://all.example.com", "aws.endpointUrl", "https://all.example.com"),
        properties("https://own.example.com", "aws.endpointUrlSts", "https://own.example.com"),
        config("https://own.example.com", services),
        config("https://all.example.com", "[default]", "endpoint_url = https://all.example.com"),
        variables("https://env.example.com", "AWS_ENDPOINT_URL", "https://env.example.com")
            .and(services),
        variables(
            STANDARD,
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            "true",
            "AWS_ENDPOINT_URL",
            "https://all.example.com",
            "AWS_ENDPOINT_URL_STS",
            "https://own.example.com"),
        properties(STANDARD, "aws.ignoreConfiguredEndpointUrls", "true").and(services),
        config(
            STANDARD,
            "[default]",
            "ignore_configured_endpoint_urls = true",
            "endpoint_url = https://all.example.com"),
        variables(
            REFUSED,
            "AWS_ENDPOINT_URL",
            "https://all.example.com",
            "AWS_USE_FIPS_ENDPOINT",
            "true"),
        variables(
            REFUSED,
            "AWS_ENDPOINT_URL_STS",
            "https://own.example.com",
            "AWS_USE_DUALSTACK_ENDPOINT",
            "true"));
  }
}
