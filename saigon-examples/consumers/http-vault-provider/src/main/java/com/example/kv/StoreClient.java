package com.example.kv;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretId;
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
import java.util.function.Function;

/** Calls of the store. Messages name the secret and never what the store sent. */
final class StoreClient {
  private final HttpClient http;
  private final URI url;
  private final String token;

  StoreClient(HttpClient http, URI url, String token) {
    this.http = http;
    this.url = url;
    this.token = token;
  }

  /** Encodes a secret's name as a path. */
  static String path(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/").replace("+", "%20");
  }

  <T> Future<T> get(SecretId id, String path, Function<JsonObject, T> reader) {
    return send(id, HttpMethod.GET, path, null, reader);
  }

  <T> Future<T> put(SecretId id, String path, JsonObject body, Function<JsonObject, T> reader) {
    return send(id, HttpMethod.PUT, path, body.toBuffer(), reader);
  }

  private <T> Future<T> send(
      SecretId id, HttpMethod method, String path, Buffer body, Function<JsonObject, T> reader) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(url.resolve(path).toString())
            .putHeader("X-Vault-Token", token);
    return http.request(request)
        .compose(r -> body == null ? r.send() : r.send(body))
        .compose(answer -> answer.body().map(json -> read(id, answer, json, reader)))
        .recover(failure -> Future.failedFuture(named(id, failure)));
  }

  private static <T> T read(
      SecretId id, HttpClientResponse answer, Buffer body, Function<JsonObject, T> reader) {
    int status = answer.statusCode();
    if (status != 200 && status != 204) {
      throw refused(id, status);
    }
    try {
      return reader.apply(body.length() == 0 ? new JsonObject() : body.toJsonObject());
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      // Its message would quote the secret, so it is no cause of ours.
      throw new ServiceException(
          "The store's answer for secret " + id + " is of another kind; check the url", null, null);
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
