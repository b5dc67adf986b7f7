package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A part of a completed object.
 *
 * @param checksum null where the client chose no algorithm for the upload
 */
public record PartInfo(int number, long size, @Nullable Checksum checksum) {}
