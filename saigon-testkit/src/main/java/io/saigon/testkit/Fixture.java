package io.saigon.testkit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Fills a local AWS with the entities of a JSON object; refuses unknown members. */
final class Fixture {
  private static final Set<String> POOL = Set.of("groups", "users");
  private static final Set<String> IDS =
      Set.of("name", "id", "clientId", "secretClientId", "clientSecret", "identityPoolId");
  private static final Set<String> ALL =
      Set.of(
          "groups",
          "users",
          "userPools",
          "secrets",
          "parameters",
          "configurations",
          "buckets",
          "routes");

  private final Services services;
  private final LocalAws aws;

  Fixture(Services services, LocalAws aws) {
    this.services = services;
    this.aws = aws;
  }

  Future<Void> load(JsonObject json) {
    try {
      check(json, ALL, "the fixture");
      fill(aws.userPool(), json);
      for (JsonObject pool : objects(json, "userPools")) {
        Set<String> known = new TreeSet<>(POOL);
        known.addAll(IDS);
        check(pool, known, "userPools");
        fill(services.createUserPool(text(pool, "name", "userPools"), pool, aws.endpoint()), pool);
      }
      members(json, "secrets").forEach((name, value) -> services.secrets().put(name, plain(value)));
      members(json, "parameters").forEach(this::parameter);
      members(json, "configurations").forEach(this::configuration);
      members(json, "routes").forEach((path, to) -> route(aws.gateway(), path, to));
      members(json, "routes").forEach((path, to) -> route(aws.httpGateway(), path, to));
      List<Future<Void>> buckets = new ArrayList<>();
      texts(json, "buckets").forEach(name -> buckets.add(aws.createBucket(name)));
      return Future.all(buckets).mapEmpty();
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          "A member of the fixture has another type: " + e.getMessage(), e);
    }
  }

  private static void fill(LocalUserPool pool, JsonObject json) {
    texts(json, "groups").forEach(pool::createGroup);
    for (JsonObject user : objects(json, "users")) {
      check(user, Set.of("username", "password", "attributes", "groups"), "users");
      String name = text(user, "username", "users");
      Map<String, String> attributes = new LinkedHashMap<>();
      members(user, "attributes").forEach((key, value) -> attributes.put(key, plain(value)));
      pool.createUser(name, text(user, "password", "users"), attributes);
      for (String group : texts(user, "groups")) {
        pool.createGroup(group);
        pool.addToGroup(name, group);
      }
    }
  }

  private static void route(LocalGateway gateway, String path, Object to) {
    if (to instanceof String url) {
      gateway.route(path, URI.create(url));
    } else {
      gateway.answer(path, Json.encodeToBuffer(to));
    }
  }

  private void parameter(String name, Object value) {
    JsonObject parameter =
        value instanceof JsonObject object
            ? object
            : new JsonObject().put("type", "String").put("value", value);
    check(parameter, Set.of("type", "value"), "parameters");
    services
        .parameters()
        .put(name, text(parameter, "type", name), plain(parameter.getValue("value")));
  }

  private void configuration(String name, Object value) {
    String[] parts = name.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "Configuration " + name + " of the fixture must be application/environment/profile");
    }
    String type = value instanceof String ? "text/plain" : "application/json";
    aws.appConfig().put(parts[0], parts[1], parts[2], Buffer.buffer(plain(value)), type);
  }

  /** Returns a text unchanged, and any other value as JSON. */
  private static String plain(Object value) {
    return value instanceof String text ? text : Json.encode(value);
  }

  private static String text(JsonObject json, String name, String where) {
    String text = (String) json.getValue(name);
    if (text == null) {
      throw new IllegalArgumentException("An entry of " + where + " in the fixture lacks " + name);
    }
    return text;
  }

  private static void check(JsonObject json, Set<String> known, String where) {
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            where + " has no member " + name + "; it may have " + new TreeSet<>(known));
      }
    }
  }

  private static Map<String, Object> members(JsonObject json, String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    JsonObject object = json.getJsonObject(name, new JsonObject());
    object.forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }

  private static List<JsonObject> objects(JsonObject json, String name) {
    JsonArray array = json.getJsonArray(name, new JsonArray());
    List<JsonObject> objects = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      objects.add(array.getJsonObject(i));
    }
    return objects;
  }

  private static List<String> texts(JsonObject json, String name) {
    JsonArray array = json.getJsonArray(name, new JsonArray());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      texts.add((String) array.getValue(i));
    }
    return texts;
  }
}
