package io.saigon.examples.mistakes;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.SigV4RequestAuthorizer;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;

/** Signatures that a service refuses. */
final class SigningMistakes {
  private static final String OTHER_REGION = "eu-north-1";

  private final Surroundings with;

  SigningMistakes(Surroundings with) {
    this.with = with;
  }

  Map<String, Mistake> all() {
    AwsCredentials right = with.aws.credentials();
    AwsCredentials wrong = AwsCredentials.of(right.accessKeyId(), "canary-wrong-secret-key");
    AwsCredentials unknown = AwsCredentials.of("AKIAUNKNOWN", "canary-wrong-secret-key");
    SigV4Scope scope = SigV4Scope.executeApi(with.aws.region());
    SigV4Scope otherRegion = SigV4Scope.executeApi(OTHER_REGION);
    SigV4Scope otherService = SigV4Scope.of("lambda", with.aws.region());
    URI api = with.aws.gateway().url();
    URI terse = with.aws.httpGateway().url();
    return Map.ofEntries(
        Map.entry("wrong secret access key", () -> vault(with(wrong))),
        Map.entry("wrong secret access key, for a storage", () -> storage(with(wrong))),
        Map.entry("wrong secret access key, for a REST API", () -> rest(api, wrong, scope)),
        Map.entry("wrong secret access key, for an HTTP API", () -> rest(terse, wrong, scope)),
        Map.entry("unknown access key id", () -> vault(with(unknown))),
        Map.entry("unknown access key id, for a REST API", () -> rest(api, unknown, scope)),
        Map.entry("wrong region of a signature", () -> rest(api, right, otherRegion)),
        Map.entry(
            "wrong region of a signature, for an HTTP API", () -> rest(terse, right, otherRegion)),
        Map.entry("wrong service of a signature", () -> rest(api, right, otherService)),
        Map.entry(
            "wrong region of a signature, for S3",
            () -> rest(with.aws.s3Endpoint(), right, SigV4Scope.of("s3", OTHER_REGION))),
        Map.entry("wrong region", () -> vault(inOtherRegion())),
        Map.entry("wrong region, for a storage", () -> storage(inOtherRegion())));
  }

  private SaigonOptions with(AwsCredentials credentials) {
    return with.aws.saigonOptions().withCredentials(credentials);
  }

  private SaigonOptions inOtherRegion() {
    return with.aws.saigonOptions().withRegion(OTHER_REGION);
  }

  private Future<?> vault(SaigonOptions options) {
    return with.saigon(options).vault().secretString("orders/db");
  }

  private Future<?> storage(SaigonOptions options) {
    return with.saigon(options).storage().download(Surroundings.object("text.zip"));
  }

  private Future<?> rest(URI base, AwsCredentials credentials, SigV4Scope scope) {
    return RestClient.create(
            with.vertx.createHttpClient(
                new HttpClientOptions().setTrustOptions(with.aws.trustOptions())),
            base.toString(),
            SigV4RequestAuthorizer.of(CredentialsProvider.of(credentials), scope))
        .getResource(JsonObject.class, "/orders/42");
  }
}
