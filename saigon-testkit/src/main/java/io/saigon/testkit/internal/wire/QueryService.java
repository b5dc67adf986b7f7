package io.saigon.testkit.internal.wire;

import io.saigon.testkit.internal.auth.AccessKey;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The actions of a service with AWS's query protocol. */
public final class QueryService {
  record Entry(
      @Nullable BiFunction<Params, AccessKey, JsonObject> signed,
      @Nullable Function<Params, JsonObject> open) {}

  private final String name;
  private final String version;
  private final Map<String, Entry> entries = new HashMap<>();
  private List<String> refused = List.of();

  /**
   * Creates a service without actions.
   *
   * @param name the name that signatures are scoped to
   * @param version the date of its interface
   */
  public QueryService(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** An action that takes the key of its request's signature. */
  public QueryService signed(String action, BiFunction<Params, AccessKey, JsonObject> run) {
    entries.put(action, new Entry(run, null));
    return this;
  }

  /** An action that anyone may call without a signature. */
  public QueryService open(String action, Function<Params, JsonObject> run) {
    entries.put(action, new Entry(null, run));
    return this;
  }

  /** Sets the parameters that the local AWS has no use for, and so does not take. */
  public QueryService refusing(String... names) {
    refused = List.of(names);
    return this;
  }

  List<String> refused() {
    return refused;
  }

  public String name() {
    return name;
  }

  String version() {
    return version;
  }

  String namespace() {
    return "https://" + name + ".amazonaws.com/doc/" + version + "/";
  }

  /** Returns the names of all actions. */
  public Set<String> names() {
    return Set.copyOf(entries.keySet());
  }

  @Nullable Entry entry(String action) {
    return entries.get(action);
  }
}
