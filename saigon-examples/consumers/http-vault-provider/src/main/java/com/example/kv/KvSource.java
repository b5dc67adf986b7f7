package com.example.kv;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * One GET a secret. A secret whose only member is {@code value} is that text; any other is JSON.
 * Messages name the key and never what the store sent.
 */
final class KvSource implements SecretSource {
  private final HttpClient http;
  private final URI url;
  private final String token;

  KvSource(HttpClient http, URI url, String token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    if (id.stage() != null) {
      return Future.failedFuture(
          new NotFoundException(
              "The store has no stages; ask for secret " + id.key() + " without one", null, null));
    }
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(url.resolve(path(id)).toString())
            .putHeader("X-Vault-Token", token);
    return http.request(request)
        .compose(r -> r.send())
        .compose(response -> response.body().map(body -> value(id, response, body)))
        .recover(failure -> Future.failedFuture(named(id, failure)));
  }

  private static String path(SecretId id) {
    String name = URLEncoder.encode(id.key(), StandardCharsets.UTF_8).replace("%2F", "/");
    String version = id.version() == null ? "" : "?version=" + id.version();
    return "/v1/secret/data/" + name.replace("+", "%20") + version;
  }

  private static SecretValue value(SecretId id, HttpClientResponse response, Buffer body) {
    if (response.statusCode() != 200) {
      throw refused(id, response.statusCode());
    }
    try {
      JsonObject data = body.toJsonObject().getJsonObject("data");
      JsonObject secret = data.getJsonObject("data");
      boolean text = secret.size() == 1 && secret.getValue("value") instanceof String;
      String version = String.valueOf(data.getJsonObject("metadata").getInteger("version"));
      return SecretValue.ofText(id, text ? secret.getString("value") : secret.encode(), version);
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      // Its message would quote the secret, so it is no cause of ours.
      throw new ServiceException(
          "The store's answer for secret " + id + " is not of KV version 2; check the url",
          null,
          null);
    }
  }

  private static SaigonException refused(SecretId id, int status) {
    ServiceError serviceError = new ServiceError("http-kv", status, null, null);
    return switch (status) {
      case 404 ->
          new NotFoundException(
              "There is no secret " + id + "; create it or correct the key", serviceError, null);
      case 401, 403 ->
          new AccessDeniedException(
              "The store's token may not read secret " + id + "; extend its policy",
              serviceError,
              null);
      case 429 ->
          new ThrottledException("The store throttles reads of secret " + id, serviceError, null);
      default ->
          new ServiceException(
              "The store answered " + status + " for secret " + id + "; see its log",
              serviceError,
              null);
    };
  }

  private static Throwable named(SecretId id, Throwable failure) {
    return failure instanceof SaigonException
        ? failure
        : new TransportException(
            "The store could not be reached for secret " + id + "; check the url and the network",
            failure);
  }
}
