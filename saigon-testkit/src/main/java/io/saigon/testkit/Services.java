package io.saigon.testkit;

import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.gateway.Gateway;
import io.saigon.testkit.internal.identity.IdentityPools;
import io.saigon.testkit.internal.parameters.ParameterStore;
import io.saigon.testkit.internal.secrets.SecretsManager;
import io.saigon.testkit.internal.userpool.AppClient;
import io.saigon.testkit.internal.userpool.UserPool;
import io.saigon.testkit.internal.userpool.UserPools;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.JsonFront;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;

/** The state behind the servers, wired together. */
record Services(
    String region,
    AccessKeys keys,
    UserPools userPools,
    IdentityPools identityPools,
    JsonFront front,
    Gateway gateway,
    Faults faults) {

  static Services create(Vertx vertx, LocalAwsOptions options, LocalClock clock, String stage) {
    String region = options.region();
    AccessKeys keys = new AccessKeys(clock);
    SigV4Verifier verifier = new SigV4Verifier(keys, clock, region);
    Answers answers = new Answers(clock);
    Faults faults = new Faults();
    UserPools userPools = new UserPools(region, clock);
    IdentityPools identityPools = new IdentityPools(region, clock, keys, userPools);
    JsonFront front =
        new JsonFront(vertx, verifier, answers, faults)
            .serve(userPools.operations())
            .serve(identityPools.operations())
            .serve(new SecretsManager(region, clock).operations())
            .serve(new ParameterStore(region, clock).operations())
            .document(userPools::document);
    Gateway gateway = new Gateway(vertx, verifier, answers, faults, stage);
    return new Services(region, keys, userPools, identityPools, front, gateway, faults);
  }

  LocalUserPool createUserPool(String name) {
    UserPool pool = userPools.create(name);
    AppClient open = userPools.createClient(pool, "app", false);
    AppClient secret = userPools.createClient(pool, "server", true);
    String identityPool = identityPools.create(name, pool, List.of(open.id(), secret.id()));
    return new LocalUserPool(
        userPools,
        region,
        pool.id(),
        open.id(),
        secret.id(),
        Objects.requireNonNull(secret.secret()),
        identityPool);
  }
}
