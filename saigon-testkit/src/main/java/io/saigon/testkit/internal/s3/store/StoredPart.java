package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.content.Content;
import java.time.Instant;

/**
 * A part of an upload that is under way.
 *
 * @param etag MD5 in hexadecimal digits, without quotes
 */
public record StoredPart(
    int number, Content content, String etag, Checksum checksum, Instant modified) {}
