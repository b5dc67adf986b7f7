package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The resource servers of a pool; guarded by the lock of the service. */
public final class ResourceServers {
  private static final String IDENTIFIER = "[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}";
  private static final String NAME = "[\\w\\s+=,.@-]{1,256}";
  private static final String SCOPE = "[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]{1,256}";
  private static final int MOST_SCOPES = 100;

  private final String poolId;
  private final Map<String, ResourceServer> servers = new LinkedHashMap<>();

  public ResourceServers(String poolId) {
    this.poolId = poolId;
  }

  /** Returns all custom scopes, with the identifiers of their servers. */
  public Set<String> scopes() {
    Set<String> scopes = new LinkedHashSet<>();
    servers
        .values()
        .forEach(
            server ->
                server
                    .scopes()
                    .keySet()
                    .forEach(name -> scopes.add(server.identifier() + "/" + name)));
    return scopes;
  }

  /** Creates the server of a scope, or adds the scope to it. */
  public void add(String scope) {
    int slash = scope.lastIndexOf('/');
    if (slash < 1 || slash == scope.length() - 1) {
      throw new IllegalArgumentException("A custom scope must be server/scope, but is " + scope);
    }
    String identifier = scope.substring(0, slash);
    ResourceServer known = servers.get(identifier);
    Map<String, String> scopes = new LinkedHashMap<>(known == null ? Map.of() : known.scopes());
    scopes.putIfAbsent(scope.substring(slash + 1), scope);
    String name = known == null ? identifier : known.name();
    servers.put(identifier, new ResourceServer(poolId, identifier, name, scopes));
  }

  public JsonObject create(Params params) {
    ResourceServer server = read(params);
    if (servers.putIfAbsent(server.identifier(), server) != null) {
      throw invalid(server.identifier() + " already exists in user pool " + poolId + ".");
    }
    return described(server);
  }

  public JsonObject describe(Params params) {
    return described(find(params));
  }

  public JsonObject update(Params params) {
    ResourceServer server = read(params);
    find(params);
    servers.put(server.identifier(), server);
    return described(server);
  }

  public JsonObject delete(Params params) {
    servers.remove(find(params).identifier());
    return new JsonObject();
  }

  public JsonObject list(Params params) {
    Paging<ResourceServer> page =
        Paging.of(
            List.copyOf(servers.values()),
            params.number("MaxResults", 50, 1, 50),
            params.optionalText("NextToken"),
            () -> invalid("Invalid pagination token"));
    JsonArray items = new JsonArray();
    page.items().forEach(server -> items.add(server.toJson()));
    return page.next("NextToken", new JsonObject().put("ResourceServers", items));
  }

  private ResourceServer find(Params params) {
    ResourceServer server = servers.get(params.matching("Identifier", IDENTIFIER));
    if (server == null) {
      throw new AwsError("ResourceNotFoundException", "Resource server does not exist.");
    }
    return server;
  }

  private ResourceServer read(Params params) {
    String identifier = params.matching("Identifier", IDENTIFIER);
    String name = params.matching("Name", NAME);
    Map<String, String> scopes = new LinkedHashMap<>();
    for (Params scope : params.objects("Scopes")) {
      String scopeName = scope.matching("ScopeName", SCOPE);
      String description = scope.matching("ScopeDescription", "(?s).{1,256}");
      if (scopes.put(scopeName, description) != null) {
        throw invalid("Duplicate scope " + scopeName + " in resource server.");
      }
    }
    if (scopes.size() > MOST_SCOPES) {
      throw params.invalid(
          "[...]", "Scopes", "Member must have length less than or equal to " + MOST_SCOPES);
    }
    return new ResourceServer(poolId, identifier, name, scopes);
  }

  private static JsonObject described(ResourceServer server) {
    return new JsonObject().put("ResourceServer", server.toJson());
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
