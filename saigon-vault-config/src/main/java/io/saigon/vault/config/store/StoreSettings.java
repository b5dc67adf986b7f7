package io.saigon.vault.config.store;

import io.saigon.api.json.JsonMembers;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of a store.
 *
 * @param vault name of the vault, or null for the application's own
 * @param content what is read of it
 * @param saigon settings of a Saigon of the store's own, or null
 */
record StoreSettings(@Nullable String vault, Content content, @Nullable JsonObject saigon) {
  static final String FORMAT = "format";
  private static final List<String> CONTENTS = List.of("key", "keys", "path");
  private static final List<String> CONFIGURATION =
      List.of("application", "environment", "profile");
  private static final List<String> MEMBERS =
      List.of(
          "key",
          "keys",
          "path",
          FORMAT,
          "saigon",
          "raw-data",
          "hierarchical",
          "raw.key",
          "raw.type",
          "raw.encoding");

  static StoreSettings of(String type, VaultKind vault, JsonObject json) {
    JsonMembers members = JsonMembers.of(json, type + ".").only(MEMBERS.toArray(String[]::new));
    return new StoreSettings(vault.providerName(), content(members), saigon(members));
  }

  static StoreSettings of(String type, JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, type + ".")
            .only(Stream.concat(Stream.of("vault"), MEMBERS.stream()).toArray(String[]::new));
    return new StoreSettings(members.text("vault"), content(members), saigon(members));
  }

  /** Reads the settings of a store with the three names of a configuration in place of its key. */
  static StoreSettings ofAppConfig(String type, JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, type + ".")
            .only(
                Stream.concat(CONFIGURATION.stream(), MEMBERS.stream())
                    .filter(name -> !CONTENTS.contains(name))
                    .toArray(String[]::new));
    String key =
        CONFIGURATION.stream()
            .map(name -> configurationName(members, name))
            .collect(Collectors.joining("/"));
    return new StoreSettings(
        VaultKind.AWS_APP_CONFIG.providerName(),
        new Content.One(key, format(members)),
        saigon(members));
  }

  private static String configurationName(JsonMembers members, String name) {
    String text = text(members, name);
    if (text.contains("/")) {
      throw members.wrong(name, "must not have a slash; name or id will do");
    }
    return text;
  }

  private static @Nullable JsonObject saigon(JsonMembers members) {
    return members.has("saigon") ? new JsonObject().put("saigon", members.object("saigon")) : null;
  }

  private static Content content(JsonMembers members) {
    List<String> given = CONTENTS.stream().filter(members::has).toList();
    if (given.size() != 1) {
      throw members.wrong(
          given.isEmpty() ? "key" : given.get(1),
          given.isEmpty()
              ? "is missing; add it, or keys or path"
              : "contradicts " + given.get(0) + "; leave one of them out");
    }
    String format = format(members);
    return switch (given.get(0)) {
      case "key" -> new Content.One(text(members, "key"), format);
      case "path" -> new Content.Tree(path(members), converts(members, format));
      default -> new Content.Several(keys(members), converts(members, format));
    };
  }

  private static String format(JsonMembers members) {
    String format = members.text(FORMAT);
    boolean rawJson =
        members.has("raw.type") && String.valueOf(members.text("raw.type")).startsWith("json-");
    if (rawJson) {
      return String.valueOf(members.text("raw.type"));
    }
    return format != null ? format : members.has("raw.key") ? "raw" : "json";
  }

  private static boolean converts(JsonMembers members, String format) {
    if (!format.equals("json")) {
      throw members.wrong(FORMAT, "must be json with keys or path; take key for another");
    }
    return !members.flag("raw-data", false);
  }

  private static String path(JsonMembers members) {
    String path = text(members, "path");
    return path.endsWith("/") ? path : path + "/";
  }

  private static String text(JsonMembers members, String name) {
    String text = members.requiredText(name);
    if (text.isBlank()) {
      throw members.wrong(name, "is blank; name it");
    }
    return text;
  }

  private static Map<String, String> keys(JsonMembers members) {
    JsonMembers paths = members.members("keys");
    if (paths.names().isEmpty()) {
      throw members.wrong("keys", "is empty; add keys of secrets by member");
    }
    Map<String, String> keys = new LinkedHashMap<>();
    JsonObject taken = new JsonObject();
    for (String path : paths.names()) {
      if (!NestedJson.put(taken, path, path)) {
        throw paths.wrong(path, "lies within another one, or another one in it; name one of them");
      }
      keys.put(path, text(paths, path));
    }
    return keys;
  }
}
