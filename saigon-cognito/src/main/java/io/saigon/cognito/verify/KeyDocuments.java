package io.saigon.cognito.verify;

import io.saigon.api.check.KeyLocations;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.http.HttpEndpoint;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents with public keys: fetched, found by discovery, or read from a file or resource. */
public final class KeyDocuments {
  /** Name of the endpoints in failures. */
  public static final String SERVICE = "openid";

  private static final int MAX_BYTES = 256 * 1024;

  private final HttpEndpoint http;

  public KeyDocuments(HttpEndpoint http) {
    this.http = http;
  }

  /** Reads the document at a location. */
  Future<Buffer> read(URI location) {
    return switch (location.getScheme()) {
      case "file" -> local(location, () -> Files.newInputStream(path(location)));
      case "classpath" -> local(location, () -> resource(location.getSchemeSpecificPart()));
      default -> get(location);
    };
  }

  private static Path path(URI location) {
    return location.isOpaque() ? Path.of(location.getSchemeSpecificPart()) : Path.of(location);
  }

  private static @Nullable InputStream resource(String name) {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = ofThread == null ? KeyDocuments.class.getClassLoader() : ofThread;
    return loader.getResourceAsStream(name.startsWith("/") ? name.substring(1) : name);
  }

  private interface Source {
    @Nullable InputStream open() throws IOException;
  }

  private Future<Buffer> local(URI location, Source source) {
    return http.vertx().executeBlocking(() -> local(location.toString(), source), false);
  }

  private static Buffer local(String location, Source source) {
    try (InputStream in = source.open()) {
      if (in == null) {
        throw unreadable(location, "is not there", null);
      }
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw unreadable(location, "is longer than any key set", null);
      }
      return Buffer.buffer(bytes);
    } catch (IOException e) {
      throw unreadable(location, "cannot be read", e);
    }
  }

  private static ConfigurationException unreadable(
      String location, String problem, @Nullable IOException cause) {
    return new ConfigurationException(
        "The key set %s %s; correct the location, or put the issuer's keys there"
            .formatted(location, problem),
        List.of("keys"),
        cause);
  }

  /** Finds an issuer's key set by its discovery document (OpenID Connect Discovery 1.0). */
  Future<Buffer> discover(String issuer) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return get(URI.create(base + "/.well-known/openid-configuration"))
        .map(document -> keysOf(issuer, document))
        .compose(this::get);
  }

  private static URI keysOf(String issuer, Buffer document) {
    try {
      JsonObject json = new JsonObject(document);
      // Or one tenant of a provider could name the keys of another.
      if (issuer.equals(json.getValue("issuer"))
          && json.getValue("jwks_uri") instanceof String keys) {
        return KeyLocations.https("jwks_uri", KeyLocations.uri("jwks_uri", keys));
      }
    } catch (DecodeException | IllegalArgumentException e) {
      throw notOf(issuer);
    }
    throw notOf(issuer);
  }

  private static ServiceException notOf(String issuer) {
    return new ServiceException(
        "The discovery document of the issuer %s is not one of this issuer with an https URL of its keys; correct the issuer to what its tokens have as iss, or name the keys' location"
            .formatted(issuer),
        null,
        null);
  }

  /** Gets a document that answers with 200. */
  Future<Buffer> get(URI url) {
    return http.get(url)
        .map(
            response -> {
              if (response.status() == 200) {
                return response.body();
              }
              ServiceError error = new ServiceError(SERVICE, response.status(), null, null);
              if (response.status() == 404 || response.status() == 403) {
                throw new NotFoundException(
                    "There is nothing at %s (HTTP %d); correct the issuer or the location of its keys"
                        .formatted(url, response.status()),
                    error,
                    null);
              }
              throw new ServiceException(
                  "%s answered HTTP %d; try again later, or correct the location of the keys"
                      .formatted(url, response.status()),
                  error,
                  null);
            });
  }
}
