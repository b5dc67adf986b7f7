package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.s3.content.Contents;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All buckets, and the contents of their objects. */
public final class Buckets {
  /** The names that buckets could ever have; new ones have to obey stricter rules. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{3,255}");

  private final ConcurrentNavigableMap<String, Bucket> buckets = new ConcurrentSkipListMap<>();
  private final Contents contents = Contents.create();
  private final String region;

  public Buckets(String region) {
    this.region = region;
  }

  public String region() {
    return region;
  }

  public Contents contents() {
    return contents;
  }

  /**
   * Creates a bucket.
   *
   * @throws S3Error if there is one already, but not in us-east-1, where S3 lets a bucket be made
   *     again
   */
  public Bucket create(String name, Instant now) {
    Bucket created = new Bucket(name, region, now);
    Bucket before = buckets.putIfAbsent(name, created);
    if (before == null) {
      return created;
    }
    if (!region.equals("us-east-1")) {
      throw alreadyOwned(name);
    }
    return before;
  }

  /** Returns the refusal of a bucket that there is already. */
  public static S3Error alreadyOwned(String name) {
    return new S3Error(
            409,
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.")
        .with("BucketName", name);
  }

  /** Returns a bucket, or fails with {@code NoSuchBucket} or {@code InvalidBucketName}. */
  public Bucket get(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw NAME.matcher(name).matches()
          ? S3Errors.noSuchBucket(name)
          : S3Errors.invalidBucketName(name);
    }
    return bucket;
  }

  /** Returns a bucket, or null if there is none. */
  public @Nullable Bucket find(String name) {
    return buckets.get(name);
  }

  /** Returns all buckets by name. */
  public Collection<Bucket> all() {
    return buckets.values();
  }

  /** Deletes a bucket that is empty. */
  public void delete(String name) {
    Bucket bucket = get(name);
    bucket.delete();
    buckets.remove(name, bucket);
  }

  /** Gives everything up; operations that are under way fail. */
  public void close() throws IOException {
    buckets.clear();
    contents.close();
  }
}
