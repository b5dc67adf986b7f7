package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CORSConfiguration;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Access to buckets and objects: policies, access control lists, public access and CORS. */
class S3AccessIT extends S3Fixture {
  private HttpResponse<String> anonymous(String method, String key, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + path("/" + key)))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return Trust.client(aws.trustStore())
        .send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void policy(String effect, String principal, String action, String resource) {
    s3.putBucketPolicy(
        r ->
            r.bucket(bucket)
                .policy(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"%s\",\"Principal\":%s,\"Action\":\"%s\",\"Resource\":\"arn:aws:s3:::%s%s\"}]}"
                        .formatted(effect, principal, action, bucket, resource)));
  }

  private void openUp() {
    s3.deletePublicAccessBlock(r -> r.bucket(bucket));
    s3.putBucketOwnershipControls(
        r ->
            r.bucket(bucket)
                .ownershipControls(
                    o -> o.rules(rule -> rule.objectOwnership(ObjectOwnership.OBJECT_WRITER))));
  }

  @Test
  void aNewBucketIsClosedToThePublic() throws Exception {
    put("a", "x");
    assertThat(anonymous("GET", "a").statusCode()).isEqualTo(403);
    assertThat(anonymous("GET", "").body()).contains("<Code>AccessDenied<");
    assertThat(anonymous("PUT", "b").statusCode()).isEqualTo(403);
    assertThat(anonymous("DELETE", "a").statusCode()).isEqualTo(403);
    assertRefused(403, "AccessDenied", () -> policy("Allow", "\"*\"", "s3:GetObject", "/*"));
    assertRefused(
        400,
        "AccessControlListNotSupported",
        () -> s3.putObjectAcl(r -> r.bucket(bucket).key("a").acl(ObjectCannedACL.PUBLIC_READ)));
    assertThat(get("a")).isEqualTo("x");
  }

  @Test
  void aPublicPolicyAllowsWhatItNamesAndNoMore() throws Exception {
    s3.deletePublicAccessBlock(r -> r.bucket(bucket));
    policy("Allow", "\"*\"", "s3:Get*", "/public/*");
    put("public/a", "x");
    put("private/a", "y");
    assertThat(anonymous("GET", "public/a").body()).isEqualTo("x");
    assertThat(anonymous("GET", "private/a").statusCode()).isEqualTo(403);
    assertThat(anonymous("PUT", "public/b").statusCode()).isEqualTo(403);
    assertThat(anonymous("GET", "public/a?response-content-type=a").statusCode()).isEqualTo(400);
    assertThat(s3.getBucketPolicyStatus(r -> r.bucket(bucket)).policyStatus().isPublic()).isTrue();
    s3.putPublicAccessBlock(
        r -> r.bucket(bucket).publicAccessBlockConfiguration(b -> b.restrictPublicBuckets(true)));
    assertThat(anonymous("GET", "public/a").statusCode()).isEqualTo(403);
    s3.deleteBucketPolicy(r -> r.bucket(bucket));
    assertRefused(404, "NoSuchBucketPolicy", () -> s3.getBucketPolicy(r -> r.bucket(bucket)));
  }

  @Test
  void aDenialHoldsForSignedRequestsToo() {
    put("keep/a", "x");
    put("other", "y");
    policy("Deny", "{\"AWS\":\"*\"}", "s3:DeleteObject", "/keep/*");
    assertRefused(403, "AccessDenied", () -> s3.deleteObject(r -> r.bucket(bucket).key("keep/a")));
    var answer =
        s3.deleteObjects(
            r ->
                r.bucket(bucket).delete(d -> d.objects(o -> o.key("keep/a"), o -> o.key("other"))));
    assertThat(answer.errors())
        .extracting(e -> e.key() + e.code())
        .containsExactly("keep/aAccessDenied");
    assertThat(answer.deleted()).extracting(d -> d.key()).containsExactly("other");
    assertThat(get("keep/a")).isEqualTo("x");
    policy("Deny", "\"*\"", "s3:GetObject", "/keep/*");
    assertRefused(
        403,
        "AccessDenied",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket(bucket)
                        .sourceKey("keep/a")
                        .destinationBucket(bucket)
                        .destinationKey("b")));
    policy("Deny", "\"*\"", "s3:*", "/*");
    s3.deleteBucketPolicy(r -> r.bucket(bucket));
    assertThat(get("keep/a")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{}",
        "{\"Statement\":[{\"Effect\":\"Maybe\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"$\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"$\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"$\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"$\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::other/*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"ann\",\"Action\":\"s3:GetObject\",\"Resource\":\"$\"}]}"
      })
  void aPolicyThatIsMalformedIsRefused(String policy) {
    String text = policy.replace("$", "arn:aws:s3:::" + bucket + "/*");
    assertRefused(
        400, "MalformedPolicy", () -> s3.putBucketPolicy(r -> r.bucket(bucket).policy(text)));
  }

  @Test
  void aPolicyThatCannotBeEvaluatedIsNotImplemented() {
    for (String more :
        new String[] {
          "\"Condition\":{\"ForAnyValue:StringEquals\":{\"s3:prefix\":\"a\"}}",
          "\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc\"}}",
          "\"NotPrincipal\":\"*\""
        }) {
      String policy =
          "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::%s\",%s}}"
              .formatted(bucket, more);
      assertRefused(
          501, "NotImplemented", () -> s3.putBucketPolicy(r -> r.bucket(bucket).policy(policy)));
    }
  }

  @Test
  void conditionsOfAPolicyAreEvaluated() {
    String policy =
        "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::%s/*\",\"Condition\":{\"StringNotEquals\":{\"s3:x-amz-server-side-encryption\":\"aws:kms\"}}}}"
            .formatted(bucket);
    s3.putBucketPolicy(r -> r.bucket(bucket).policy(policy));
    assertRefused(403, "AccessDenied", () -> put("a", "x"));
    s3.putObject(
        r -> r.bucket(bucket).key("a").serverSideEncryption("aws:kms"),
        RequestBody.fromString("x"));
    assertThat(get("a")).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"IpAddress\":{\"aws:SourceIp\":[\"127.0.0.0/8\",\"::1\"]}} | 200",
        "{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}} | 403",
        "{\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}} | 0",
        "{\"StringLike\":{\"aws:Referer\":\"https://example.com/*\"}} | 0",
        "{\"DateLessThan\":{\"aws:CurrentTime\":\"2100-01-01T00:00:00Z\"}} | 0",
      })
  void aPolicyForSomeAddressesIsNotPublic(String condition, int status) throws Exception {
    put("a", "x");
    String policy =
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::%s/*\",\"Condition\":%s}}"
            .formatted(bucket, condition);
    if (status == 0) {
      assertRefused(
          403, "AccessDenied", () -> s3.putBucketPolicy(r -> r.bucket(bucket).policy(policy)));
    } else {
      s3.putBucketPolicy(r -> r.bucket(bucket).policy(policy));
      assertThat(anonymous("GET", "a").statusCode()).isEqualTo(status);
    }
  }

  @Test
  void aPublicAclOpensItsObjectUntilItIsBlocked() throws Exception {
    openUp();
    s3.putObject(
        r -> r.bucket(bucket).key("a").acl(ObjectCannedACL.PUBLIC_READ),
        RequestBody.fromString("x"));
    put("b", "y");
    assertThat(anonymous("GET", "a").body()).isEqualTo("x");
    assertThat(anonymous("GET", "b").statusCode()).isEqualTo(403);
    assertThat(s3.getObjectAcl(r -> r.bucket(bucket).key("a")).grants()).hasSize(2);
    s3.putPublicAccessBlock(
        r -> r.bucket(bucket).publicAccessBlockConfiguration(b -> b.ignorePublicAcls(true)));
    assertThat(anonymous("GET", "a").statusCode()).isEqualTo(403);
    s3.putPublicAccessBlock(
        r -> r.bucket(bucket).publicAccessBlockConfiguration(b -> b.blockPublicAcls(true)));
    assertRefused(
        403,
        "AccessDenied",
        () -> s3.putObjectAcl(r -> r.bucket(bucket).key("b").acl(ObjectCannedACL.PUBLIC_READ)));
    assertThat(anonymous("GET", "b").statusCode()).isEqualTo(403);
    assertThat(anonymous("GET", "a").body()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| 400 | MissingSecurityHeader",
        "<AccessControlPolicy/> | 400 | MalformedACLError",
        "<AccessControlPolicy><Owner><ID>me</ID></Owner><AccessControlList/></AccessControlPolicy> | 400 | InvalidArgument",
        "<AccessControlPolicy><Owner><ID>$</ID></Owner><AccessControlList><Grant><Grantee><ID>$</ID></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy> | 400 | MalformedACLError",
        "<AccessControlPolicy><Owner><ID>$</ID></Owner><AccessControlList><Grant><Grantee/></Grant></AccessControlList></AccessControlPolicy> | 400 | MalformedACLError",
      })
  void aListThatIsNoneIsRefused(String document, int status, String code) {
    openUp();
    String owner = s3.getBucketAcl(r -> r.bucket(bucket)).owner().id();
    byte[] body = document == null ? NOTHING : bytes(document.replace("$", owner));
    HttpResponse<String> answer = S3Wire.admin(aws).hashed("PUT", path("?acl"), body).send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("<Code>" + code + "<");
  }

  @Test
  void aListIsSetByItsDocument() {
    openUp();
    put("a", "x");
    var acl = s3.getObjectAcl(r -> r.bucket(bucket).key("a"));
    s3.putObjectAcl(
        r ->
            r.bucket(bucket)
                .key("a")
                .accessControlPolicy(p -> p.owner(acl.owner()).grants(acl.grants())));
    assertThat(s3.getObjectAcl(r -> r.bucket(bucket).key("a")).grants()).isEqualTo(acl.grants());
  }

  @Test
  void aBucketOfAnotherAccountIsExpectedInVain() {
    assertRefused(
        403,
        "AccessDenied",
        () -> s3.getBucketAcl(r -> r.bucket(bucket).expectedBucketOwner("111111111111")));
    assertRefused(
        400,
        "InvalidBucketOwnerAWSAccountID",
        () -> s3.getBucketAcl(r -> r.bucket(bucket).expectedBucketOwner("me")));
  }

  private void cors() {
    CORSRule rule =
        CORSRule.builder()
            .allowedOrigins("https://*.example.com")
            .allowedMethods("GET", "PUT")
            .allowedHeaders("x-*", "content-type")
            .exposeHeaders("ETag")
            .maxAgeSeconds(30)
            .build();
    s3.putBucketCors(
        r ->
            r.bucket(bucket)
                .corsConfiguration(CORSConfiguration.builder().corsRules(rule).build()));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example.com, PUT, x-one, 200",
    "https://a.example.com, GET, 'X-Two, Content-Type', 200",
    "https://evil.com, GET, x-one, 403",
    "https://a.example.com, DELETE, x-one, 403",
    "https://a.example.com, PUT, authorization, 403"
  })
  void aPreflightIsAnsweredByTheRules(String origin, String method, String header, int status)
      throws Exception {
    cors();
    HttpResponse<String> answer =
        anonymous(
            "OPTIONS",
            "a",
            "Origin",
            origin,
            "Access-Control-Request-Method",
            method,
            "Access-Control-Request-Headers",
            header);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    boolean allowed = status == 200;
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent())
        .isEqualTo(allowed);
    if (allowed) {
      assertThat(answer.headers().firstValue("Access-Control-Max-Age")).hasValue("30");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
          .hasValue(header.toLowerCase(Locale.ROOT));
    } else {
      assertThat(answer.body()).contains("<Code>AccessForbidden<");
    }
  }

  @Test
  void anAnswerToAnotherOriginHasItsHeaders() throws Exception {
    assertThat(
            anonymous(
                    "OPTIONS",
                    "a",
                    "Origin",
                    "https://a.example.com",
                    "Access-Control-Request-Method",
                    "GET")
                .body())
        .contains("CORS is not enabled for this bucket");
    HttpResponse<String> nowhere =
        Trust.client(aws.trustStore())
            .send(
                HttpRequest.newBuilder(URI.create(aws.s3Endpoint() + "/no-such-bucket/a"))
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                    .header("Origin", "https://a.example.com")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(nowhere.statusCode()).isEqualTo(403);
    assertThat(nowhere.body()).contains("CORSResponse: Bucket not found");
    cors();
    assertThat(
            anonymous(
                    "GET",
                    "a",
                    "Origin",
                    "https://a.example.com",
                    "Access-Control-Request-Method",
                    "DELETE")
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
    HttpResponse<String> refused = anonymous("GET", "a", "Origin", "https://a.example.com");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://a.example.com");
    assertThat(refused.headers().firstValue("Access-Control-Expose-Headers")).hasValue("ETag");
    assertThat(
            anonymous("GET", "a", "Origin", "https://evil.com")
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
    assertThat(s3.getBucketCors(r -> r.bucket(bucket)).corsRules().get(0).maxAgeSeconds())
        .isEqualTo(30);
    s3.deleteBucketCors(r -> r.bucket(bucket));
    assertRefused(404, "NoSuchCORSConfiguration", () -> s3.getBucketCors(r -> r.bucket(bucket)));
  }

  @Test
  void aCorsRuleIsChecked() {
    for (CORSRule rule :
        new CORSRule[] {
          CORSRule.builder().allowedOrigins("*").allowedMethods("PATCH").build(),
          CORSRule.builder().allowedOrigins("*a*").allowedMethods("GET").build(),
        }) {
      S3Exception refused = null;
      try {
        s3.putBucketCors(
            r ->
                r.bucket(bucket)
                    .corsConfiguration(CORSConfiguration.builder().corsRules(rule).build()));
      } catch (S3Exception e) {
        refused = e;
      }
      assertThat(refused).isNotNull();
      assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidRequest");
    }
  }
}
