package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.store.Grant;
import java.util.List;

/** The access control list of a bucket. */
public record BucketAcl(List<Grant> grants) {}
