package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The domains of the user pools of a region. The local AWS serves each below a path of its own
 * endpoint, as the names of hosts cannot be resolved everywhere, and at the hosts of AWS too for
 * clients that can be made to connect here.
 */
public final class Domains {
  private static final String PATH = "/domains/";
  private static final String PREFIX = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final String CUSTOM = "(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}";
  private static final List<String> RESERVED = List.of("aws", "amazon", "cognito");

  private final String region;
  private final Map<String, Domain> domains = new ConcurrentHashMap<>();

  public Domains(String region) {
    this.region = region;
  }

  /** Returns the path of a domain at the endpoint of the local AWS. */
  public static String path(String domain) {
    return PATH + domain;
  }

  /** Adds the domain of a pool to its description. */
  public void addTo(JsonObject pool, String poolId) {
    of(poolId)
        .ifPresent(
            domain -> pool.put(domain.isCustom() ? "CustomDomain" : "Domain", domain.name()));
  }

  /** Returns the name of a pool's domain. */
  public Optional<String> nameOf(String poolId) {
    return of(poolId).map(Domain::name);
  }

  /** Returns the name of a pool's domain; a pool without one gets that of its id, as by console. */
  public String ensure(String poolId) {
    return nameOf(poolId)
        .orElseGet(
            () -> {
              String name = poolId.replace("_", "").toLowerCase(Locale.ROOT);
              domains.put(name, new Domain(name, poolId, null, 2, ""));
              return name;
            });
  }

  public JsonObject create(Params params, String poolId) {
    String name = params.text("Domain");
    Params custom = params.object("CustomDomainConfig");
    boolean isCustom = params.has("CustomDomainConfig");
    String certificate = isCustom ? custom.text("CertificateArn") : null;
    checkName(params, name, isCustom);
    if (of(poolId).isPresent()) {
      throw invalid("User pool already has a domain configured.");
    }
    Domain domain =
        new Domain(
            name,
            poolId,
            certificate,
            params.number("ManagedLoginVersion", 1, 1, 2),
            Ids.lower(14) + ".cloudfront.net");
    if (domains.putIfAbsent(name, domain) != null) {
      throw invalid("Domain already associated with another user pool.");
    }
    return answer(domain);
  }

  public JsonObject describe(Params params) {
    Domain domain = domains.get(params.text("Domain"));
    return new JsonObject()
        .put("DomainDescription", domain == null ? new JsonObject() : domain.toJson(region));
  }

  public JsonObject update(Params params, String poolId) {
    Domain known = find(params, poolId);
    Params custom = params.object("CustomDomainConfig");
    if (params.has("CustomDomainConfig") && !known.isCustom()) {
      throw invalid("The domain " + known.name() + " is not a custom domain.");
    }
    Domain changed =
        new Domain(
            known.name(),
            poolId,
            params.has("CustomDomainConfig")
                ? custom.text("CertificateArn")
                : known.certificateArn(),
            params.number("ManagedLoginVersion", known.loginVersion(), 1, 2),
            known.distribution());
    domains.put(known.name(), changed);
    return answer(changed);
  }

  public JsonObject delete(Params params, String poolId) {
    domains.remove(find(params, poolId).name());
    return new JsonObject();
  }

  /** Fails if a pool has a domain, which must be deleted before it. */
  public void checkNone(String poolId) {
    if (of(poolId).isPresent()) {
      throw invalid(
          "User pool cannot be deleted. It has a domain configured that should be deleted first.");
    }
  }

  /** Returns the domain that a request is sent to, and the path there. */
  @Nullable Site site(HttpServerRequest request) {
    Object host = request.authority() == null ? request.localAddress() : request.authority();
    String origin = request.scheme() + "://" + host;
    String path = request.path();
    if (path.startsWith(PATH)) {
      int slash = path.indexOf('/', PATH.length());
      String name = path.substring(PATH.length(), slash < 0 ? path.length() : slash);
      Domain domain = domains.get(name);
      return domain == null
          ? null
          : new Site(domain, origin, path(name), slash < 0 ? "" : path.substring(slash));
    }
    Domain domain = request.authority() == null ? null : byHost(request.authority().host());
    return domain == null ? null : new Site(domain, origin, "", path);
  }

  /** Returns whether a request is sent to a domain, be there one of its name or not. */
  boolean accepts(HttpServerRequest request) {
    return request.path().startsWith(PATH)
        || (request.authority() != null && byHost(request.authority().host()) != null);
  }

  private @Nullable Domain byHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    for (String parent : List.of("amazoncognito.com", "localhost")) {
      String suffix = ".auth." + region + "." + parent;
      if (name.endsWith(suffix)) {
        return domains.get(name.substring(0, name.length() - suffix.length()));
      }
    }
    Domain domain = domains.get(name);
    return domain != null && domain.isCustom() ? domain : null;
  }

  private Optional<Domain> of(String poolId) {
    return domains.values().stream().filter(domain -> domain.poolId().equals(poolId)).findFirst();
  }

  private Domain find(Params params, String poolId) {
    Domain domain = domains.get(params.text("Domain"));
    if (domain == null || !domain.poolId().equals(poolId)) {
      throw invalid("No such domain or user pool exists.");
    }
    return domain;
  }

  private static void checkName(Params params, String name, boolean custom) {
    if (custom) {
      if (!name.matches(CUSTOM) || name.length() > 63) {
        throw invalid("Custom domain is not a valid subdomain: " + name);
      }
      return;
    }
    params.matching("Domain", PREFIX);
    for (String word : RESERVED) {
      if (name.contains(word)) {
        throw invalid("Domain cannot contain reserved word: " + word);
      }
    }
  }

  private static JsonObject answer(Domain domain) {
    JsonObject answer = new JsonObject().put("ManagedLoginVersion", domain.loginVersion());
    return domain.isCustom() ? answer.put("CloudFrontDomain", domain.distribution()) : answer;
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
