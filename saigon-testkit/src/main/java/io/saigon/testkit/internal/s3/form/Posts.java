package io.saigon.testkit.internal.s3.form;

import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SigningRules;
import io.saigon.testkit.internal.s3.access.Access;
import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Digests;
import io.saigon.testkit.internal.s3.checksum.ExpectedDigests;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.object.AttributesReader;
import io.saigon.testkit.internal.s3.object.Lookup;
import io.saigon.testkit.internal.s3.object.ObjectHeaders;
import io.saigon.testkit.internal.s3.object.Puts;
import io.saigon.testkit.internal.s3.object.Rehash;
import io.saigon.testkit.internal.s3.object.Tags;
import io.saigon.testkit.internal.s3.request.Caller;
import io.saigon.testkit.internal.s3.request.Encoding;
import io.saigon.testkit.internal.s3.request.Received;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.signature.SignatureErrors;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Version;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostObject, the upload by a form. */
public final class Posts {
  private static final List<String> SIGNATURE =
      List.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Signature",
          "AWSAccessKeyId",
          "signature");

  private final Buckets buckets;
  private final Events events;
  private final SigV4Verifier verifier;

  public Posts(Buckets buckets, Events events, SigV4Verifier verifier) {
    this.buckets = buckets;
    this.events = events;
    this.verifier = verifier;
  }

  /**
   * Stores the file of a form.
   *
   * @param call the request, with the file as its body
   */
  public Reply post(S3Call call, FormPayload form) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    MultiMap fields = expanded(form);
    String name = required(fields, "key");
    if (name.isEmpty()) {
      throw S3Errors.invalidArgument("User key must have a length greater than 0.", "key", "");
    }
    Caller caller = caller(fields);
    if (!caller.isAnonymous()) {
      PostPolicy.check(fields, bucket.name(), call.body().content().length(), call.now());
    }
    S3Call put = call.as(caller, name, headers(fields), body(call.body(), fields));
    Access.check(put, bucket, "s3:PutObject", name);
    Bucket.checkKey(name);
    Attributes attributes = AttributesReader.of(put, bucket);
    String tagging = fields.get("tagging");
    if (tagging != null) {
      attributes =
          attributes.withTags(
              Tags.ofObject(XmlElement.parse(tagging.getBytes(StandardCharsets.UTF_8), "Tagging")));
    }
    Version version = Puts.store(bucket, put, name, attributes);
    events.publish(bucket, put, "ObjectCreated:Post", version);
    return reply(put, bucket, version, fields);
  }

  /** Returns the fields with the file's name in place of its variable, as the policy sees them. */
  private static MultiMap expanded(FormPayload form) {
    if (form.fileName().isEmpty()) {
      return form.fields();
    }
    MultiMap fields = MultiMap.caseInsensitiveMultiMap();
    form.fields()
        .forEach(
            (field, value) -> fields.add(field, value.replace("${filename}", form.fileName())));
    return fields;
  }

  private static String required(MultiMap fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw S3Errors.invalidArgument(
          "Bucket POST must contain a field named '"
              + name
              + "'.  If it is specified, please check the order of the fields.",
          name,
          "");
    }
    return value;
  }

  private Caller caller(MultiMap fields) {
    if (!fields.contains("policy") || SIGNATURE.stream().noneMatch(fields::contains)) {
      return Caller.ANONYMOUS;
    }
    if (fields.contains("AWSAccessKeyId") || fields.contains("signature")) {
      throw S3Errors.invalidRequest(
          "The authorization mechanism you have provided is not supported. Please use"
              + " AWS4-HMAC-SHA256.");
    }
    String signature = required(fields, "X-Amz-Signature");
    String algorithm = required(fields, "X-Amz-Algorithm");
    if (!algorithm.equals("AWS4-HMAC-SHA256")) {
      throw S3Errors.invalidArgument(
          "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"", "x-amz-algorithm", algorithm);
    }
    try {
      return new Caller(
          verifier
              .verifyPolicy(
                  required(fields, "X-Amz-Credential"),
                  required(fields, "X-Amz-Date"),
                  fields.get("X-Amz-Security-Token"),
                  signature,
                  required(fields, "policy"),
                  SigningRules.S3)
              .principal());
    } catch (SignatureRefused e) {
      throw SignatureErrors.of(e);
    }
  }

  private static MultiMap headers(MultiMap fields) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(fields);
    String acl = fields.get("acl");
    if (acl != null) {
      headers.set("x-amz-acl", acl);
    }
    return headers;
  }

  /** Verifies the digests that the fields have. */
  private static Received body(Received body, MultiMap fields) throws IOException {
    ExpectedDigests expected = ExpectedDigests.of(fields, null);
    if (!expected.isAny()) {
      return body;
    }
    Algorithm algorithm = expected.algorithm();
    Digests.Computed computed =
        Rehash.of(body.content(), algorithm == null ? Algorithm.CRC64NVME : algorithm);
    expected.verify(computed, Map.of());
    return new Received(
        body.content(),
        computed.etag(),
        computed.kept(),
        algorithm == null ? null : computed.given(),
        true);
  }

  private static Reply reply(S3Call call, Bucket bucket, Version version, MultiMap fields) {
    String etag = version.object().quotedEtag();
    String location = call.url().replaceFirst("/$", "") + "/" + Encoding.encode(version.key());
    String redirect = redirect(fields);
    String status = fields.get("success_action_status");
    Reply reply;
    if (redirect != null) {
      String separator = redirect.indexOf('?') < 0 ? "?" : "&";
      reply =
          Reply.of(303)
              .header(
                  "Location",
                  redirect
                      + separator
                      + "bucket="
                      + bucket.name()
                      + "&key="
                      + Encoding.encode(version.key()).replace("/", "%2F")
                      + "&etag="
                      + Encoding.encode(etag));
    } else if ("201".equals(status)) {
      reply =
          Reply.of(201)
              .body(
                  XmlDocument.plain("PostResponse")
                      .element("Location", location)
                      .element("Bucket", bucket.name())
                      .element("Key", version.key())
                      .element("ETag", etag))
              .header("Location", location);
    } else {
      reply = Reply.of("200".equals(status) ? 200 : 204).header("Location", location);
    }
    reply.header("ETag", etag).header("x-amz-version-id", Lookup.ownId(version));
    ObjectHeaders.checksum(reply, version.object().checksum());
    ObjectHeaders.encryption(reply, version.object().attributes().headers());
    return reply;
  }

  private static @Nullable String redirect(MultiMap fields) {
    String redirect = fields.get("success_action_redirect");
    String older = redirect == null ? fields.get("redirect") : redirect;
    return older != null && older.matches("https?://[^\\x00-\\x1f\\x7f]+") ? older : null;
  }
}
