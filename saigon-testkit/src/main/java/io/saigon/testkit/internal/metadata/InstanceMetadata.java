package io.saigon.testkit.internal.metadata;

import io.saigon.testkit.internal.sts.Role;
import io.saigon.testkit.internal.sts.RoleSessions;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The instance metadata service of EC2. */
public final class InstanceMetadata {
  static final String SERVICE = "imds";
  static final Set<String> OPERATIONS =
      Set.of("Token", "SecurityCredentials", "Region", "InstanceIdentityDocument");

  private static final String ID = "i-0123456789abcdef0";
  private static final String TOKEN = "/latest/api/token";
  private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials";
  private static final String PLACEMENT = "/latest/meta-data/placement/";
  private static final String DOCUMENT = "/latest/dynamic/instance-identity/document";
  private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
  private static final int LONGEST = 21_600;

  private final String region;
  private final Clock clock;
  private final RoleKeys keys;
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private volatile boolean enabled = true;
  private volatile boolean versionOne;
  private volatile boolean beyondHopLimit;

  public InstanceMetadata(String region, Clock clock, RoleSessions sessions, Role role) {
    this.region = region;
    this.clock = clock;
    keys = new RoleKeys(sessions, role, ID);
  }

  public RoleKeys keys() {
    return keys;
  }

  public void enabled(boolean on) {
    enabled = on;
  }

  public void versionOne(boolean allowed) {
    versionOne = allowed;
  }

  public void beyondHopLimit(boolean beyond) {
    beyondHopLimit = beyond;
  }

  /** Ends all session tokens. */
  public void forgetTokens() {
    tokens.clear();
  }

  static String operation(String path) {
    if (path.equals(TOKEN)) {
      return "Token";
    }
    if (path.startsWith(CREDENTIALS)) {
      return "SecurityCredentials";
    }
    return path.equals(DOCUMENT)
        ? "InstanceIdentityDocument"
        : path.equals(PLACEMENT + "region") ? "Region" : "";
  }

  /** Returns the answer to a request, or null for none. */
  @Nullable Reply reply(HttpServerRequest request) {
    if (!enabled) {
      return Reply.refusal(403);
    }
    if (request.path().equals(TOKEN)) {
      return token(request);
    }
    if (!request.method().equals(HttpMethod.GET)) {
      return Reply.refusal(405);
    }
    if (!admitted(request)) {
      return Reply.refusal(401);
    }
    String text = entry(request.path());
    return text == null ? Reply.refusal(404) : Reply.text(text);
  }

  /** A packet beyond the hop limit is dropped on its way back, so that no answer comes. */
  private @Nullable Reply token(HttpServerRequest request) {
    String seconds = String.valueOf(request.getHeader(TTL));
    if (!request.method().equals(HttpMethod.PUT)) {
      return Reply.refusal(405);
    }
    if (request.getHeader("X-Forwarded-For") != null) {
      return Reply.refusal(403);
    }
    if (!seconds.matches("[1-9]\\d{0,4}") || Integer.parseInt(seconds) > LONGEST) {
      return Reply.refusal(400);
    }
    if (beyondHopLimit) {
      return null;
    }
    String token = Ids.token(40);
    tokens.put(token, clock.instant().plusSeconds(Integer.parseInt(seconds)));
    return Reply.text(token, Map.of(TTL, seconds));
  }

  private boolean admitted(HttpServerRequest request) {
    String token = request.getHeader("X-aws-ec2-metadata-token");
    if (token == null) {
      return versionOne;
    }
    Instant end = tokens.get(token);
    return end != null && clock.instant().isBefore(end);
  }

  private @Nullable String entry(String path) {
    if (path.startsWith(CREDENTIALS)) {
      return credentials(path.substring(CREDENTIALS.length()));
    }
    return switch (path) {
      case PLACEMENT + "region" -> region;
      case PLACEMENT + "availability-zone" -> region + "a";
      case "/latest/meta-data/instance-id" -> ID;
      case DOCUMENT -> document().encodePrettily();
      default -> null;
    };
  }

  private @Nullable String credentials(String path) {
    Role role = keys.role();
    if (role == null) {
      return null;
    }
    if (path.isEmpty() || path.equals("/")) {
      return role.name();
    }
    JsonObject key = path.equals("/" + role.name()) ? keys.described() : null;
    return key == null
        ? null
        : new JsonObject()
            .put("Code", "Success")
            .put("LastUpdated", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("Type", "AWS-HMAC")
            .mergeIn(key)
            .encodePrettily();
  }

  private JsonObject document() {
    return new JsonObject()
        .put("accountId", Ids.ACCOUNT)
        .put("architecture", "x86_64")
        .put("availabilityZone", region + "a")
        .put("imageId", "ami-0123456789abcdef0")
        .put("instanceId", ID)
        .put("instanceType", "t3.micro")
        .put("privateIp", "10.0.0.10")
        .put("region", region)
        .put("version", "2017-09-30");
  }
}
