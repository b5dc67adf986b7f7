package io.saigon.testkit.internal.auth;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param path still encoded
 * @param query still encoded, or null if there is none
 */
public record SignedRequest(
    String method, String path, @Nullable String query, MultiMap headers, Buffer body) {}
