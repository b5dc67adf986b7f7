package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.device.Device;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Devices of users, by their access tokens and for administrators. */
final class DeviceOperations {
  private static final List<String> STATUSES = List.of("remembered", "not_remembered");
  private static final String REMEMBERED = "remembered";

  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;

  DeviceOperations(UserPools pools, Clock clock, Tokens tokens) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
  }

  void register(Operations operations) {
    operations.open("ConfirmDevice", this::confirm);
    Function<Params, PoolUser> own = this::own;
    operations
        .open("GetDevice", params -> get(own.apply(params), params))
        .open("ListDevices", params -> list(own.apply(params), params))
        .open("UpdateDeviceStatus", params -> update(own.apply(params), params))
        .open("ForgetDevice", params -> forget(own.apply(params), params))
        .signed("AdminGetDevice", params -> get(named(params), params))
        .signed("AdminListDevices", params -> list(named(params), params))
        .signed("AdminUpdateDeviceStatus", params -> update(named(params), params))
        .signed("AdminForgetDevice", params -> forget(named(params), params));
  }

  private JsonObject confirm(Params params) {
    String token = params.text("AccessToken");
    UserPool pool = pools.poolOfToken(token);
    JWTClaimsSet claims = tokens.checked(pool, token);
    PoolUser user = pool.user(claims.getSubject());
    requireTracking(pool);
    String key = key(params);
    if (!key.equals(claims.getClaim("device_key"))) {
      throw invalid("Invalid device key given.");
    }
    Params secret = params.object("DeviceSecretVerifierConfig");
    user.devices()
        .add(
            new Device(
                key,
                params.optionalText("DeviceName"),
                number(secret, "Salt"),
                number(secret, "PasswordVerifier"),
                !pool.tracking().onUserPrompt(),
                clock.instant()));
    return new JsonObject().put("UserConfirmationNecessary", pool.tracking().onUserPrompt());
  }

  private static BigInteger number(Params secret, String name) {
    try {
      BigInteger number = new BigInteger(1, Base64.getDecoder().decode(secret.text(name)));
      if (Srp.isSafe(number)) {
        return number;
      }
    } catch (IllegalArgumentException e) {
      // Fails below, as any other invalid number does.
    }
    throw invalid("Invalid " + name + " of the device given.");
  }

  private static JsonObject get(PoolUser user, Params params) {
    return new JsonObject().put("Device", user.devices().device(key(params)).toJson());
  }

  private static JsonObject list(PoolUser user, Params params) {
    int limit = params.number("Limit", 60, 0, 60);
    Paging<Device> page =
        Paging.of(
            user.devices().all(),
            limit == 0 ? 60 : limit,
            params.optionalText("PaginationToken"),
            UserPools::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(device -> items.add(device.toJson()));
    return page.next("PaginationToken", new JsonObject().put("Devices", items));
  }

  private JsonObject update(PoolUser user, Params params) {
    Device device = user.devices().device(key(params));
    String status = params.oneOf("DeviceRememberedStatus", REMEMBERED, STATUSES);
    device.remember(status.equals(REMEMBERED), clock.instant());
    return new JsonObject();
  }

  private static JsonObject forget(PoolUser user, Params params) {
    user.devices().forget(user.devices().device(key(params)));
    return new JsonObject();
  }

  private static String key(Params params) {
    return params.matching("DeviceKey", "[\\w-]+_[0-9a-f-]+");
  }

  private PoolUser own(Params params) {
    String token = params.text("AccessToken");
    UserPool pool = pools.poolOfToken(token);
    PoolUser user = pool.user(tokens.checked(pool, token).getSubject());
    requireTracking(pool);
    return user;
  }

  private PoolUser named(Params params) {
    UserPool pool = pools.pool(params);
    PoolUser user = pool.user(params.text("Username"));
    requireTracking(pool);
    return user;
  }

  private static void requireTracking(UserPool pool) {
    if (!pool.tracking().enabled()) {
      throw new AwsError(
          "InvalidUserPoolConfigurationException",
          "User pool is not configured to remember devices.");
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
