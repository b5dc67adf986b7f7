package io.saigon.aws.credentials;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Absolute URLs in settings, and requests to them. */
final class HttpUrls {
  private HttpUrls() {}

  /** Returns an absolute http or https URL with a host, or null if the text is none. */
  static @Nullable URI parse(String text) {
    try {
      URI uri = new URI(text);
      boolean http =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return http && uri.getHost() != null && uri.getRawUserInfo() == null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** Builds a request to a path below an endpoint, whose own path is kept. */
  static SdkHttpRequest request(
      SdkHttpMethod method, URI endpoint, String path, Consumer<SdkHttpRequest.Builder> more) {
    String base = endpoint.getRawPath() == null ? "" : endpoint.getRawPath();
    String joined =
        base.endsWith("/") && !path.isEmpty()
            ? base.substring(0, base.length() - 1) + path
            : base + path;
    SdkHttpRequest.Builder builder =
        SdkHttpRequest.builder()
            .method(method)
            .uri(endpoint)
            .encodedPath(joined)
            .putHeader("Host", authority(endpoint));
    more.accept(builder);
    return builder.build();
  }

  private static String authority(URI uri) {
    boolean standard =
        uri.getPort() < 0
            || uri.getPort() == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
    return standard ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
