package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.content.Content;
import org.jspecify.annotations.Nullable;

/**
 * A whole body that was verified.
 *
 * @param content the server's; an operation that keeps it adds a reference
 * @param etag MD5 in hexadecimal digits
 * @param checksum the one to store
 * @param given the one that the client sent, or null
 * @param isProtected whether the client sent any digest of it
 */
public record Received(
    Content content,
    String etag,
    Checksum checksum,
    @Nullable Checksum given,
    boolean isProtected) {}
