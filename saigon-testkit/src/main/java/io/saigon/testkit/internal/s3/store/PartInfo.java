package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A part of a completed object.
 *
 * @param checksum null unless the object has a composite one
 */
public record PartInfo(int number, long size, @Nullable Checksum checksum) {}
