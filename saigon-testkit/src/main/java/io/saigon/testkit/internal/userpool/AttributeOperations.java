package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Changes of attributes by users and administrators, and the codes that verify new addresses. */
final class AttributeOperations {
  /** A user and the app client of the access token. */
  private record Caller(UserPool pool, AppClient client, PoolUser user) {}

  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Codes codes;

  AttributeOperations(UserPools pools, Clock clock, Tokens tokens, Codes codes) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
    this.codes = codes;
  }

  void register(Operations operations) {
    operations
        .open("UpdateUserAttributes", this::updateOwn)
        .open("GetUserAttributeVerificationCode", this::sendCode)
        .open("VerifyUserAttribute", this::verify)
        .open("DeleteUserAttributes", this::deleteOwn)
        .signed("AdminUpdateUserAttributes", this::update)
        .signed("AdminDeleteUserAttributes", this::delete)
        .signed("AddCustomAttributes", this::addCustom);
  }

  private JsonObject updateOwn(Params params) {
    params.need("UserAttributes");
    Caller caller = caller(params);
    Map<String, String> attributes = params.attributes("UserAttributes");
    Attributes.checkWritable(caller.client(), attributes.keySet());
    return new JsonObject()
        .put("CodeDeliveryDetailsList", updated(caller.pool(), caller.user(), attributes));
  }

  private JsonObject update(Params params) {
    params.need("Username", "UserAttributes");
    UserPool pool = pools.pool(params);
    PoolUser user = pool.user(params.text("Username"));
    updated(pool, user, params.attributes("UserAttributes"));
    return new JsonObject();
  }

  /** Changes attributes, and deletes those without a value. */
  private JsonArray updated(UserPool pool, PoolUser user, Map<String, String> attributes) {
    Map<String, String> changes = new LinkedHashMap<>(attributes);
    changes.values().removeIf(String::isEmpty);
    List<String> blank = attributes.keySet().stream().filter(n -> !changes.containsKey(n)).toList();
    Attributes.check(pool, changes);
    Attributes.checkNames(pool, blank);
    checkDeletable(pool, user, blank);
    JsonArray deliveries = changed(pool, user, changes);
    if (!blank.isEmpty()) {
      remove(user, blank);
    }
    return deliveries;
  }

  /** Changes attributes, and sends codes to new addresses where the pool verifies them. */
  private JsonArray changed(UserPool pool, PoolUser user, Map<String, String> changes) {
    pool.settings().schema().checkMutable(user, changes);
    pool.settings().signIn().checkPreferred(user.status(), changes);
    Attributes.checkMarks(user, changes);
    Aliases.claim(pool, user, changes, true, clock.instant());
    Map<String, String> effective = Attributes.withMarks(user, changes);
    JsonArray deliveries = new JsonArray();
    for (Codes.Way way : Codes.Way.values()) {
      String value = changes.getOrDefault(way.attribute(), user.attribute(way.attribute()));
      boolean isNew = !value.equals(user.attribute(way.attribute()));
      if (isNew && "false".equals(effective.get(way.verified()))) {
        if (pool.settings().verifiedFirst().contains(way.attribute())) {
          effective.remove(way.attribute());
          effective.remove(way.verified());
          user.awaitVerification(way.attribute(), value);
        }
        if (pool.settings().verified().contains(way.attribute())) {
          codes.send(user, way.verification(), way, value, "CustomMessage_UpdateUserAttribute");
          deliveries.add(delivery(way, value));
        }
      }
    }
    user.attributes(effective, clock.instant());
    return deliveries;
  }

  private JsonObject sendCode(Params params) {
    params.need("AttributeName");
    PoolUser user = caller(params).user();
    Codes.Way way = way(params.text("AttributeName"));
    String address = user.awaited(way.attribute()).orElse(user.attribute(way.attribute()));
    if (address.isEmpty()) {
      throw invalid("User does not have an " + way.attribute() + " to verify.");
    }
    codes.send(user, way.verification(), way, address, "CustomMessage_VerifyUserAttribute");
    return new JsonObject().put("CodeDeliveryDetails", delivery(way, address));
  }

  private JsonObject verify(Params params) {
    params.need("AttributeName", "Code");
    Caller caller = caller(params);
    PoolUser user = caller.user();
    Codes.Way way = way(params.text("AttributeName"));
    codes.check(user, way.verification(), params.text("Code"));
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put(way.verified(), "true");
    Optional<String> awaited = user.awaited(way.attribute());
    awaited.ifPresent(value -> changes.put(way.attribute(), value));
    Aliases.claim(caller.pool(), user, changes, true, clock.instant());
    codes.redeem(user, way.verification(), params.text("Code"));
    user.attributes(changes, clock.instant());
    user.verificationDone(way.attribute());
    return new JsonObject();
  }

  private JsonObject deleteOwn(Params params) {
    params.need("UserAttributeNames");
    Caller caller = caller(params);
    List<String> names = params.texts("UserAttributeNames");
    Attributes.checkNames(caller.pool(), names);
    Attributes.checkWritable(caller.client(), names);
    return deleted(caller.pool(), caller.user(), names);
  }

  private JsonObject delete(Params params) {
    params.need("Username", "UserAttributeNames");
    UserPool pool = pools.pool(params);
    PoolUser user = pool.user(params.text("Username"));
    List<String> names = params.texts("UserAttributeNames");
    Attributes.checkNames(pool, names);
    return deleted(pool, user, names);
  }

  private JsonObject deleted(UserPool pool, PoolUser user, List<String> names) {
    checkDeletable(pool, user, names);
    remove(user, names);
    return new JsonObject();
  }

  private static void checkDeletable(UserPool pool, PoolUser user, List<String> names) {
    for (String name : names) {
      if (name.equals("sub")
          || pool.settings().schema().required().contains(name)
          || name.equals(user.nameAttribute())) {
        throw invalid("Cannot delete the required attribute " + name);
      }
    }
    pool.settings().schema().checkMutable(user, names);
  }

  private void remove(PoolUser user, List<String> names) {
    Set<String> all = new HashSet<>(names);
    Stream.of(Codes.Way.values())
        .filter(way -> names.contains(way.attribute()))
        .forEach(way -> all.add(way.verified()));
    user.delete(all, clock.instant());
  }

  private JsonObject addCustom(Params params) {
    params.need("CustomAttributes");
    UserPool pool = pools.pool(params);
    pool.settings(
        pool.settings()
            .with(pool.settings().schema().withCustom(params.objects("CustomAttributes"))));
    return new JsonObject();
  }

  private static Codes.Way way(String attribute) {
    return Stream.of(Codes.Way.values())
        .filter(way -> way.attribute().equals(attribute))
        .findFirst()
        .orElseThrow(() -> invalid("Invalid attribute to verify: " + attribute));
  }

  static JsonObject delivery(Codes.Way way, String address) {
    return new JsonObject()
        .put("AttributeName", way.attribute())
        .put("DeliveryMedium", way.name())
        .put("Destination", Masked.of(way, address));
  }

  private Caller caller(Params params) {
    String token = params.text("AccessToken");
    UserPool pool = pools.poolOfToken(token);
    JWTClaimsSet claims = tokens.checked(pool, token);
    return new Caller(
        pool,
        pools.clientOf(claims),
        pool.find(claims.getSubject())
            .orElseThrow(() -> new AwsError("UserNotFoundException", "User does not exist.")));
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
