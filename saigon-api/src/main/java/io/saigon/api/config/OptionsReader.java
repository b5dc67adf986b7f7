package io.saigon.api.config;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@link SaigonOptions} from JSON and names what it can't take. */
final class OptionsReader {
  private static final Set<String> MEMBERS =
      Set.of(
          "region", "endpoint", "endpoints", "caBundle", "vault", "storage", "cognito", "settings");

  private OptionsReader() {}

  static SaigonOptions read(JsonObject config) {
    JsonObject json = object(config, "saigon", "");
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(MEMBERS);
    if (!unknown.isEmpty()) {
      throw wrong(
          "saigon." + unknown.iterator().next(),
          "is not known; these are: " + String.join(", ", new TreeSet<>(MEMBERS)));
    }
    Map<String, URI> endpoints = new HashMap<>();
    JsonObject urls = object(json, "endpoints", "saigon.");
    urls.fieldNames().forEach(s -> endpoints.put(s, url(urls, s, "saigon.endpoints.")));
    Map<String, JsonObject> settings = new HashMap<>();
    JsonObject providers = object(json, "settings", "saigon.");
    providers.fieldNames().forEach(p -> settings.put(p, object(providers, p, "saigon.settings.")));
    String caBundle = text(json, "caBundle", "saigon.");
    try {
      return new SaigonOptions(
          text(json, "region", "saigon."),
          json.getValue("endpoint") == null ? null : url(json, "endpoint", "saigon."),
          endpoints,
          null,
          caBundle == null ? null : new PemTrustOptions().addCertPath(caBundle),
          text(json, "vault", "saigon."),
          text(json, "storage", "saigon."),
          text(json, "cognito", "saigon."),
          settings);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "The configuration's saigon object: " + e.getMessage(), List.of("saigon"), e);
    }
  }

  private static JsonObject object(JsonObject parent, String name, String path) {
    Object value = parent.getValue(name);
    if (value == null) {
      return new JsonObject();
    }
    if (value instanceof JsonObject json) {
      return json;
    }
    throw wrong(path + name, "must be an object");
  }

  private static @Nullable String text(JsonObject parent, String name, String path) {
    Object value = parent.getValue(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(path + name, "must be text");
  }

  private static URI url(JsonObject parent, String name, String path) {
    String text = text(parent, name, path);
    try {
      if (text != null) {
        return URI.create(text);
      }
    } catch (IllegalArgumentException e) {
      // falls through: the parser's message quotes the text, which may hold a password
    }
    throw wrong(path + name, "must be a URL, such as http://127.0.0.1:4566");
  }

  private static ConfigurationException wrong(String name, String what) {
    return new ConfigurationException(
        "The configuration's member " + name + " " + what, List.of(name), null);
  }
}
