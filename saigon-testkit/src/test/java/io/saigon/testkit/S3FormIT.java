package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads by HTML forms, with a policy that is signed. */
class S3FormIT extends S3Fixture {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final JsonArray more = new JsonArray();

  @BeforeEach
  void fill() {
    fields.put("key", "in/${filename}");
    fields.put("Content-Type", "text/plain");
    fields.put("x-amz-meta-from", "form");
    fields.put("success_action_status", "201");
    sign(Duration.ofMinutes(5), "form");
  }

  /** Signs a policy of the fields as they are now. */
  private void sign(Duration lifetime, String from) {
    String date =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(aws.clock().instant());
    String scope = date.substring(0, 8) + "/" + aws.region() + "/s3/aws4_request";
    fields.put("x-amz-algorithm", "AWS4-HMAC-SHA256");
    fields.put("x-amz-credential", aws.accessKeyId() + "/" + scope);
    fields.put("x-amz-date", date);
    JsonArray conditions =
        new JsonArray()
            .add(new JsonObject().put("bucket", bucket))
            .add(JsonArray.of("starts-with", "$key", "in/"))
            .add(JsonArray.of("eq", "$x-amz-meta-from", from))
            .add(JsonArray.of("starts-with", "$Content-Type", "text/"))
            .add(JsonArray.of("starts-with", "$success_action_status", ""))
            .add(JsonArray.of("content-length-range", 2, 100_000))
            .add(new JsonObject().put("x-amz-algorithm", "AWS4-HMAC-SHA256"))
            .add(new JsonObject().put("x-amz-credential", fields.get("x-amz-credential")))
            .add(new JsonObject().put("x-amz-date", date))
            .addAll(more);
    String policy =
        Base64.getEncoder()
            .encodeToString(
                bytes(
                    new JsonObject()
                        .put("expiration", aws.clock().instant().plus(lifetime).toString())
                        .put("conditions", conditions)
                        .encode()));
    byte[] key = bytes("AWS4" + aws.secretAccessKey());
    for (String part : scope.split("/")) {
      key = SrpClient.hmac(key, bytes(part));
    }
    fields.put("policy", policy);
    fields.put("x-amz-signature", HexFormat.of().formatHex(SrpClient.hmac(key, bytes(policy))));
  }

  private HttpResponse<String> post(String file) throws Exception {
    return post(file, "; filename=\"a.txt\"");
  }

