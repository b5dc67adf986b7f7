package io.saigon.vault.source;

import io.saigon.api.spi.SaigonContext;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Reads parameters by name or ARN and selector (version or label), up to 10 in one call, and those
 * below a path, which no name is that ends with a slash.
 */
public record ParameterStoreSource(AwsService<SsmAsyncClient> service, boolean withDecryption)
    implements SecretSource {
  public static final String SERVICE = "ssm";

  /** Returns the service of a Saigon. */
  public static AwsService<SsmAsyncClient> service(SaigonContext context) {
    AwsService<SsmAsyncClient> service =
        VertxAws.of(context)
            .service(SERVICE, SsmAsyncClient::builder)
            .withRehearsal(client -> client.getParameter(r -> r.name("none")));
    context.onWarmUp(service::warmUp);
    return service;
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    return isPath(id) ? new ParameterTree(service, withDecryption).fetch(id) : fetchOne(id);
  }

  private static boolean isPath(SecretId id) {
    return id.key().endsWith("/");
  }

  private Future<SecretValue> fetchOne(SecretId id) {
    return service
        .call(
            client -> client.getParameter(r -> r.name(selector(id)).withDecryption(withDecryption)))
        .map(response -> value(id, response.parameter()))
        .recover(failure -> NamedErrors.of("Parameter", id, failure));
  }

  @Override
  public int batchSize() {
    return 10;
  }

  @Override
  public Future<Map<SecretId, SecretValue>> fetchAll(List<SecretId> ids) {
    List<String> names =
        ids.stream().filter(id -> !isPath(id)).map(ParameterStoreSource::selector).toList();
    if (names.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    return service
        .call(client -> client.getParameters(r -> r.names(names).withDecryption(withDecryption)))
        .map(response -> values(ids, response))
        .recover(failure -> NamedErrors.of("Parameters", names, failure));
  }

  private static Map<SecretId, SecretValue> values(
      List<SecretId> ids, GetParametersResponse response) {
    Map<String, Parameter> found = new HashMap<>();
    for (Parameter parameter : response.parameters()) {
      String selector = parameter.selector() == null ? "" : parameter.selector();
      found.put(parameter.name() + selector, parameter);
      found.put(parameter.arn() + selector, parameter);
    }
    Map<SecretId, SecretValue> values = new HashMap<>();
    for (SecretId id : ids) {
      Parameter parameter = found.get(selector(id));
      if (parameter != null) {
        values.put(id, value(id, parameter));
      }
    }
    return values;
  }

  private static String selector(SecretId id) {
    if (id.version() != null) {
      return id.key() + ":" + id.version();
    }
    return id.stage() == null ? id.key() : id.key() + ":" + id.stage();
  }

  private static SecretValue value(SecretId id, Parameter parameter) {
    return SecretValue.ofText(id, parameter.value(), String.valueOf(parameter.version()));
  }
}
