package io.saigon.api.config;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.json.JsonMembers;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@link SaigonOptions} from JSON and names what it can't take. */
final class OptionsReader {
  private OptionsReader() {}

  static SaigonOptions read(JsonObject config) {
    JsonMembers json =
        JsonMembers.of(config, "")
            .members("saigon")
            .only(
                "region",
                "endpoint",
                "endpoints",
                "caBundle",
                "vault",
                "storage",
                "cognito",
                "settings");
    Map<String, URI> endpoints = new HashMap<>();
    JsonMembers urls = json.members("endpoints");
    urls.names().forEach(service -> endpoints.put(service, url(urls, service)));
    Map<String, JsonObject> settings = new HashMap<>();
    JsonMembers providers = json.members("settings");
    providers.names().forEach(name -> settings.put(name, providers.object(name)));
    String caBundle = json.text("caBundle");
    try {
      return new SaigonOptions(
          json.text("region"),
          json.has("endpoint") ? url(json, "endpoint") : null,
          endpoints,
          null,
          caBundle == null ? null : new PemTrustOptions().addCertPath(caBundle),
          json.text("vault"),
          json.text("storage"),
          json.text("cognito"),
          settings);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "The configuration's saigon object: " + e.getMessage(), List.of("saigon"), e);
    }
  }

  static JsonObject write(SaigonOptions options) {
    JsonObject json = new JsonObject();
    put(json, "region", options.region());
    put(json, "endpoint", options.endpoint());
    JsonObject endpoints = new JsonObject();
    new TreeMap<>(options.endpoints()).forEach((name, url) -> put(endpoints, name, url));
    put(json, "endpoints", endpoints.isEmpty() ? null : endpoints);
    if (options.trust() instanceof PemTrustOptions pem
        && pem.getCertPaths().size() == 1
        && pem.getCertValues().isEmpty()) {
      json.put("caBundle", pem.getCertPaths().get(0));
    }
    put(json, "vault", options.vault());
    put(json, "storage", options.storage());
    put(json, "cognito", options.cognito());
    JsonObject settings = new JsonObject();
    new TreeMap<>(options.settings()).forEach((name, values) -> settings.put(name, values.copy()));
    put(json, "settings", settings.isEmpty() ? null : settings);
    return new JsonObject().put("saigon", json);
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value instanceof JsonObject ? value : value.toString());
    }
  }

  private static URI url(JsonMembers parent, String name) {
    @Nullable String text = parent.text(name);
    try {
      if (text != null) {
        return URI.create(text);
      }
    } catch (IllegalArgumentException e) {
      // falls through: the parser's message quotes the text, which may hold a password
    }
    throw parent.wrong(name, "must be a URL, such as http://127.0.0.1:4566");
  }
}