  private HttpResponse<String> post(String file, String fileName) throws Exception {
    StringBuilder body = new StringBuilder();
    fields.forEach(
        (name, value) ->
            body.append(
                "--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(name, value)));
    body.append("--xyz\r\nContent-Disposition: form-data; name=\"file\"")
        .append(fileName)
        .append("\r\n")
        .append("Content-Type: text/html\r\n\r\n")
        .append(file)
        .append("\r\n--xyz--\r\n");
    return Trust.client(aws.trustStore())
        .send(
            HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + path("")))
                .header("Content-Type", "multipart/form-data; boundary=xyz")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aFormThatItsPolicyAllowsIsStored() throws Exception {
    String file = "line\r\n".repeat(10_000) + "--xy";
    HttpResponse<String> answer = post(file);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains("<Bucket>" + bucket + "<", "<Key>in/a.txt<", "<ETag>&quot;");
    assertThat(get("in/a.txt")).isEqualTo(file);
    var head = s3.headObject(r -> r.bucket(bucket).key("in/a.txt"));
    assertThat(head.contentType()).isEqualTo("text/plain");
    assertThat(head.metadata()).isEqualTo(Map.of("from", "form"));
  }

  @ParameterizedTest
  @CsvSource({
    "key, out/a, 403, Policy Condition failed",
    "x-amz-meta-from, elsewhere, 403, Policy Condition failed",
    "Content-Type, image/png, 403, Policy Condition failed",
    "x-amz-meta-more, 1, 403, Extra input fields: x-amz-meta-more",
    "acl, private, 403, Extra input fields: acl",
    "x-amz-signature, 00, 403, SignatureDoesNotMatch",
    "x-amz-credential, AKIAAAAAAAAAAAAAAAAA/20010101/eu-west-1/s3/aws4_request, 403,"
        + " InvalidAccessKeyId",
    "x-amz-algorithm, none, 400, InvalidArgument",
    "policy, e30=, 403, SignatureDoesNotMatch",
  })
  void aFormThatIsNotWhatWasSignedIsRefused(String field, String value, int status, String message)
      throws Exception {
    fields.put(field, value);
    HttpResponse<String> answer = post("hello");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(message);
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[\"starts-with\", \"$x-amz-meta-none\", \"\"] | 403 | Policy Condition failed",
        "[\"eq\", \"key\", \"in/a.txt\"] | 403 | Policy Condition failed",
        "[\"eq\", \"$key\", \"in/${filename}\"] | 403 | Policy Condition failed",
        "[\"content-length-range\", \"few\", 10] | 403 | Policy Condition failed",
        "{\"bucket\": \"b\", \"key\": \"in/a.txt\"} | 400 | exactly one property specified.",
        "[\"eq\", \"$key\"] | 400 | Invalid Simple-Condition",
        "[\"eq\", \"$key\", \"in/a.txt\"] | 201 | in/a.txt",
      })
  void conditionsAreThoseOfS3(String condition, int status, String message) throws Exception {
    more.add(new JsonArray("[" + condition + "]").getValue(0));
    sign(Duration.ofMinutes(5), "form");
    HttpResponse<String> answer = post("hello");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(message);
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents()).hasSize(status == 201 ? 1 : 0);
  }

  @Test
  void whatNoHeaderCanBeIsNotSentAsItIs() throws Exception {
    more.add(JsonArray.of("starts-with", "$x-amz-meta-no name", ""));
    fields.put("x-amz-meta-no name", "1");
    more.add(JsonArray.of("starts-with", "$x-amz-meta-raw", ""));
    more.add(JsonArray.of("starts-with", "$Cache-Control", ""));
    fields.put("x-amz-meta-raw", "\0\1\2\3\4");
    fields.put("Cache-Control", "no\1cache");
    sign(Duration.ofMinutes(5), "form");
    HttpResponse<String> answer = post("hello");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("x-amz-checksum-crc64nvme")).isPresent();
    var head = s3.headObject(r -> r.bucket(bucket).key("in/a.txt"));
    assertThat(head.metadata()).containsEntry("raw", "=?UTF-8?B?AAECAwQ=?=");
    assertThat(head.missingMeta()).isEqualTo(1);
    assertThat(head.cacheControl()).isEqualTo("no cache");
  }

  @Test
  void aFileWithoutANameLeavesTheVariable() throws Exception {
    assertThat(post("hello", "").body()).contains("<Key>in/${filename}<");
    assertThat(get("in/${filename}")).isEqualTo("hello");
  }

  @Test
  void aPolicyWithoutItsSignatureIsNobodys() throws Exception {
    fields.remove("x-amz-signature");
    assertThat(post("hello").body()).contains("field named &apos;X-Amz-Signature&apos;");
    fields.keySet().removeIf(field -> field.startsWith("x-amz-"));
    assertThat(post("hello").body()).contains("<Code>AccessDenied<");
  }

  @Test
  void theSizeOfAFileIsLimited() throws Exception {
    assertThat(post("x").body()).contains("<Code>EntityTooSmall<", "<MinSizeAllowed>2<");
    assertThat(post("x".repeat(100_001)).body())
        .contains("<Code>EntityTooLarge<", "<MaxSizeAllowed>100000<");
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents()).isEmpty();
  }

  @Test
  void aFormWithoutAPolicyOrAKeyAndAnExpiredOneAreRefused() throws Exception {
    sign(Duration.ofSeconds(-1), "form");
    assertThat(post("hello").body()).contains("Policy expired.");
    fields.remove("policy");
    assertThat(post("hello").body()).contains("<Code>AccessDenied<");
    fields.remove("key");
    assertThat(post("hello").body()).contains("field named &apos;key&apos;");
    HttpResponse<String> other =
        Trust.client(aws.trustStore())
            .send(
                HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + path("")))
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("hello"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(other.statusCode()).isEqualTo(412);
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents()).isEmpty();
  }

  @Test
  void theAnswerIsWhatTheFormAskedFor() throws Exception {
    fields.put("success_action_status", "200");
    assertThat(post("hello").statusCode()).isEqualTo(200);
    fields.put("success_action_status", "999");
    HttpResponse<String> answer = post("hello");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("ETag")).isPresent();
  }
}
