package io.saigon.api.check;

import java.net.URI;
import java.util.Objects;
import java.util.Set;

/** Checks of URLs that public keys and tokens come from; messages never quote a value. */
public final class KeyLocations {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private KeyLocations() {}

  /** Requires https, or http of this machine, where nobody can replace an answer. */
  public static URI https(String name, URI url) {
    Objects.requireNonNull(url, name);
    boolean isSafe =
        url.getHost() != null
            && ("https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost())));
    if (!isSafe || url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          name
              + " must be an absolute https URL with a host, without user information and fragment;"
              + " http is for localhost alone");
    }
    return url;
  }

  /** Requires the location of a key set: https, a file or a resource. */
  public static URI keys(URI location) {
    String scheme = String.valueOf(location.getScheme());
    String path =
        location.isOpaque() ? location.getSchemeSpecificPart() : String.valueOf(location.getPath());
    if (scheme.equals("file") || scheme.equals("classpath")) {
      if (path.isBlank() || location.getRawAuthority() != null) {
        throw new IllegalArgumentException(
            "keys must name a file, such as file:/etc/keys.json, or a resource, such as"
                + " classpath:keys.json");
      }
      return location;
    }
    return https("keys", location);
  }

  /** Parses a URL. */
  public static URI uri(String name, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message quotes the text.
      throw new IllegalArgumentException(name + " must be a URL");
    }
  }
}
