package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.access.Acls;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Grant;
import io.saigon.testkit.internal.s3.store.Protection;
import io.saigon.testkit.internal.s3.store.Retention;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a client gives with an object, and refuses what is invalid or not implemented. */
public final class AttributesReader {
  static final String META = "x-amz-meta-";
  static final String ENCRYPTION = "x-amz-server-side-encryption";

  private static final int MOST_METADATA = 2048;
  private static final List<String> KEPT =
      List.of("cache-control", "content-disposition", "content-language", "expires");
  private static final List<String> STORAGE_CLASSES =
      List.of(
          "STANDARD",
          "REDUCED_REDUNDANCY",
          "STANDARD_IA",
          "ONEZONE_IA",
          "INTELLIGENT_TIERING",
          "GLACIER",
          "DEEP_ARCHIVE",
          "GLACIER_IR");

  private AttributesReader() {}

  /** Reads all attributes of a new object. */
  public static Attributes of(S3Call call, Bucket bucket) {
    Map<String, String> headers = new LinkedHashMap<>(content(call));
    headers.putAll(storage(call, bucket));
    String tagging = call.header("x-amz-tagging");
    return new Attributes(
        headers,
        tagging == null ? Map.of() : Tags.header(tagging),
        grants(call, bucket),
        protection(call, bucket),
        null);
  }

  /** Reads the headers that a copy takes from its source unless they are replaced. */
  static Map<String, String> content(S3Call call) {
    Map<String, String> headers = new LinkedHashMap<>();
    String type = call.header("Content-Type");
    headers.put("content-type", type == null || type.isEmpty() ? "binary/octet-stream" : type);
    KEPT.forEach(name -> put(headers, name, call.header(name)));
    put(headers, "content-encoding", encoding(call.header("Content-Encoding")));
    int size = 0;
    for (String name : call.headers().names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(META)) {
        String value = String.join(",", call.headers().getAll(name));
        headers.put(lower, value);
        size += lower.length() - META.length() + value.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    if (size > MOST_METADATA) {
      throw new S3Error(
              400,
              "MetadataTooLarge",
              "Your metadata headers exceed the maximum allowed metadata size")
          .with("Size", String.valueOf(size))
          .with("MaxSizeAllowed", String.valueOf(MOST_METADATA));
    }
    return headers;
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      headers.put(name, value);
    }
  }

  /** Returns an encoding without {@code aws-chunked}, which is none of the object. */
  private static @Nullable String encoding(@Nullable String header) {
    return header == null
        ? null
        : Arrays.stream(header.split(",", -1))
            .map(String::strip)
            .filter(each -> !each.equalsIgnoreCase("aws-chunked"))
            .collect(Collectors.joining(","));
  }

  /** Reads the headers that belong to a copy itself. */
  static Map<String, String> storage(S3Call call, Bucket bucket) {
    refuse(call);
    Map<String, String> headers = new LinkedHashMap<>();
    String storageClass = call.header("x-amz-storage-class");
    if (storageClass != null && !STORAGE_CLASSES.contains(storageClass)) {
      throw new S3Error(400, "InvalidStorageClass", "The storage class you specified is not valid")
          .with("StorageClassRequested", storageClass);
    }
    if (storageClass != null && !storageClass.equals("STANDARD")) {
      headers.put("x-amz-storage-class", storageClass);
    }
    String redirect = call.header("x-amz-website-redirect-location");
    if (redirect != null && !redirect.matches("(?:/|https?://).*")) {
      throw new S3Error(
          400,
          "InvalidRedirectLocation",
          "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
    }
    put(headers, "x-amz-website-redirect-location", redirect);
    headers.putAll(Encryption.of(call, bucket));
    return headers;
  }

  private static void refuse(S3Call call) {
    if (call.has("x-amz-write-offset-bytes")) {
      throw S3Errors.headerNotImplemented("x-amz-write-offset-bytes");
    }
  }

  private static List<Grant> grants(S3Call call, Bucket bucket) {
    List<Grant> grants = Acls.of(call.headers());
    if (grants == null) {
      return List.of(Grant.owner());
    }
    Acls.check(bucket, call.header("x-amz-acl"), grants);
    return grants;
  }

  static Protection protection(S3Call call, Bucket bucket) {
    String mode = call.header("x-amz-object-lock-mode");
    String until = call.header("x-amz-object-lock-retain-until-date");
    String hold = call.header("x-amz-object-lock-legal-hold");
    ObjectLock lock = bucket.settings().get(ObjectLock.class);
    if (mode == null && until == null && hold == null) {
      return lock == null ? Protection.NONE : lock.protect(Protection.NONE, call.now());
    }
    if (lock == null) {
      throw ObjectLock.missing();
    }
    if ((mode == null) != (until == null)) {
      throw S3Errors.invalidArgument(
          "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
          mode == null ? "x-amz-object-lock-mode" : "x-amz-object-lock-retain-until-date",
          "");
    }
    if (hold != null && !hold.matches("ON|OFF")) {
      throw S3Errors.invalidArgument(
          "Legal Hold must be either of 'ON' or 'OFF'", "x-amz-object-lock-legal-hold", hold);
    }
    Retention retention = mode == null || until == null ? null : retention(mode, until, call.now());
    return lock.protect(
        new Protection(retention, hold == null ? null : hold.equals("ON")), call.now());
  }

  private static Retention retention(String mode, String until, Instant now) {
    if (!mode.matches("GOVERNANCE|COMPLIANCE")) {
      throw S3Errors.invalidArgument("Unknown wormMode directive.", "x-amz-object-lock-mode", mode);
    }
    Instant date = Times.parseIso(until);
    if (date == null || !date.isAfter(now)) {
      throw S3Errors.invalidArgument(
          "The retain until date must be in the future!",
          "x-amz-object-lock-retain-until-date",
          until);
    }
    return new Retention(Retention.Mode.valueOf(mode), date);
  }
}
