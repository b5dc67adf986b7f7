package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request whose signature and body were checked. */
public final class S3Call {
  private static final long MOST_XML = 4 << 20;

  private final String operation;
  private final String method;
  private final String url;
  private final String address;
  private final Target target;
  private final Parameters query;
  private final MultiMap headers;
  private final Caller caller;
  private final Instant now;
  private final @Nullable Received body;

  /**
   * @param url without query, as a client would write it
   * @param address the client's IP address
   */
  public S3Call(
      String operation,
      String method,
      String url,
      String address,
      Target target,
      Parameters query,
      MultiMap headers,
      Caller caller,
      Instant now,
      @Nullable Received body) {
    this.operation = operation;
    this.method = method;
    this.url = url;
    this.address = address;
    this.target = target;
    this.query = query;
    this.headers = headers;
    this.caller = caller;
    this.now = now;
    this.body = body;
  }

  /** Returns the call with its body. */
  public S3Call with(Received received) {
    return new S3Call(
        operation, method, url, address, target, query, headers, caller, now, received);
  }

  /** Returns the upload that a form is. */
  public S3Call as(Caller signer, String key, MultiMap fields, Received file) {
    return new S3Call(
        operation,
        method,
        url,
        address,
        new Target(target.bucket(), key, target.virtualHost()),
        query,
        fields,
        signer,
        now,
        file);
  }

  public String operation() {
    return operation;
  }

  public String method() {
    return method;
  }

  public String url() {
    return url;
  }

  public String address() {
    return address;
  }

  public String bucket() {
    return target.bucket();
  }

  public String key() {
    return target.key();
  }

  public Parameters query() {
    return query;
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  public boolean has(String header) {
    return headers.contains(header);
  }

  public MultiMap headers() {
    return headers;
  }

  public Caller caller() {
    return caller;
  }

  /** Returns the time of the request by the clock of the local AWS. */
  public Instant now() {
    return now;
  }

  public Received body() {
    if (body == null) {
      throw new IllegalStateException("The body is still to come");
    }
    return body;
  }

  /** Reads the body as an XML document, or fails with {@code MalformedXML}. */
  public XmlElement xml(String root) throws IOException {
    return XmlElement.parse(small(), root);
  }

  /** Returns a body that is no object. */
  public byte[] small() throws IOException {
    if (body().content().length() > MOST_XML) {
      throw new S3Error(400, "MaxMessageLengthExceeded", "Your request was too big.");
    }
    return body().content().bytes();
  }

  public boolean hasBody() {
    return body().content().length() > 0;
  }

  /** Fails where the account is not the one that the client expects. */
  public void checkExpectedOwner(String header) {
    String expected = header(header);
    if (expected == null) {
      return;
    }
    if (!expected.matches("\\d{12}")) {
      throw new S3Error(
          400,
          "InvalidBucketOwnerAWSAccountID",
          "The value of the expected bucket owner parameter must be an AWS Account ID... ["
              + expected
              + "]");
    }
    if (!expected.equals(Ids.ACCOUNT)) {
      throw S3Errors.accessDenied();
    }
  }
}
