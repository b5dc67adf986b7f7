package io.saigon.api.vault;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A value decoded into one model, linked to those of other models.
 *
 * @param copied whether each reader gets a copy, as it could be modified
 * @param expires whether it expires by the wall clock
 * @param fetched the value that was decoded, which is not the newest if that does not fit
 */
record Decoded(
    Type model,
    Future<?> result,
    boolean copied,
    boolean expires,
    Fetched fetched,
    @Nullable Decoded next) {

  static Decoded of(SecretDecoder decoder, Type model, Fetched fetched, @Nullable Decoded next) {
    return of(model, decode(decoder, model, fetched), fetched, next);
  }

  private static Future<?> decode(SecretDecoder decoder, Type model, Fetched fetched) {
    try {
      return decoder.decoded(fetched.value(), model);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // Such as for a type that is no model; without the cause, which may quote the value.
      String key = fetched.value().id().key();
      return Future.failedFuture(
          new SecretMappingException(
              key,
              null,
              "Secret %s could not be decoded into %s (%s); check the model"
                  .formatted(key, model.getTypeName(), e.getClass().getName())));
    }
  }

  private static Decoded of(Type model, Future<?> result, Fetched fetched, @Nullable Decoded next) {
    boolean modifiable =
        model == Buffer.class || model == JsonObject.class || model == JsonArray.class;
    boolean expires = fetched.value().expiresAt() != null;
    return new Decoded(model, result, modifiable && result.succeeded(), expires, fetched, next);
  }

  /** Returns whether it has expired; reads the clock only if it ever does. */
  boolean isExpired(CacheTime time) {
    return expires && fetched.isExpired(time);
  }

  static @Nullable Decoded entry(@Nullable Decoded first, Type model) {
    for (Decoded decoded = first; decoded != null; decoded = decoded.next) {
      // Identity, for the sake of speed, before what generic types need.
      if (decoded.model == model || decoded.model.equals(model)) {
        return decoded;
      }
    }
    return null;
  }

  Future<?> handedOut() {
    return copied ? Future.succeededFuture(copy()) : result;
  }

  private Object copy() {
    Object value = result.result();
    if (value instanceof Buffer buffer) {
      return buffer.copy();
    }
    return value instanceof JsonObject json ? json.copy() : ((JsonArray) value).copy();
  }

  /**
   * Decodes a newer value into the same models. One that it does not fit keeps the value that it
   * had for as long as that may be served.
   */
  static @Nullable Decoded renewed(
      @Nullable Decoded before, Fetched newer, long now, SecretDecoder decoder) {
    if (before == null) {
      return null;
    }
    Decoded next = renewed(before.next, newer, now, decoder);
    Future<?> result = decode(decoder, before.model, newer);
    return result.failed() && before.result.succeeded() && now < before.fetched.until()
        ? new Decoded(
            before.model, before.result, before.copied, before.expires, before.fetched, next)
        : of(before.model, result, newer, next);
  }

  /** Returns how a newer value does not fit one of the models, or null if it fits all. */
  static @Nullable Throwable mappingFailure(
      @Nullable Decoded first, Fetched newer, SecretDecoder decoder) {
    if (first == null) {
      return null;
    }
    boolean ofNewer = first.fetched.equals(newer);
    Throwable failure = (ofNewer ? first.result : decode(decoder, first.model, newer)).cause();
    return failure != null ? failure : mappingFailure(first.next, newer, decoder);
  }

  /** Returns the time at which the first of them must no longer be served. */
  static long nextEnd(@Nullable Decoded first) {
    long end = Long.MAX_VALUE;
    for (Decoded decoded = first; decoded != null; decoded = decoded.next) {
      end = Math.min(end, decoded.fetched.until());
    }
    return end;
  }

  static boolean anyServed(@Nullable Decoded first) {
    return first != null && (first.result.succeeded() || anyServed(first.next));
  }
}
