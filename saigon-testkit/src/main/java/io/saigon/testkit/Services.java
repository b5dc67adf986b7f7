package io.saigon.testkit;

import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.appconfig.AppConfigData;
import io.saigon.testkit.internal.appconfig.AppConfigFront;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.gateway.Flavour;
import io.saigon.testkit.internal.gateway.Gateway;
import io.saigon.testkit.internal.identity.IdentityPools;
import io.saigon.testkit.internal.kms.KeyManagement;
import io.saigon.testkit.internal.lambda.Lambdas;
import io.saigon.testkit.internal.metadata.InstanceMetadata;
import io.saigon.testkit.internal.metadata.MetadataFront;
import io.saigon.testkit.internal.metadata.PodIdentity;
import io.saigon.testkit.internal.metadata.TaskCredentials;
import io.saigon.testkit.internal.oauth.OAuthFront;
import io.saigon.testkit.internal.parameters.ParameterStore;
import io.saigon.testkit.internal.s3.S3Operation;
import io.saigon.testkit.internal.secrets.SecretsManager;
import io.saigon.testkit.internal.sts.OpenIdIssuer;
import io.saigon.testkit.internal.sts.RoleSessions;
import io.saigon.testkit.internal.sts.SecurityTokens;
import io.saigon.testkit.internal.sts.WebIdentities;
import io.saigon.testkit.internal.userpool.UserPool;
import io.saigon.testkit.internal.userpool.UserPools;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.JsonFront;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.QueryFront;
import io.saigon.testkit.internal.wire.QueryService;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state behind the servers, wired together. */
record Services(
    String region,
    Ids ids,
    AccessKeys keys,
    SigV4Verifier verifier,
    Answers answers,
    UserPools userPools,
    IdentityPools identityPools,
    SecretsManager secrets,
    ParameterStore parameters,
    AppConfigData appConfig,
    JsonFront front,
    Gateway gateway,
    Gateway httpGateway,
    RoleSessions roles,
    WebIdentities webIdentities,
    InstanceMetadata instance,
    TaskCredentials task,
    PodIdentity pod,
    MetadataFront metadata,
    Faults faults,
    Lambdas lambdas) {

  static Services create(Vertx vertx, LocalAwsOptions options, LocalClock clock) {
    String region = options.region();
    Long seed = options.seed();
    Ids ids = seed == null ? Ids.random() : Ids.repeatable(seed);
    AccessKeys keys = new AccessKeys(clock, ids);
    SigV4Verifier verifier = new SigV4Verifier(keys, clock, region);
    Answers answers = new Answers(clock);
    Lambdas lambdas = new Lambdas();
    UserPools userPools = new UserPools(region, clock, lambdas);
    IdentityPools identityPools = new IdentityPools(region, clock, keys, userPools);
    KeyManagement kms = new KeyManagement(region, clock);
    SecretsManager secrets = new SecretsManager(vertx, region, clock, lambdas, kms);
    clock.onMove(secrets::rotateDue);
    ParameterStore parameters = new ParameterStore(region, clock, kms, secrets::read);
    AppConfigData appConfig = new AppConfigData(clock);
    List<Operations> services =
        List.of(
            userPools.operations(),
            identityPools.operations(),
            secrets.operations(),
            parameters.operations(),
            kms.operations());
    RoleSessions roles = new RoleSessions(keys);
    WebIdentities webIdentities = new WebIdentities(userPools, identityPools, clock);
    identityPools.providers(webIdentities::verified);
    QueryService tokens = new SecurityTokens(keys, roles, webIdentities).service();
    Faults faults = new Faults(faultTargets(services, tokens));
    JsonFront front =
        new JsonFront(
                vertx,
                verifier,
                answers,
                faults,
                new QueryFront(vertx, verifier, answers, faults, tokens),
                List.of(
                    new AppConfigFront(vertx, verifier, answers, faults, appConfig),
                    new OAuthFront(
                        vertx, answers, faults, clock, userPools.domains(), userPools.accounts())))
            .document(
                (origin, path) -> {
                  JsonObject found = userPools.document(origin, path);
                  return found == null ? identityPools.document(path) : found;
                });
    services.forEach(front::serve);
    Gateway gateway = new Gateway(vertx, verifier, answers, faults, clock, Flavour.REST);
    Gateway httpGateway = new Gateway(vertx, verifier, answers, faults, clock, Flavour.HTTP);
    OpenIdIssuer cluster =
        new OpenIdIssuer("https://oidc.eks." + region + ".amazonaws.com/id/LOCAL", clock);
    webIdentities.trust(cluster, List.of(PodIdentity.STS));
    InstanceMetadata instance =
        new InstanceMetadata(region, clock, roles, roles.create("instance"));
    TaskCredentials task = new TaskCredentials(roles, roles.create("task"));
    PodIdentity pod = new PodIdentity(cluster, clock, roles, roles.create("pod"));
    return new Services(
        region,
        ids,
        keys,
        verifier,
        answers,
        userPools,
        identityPools,
        secrets,
        parameters,
        appConfig,
        front,
        gateway,
        httpGateway,
        roles,
        webIdentities,
        instance,
        task,
        pod,
        new MetadataFront(vertx, answers, faults, instance, task, pod),
        faults,
        lambdas);
  }

  private static Map<String, Set<String>> faultTargets(
      List<Operations> services, QueryService tokens) {
    Map<String, Set<String>> targets = new HashMap<>(MetadataFront.faultTargets());
    targets.put(tokens.name(), tokens.names());
    services.forEach(service -> targets.put(service.service(), service.names()));
    targets.put(AppConfigFront.SERVICE, AppConfigFront.names());
    targets.put(OAuthFront.SERVICE, OAuthFront.names());
    targets.put("s3", S3Operation.NAMES);
    targets.put("execute-api", Set.of());
    return targets;
  }

  LocalUserPool createUserPool(String name, JsonObject givenIds, URI endpoint) {
    PoolIds known = PoolIds.of(ids, region).with(givenIds);
    UserPool pool = userPools.create(known.pool(), name);
    userPools.createClient(pool, known.client(), "app", null);
    userPools.createClient(pool, known.secretClient(), "server", known.clientSecret());
    identityPools.create(
        known.identityPool(), name, pool, List.of(known.client(), known.secretClient()));
    return new LocalUserPool(userPools, region, known, endpoint);
  }
}
