package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;

/** Configurations of buckets: kept, given back, and refused where they are invalid. */
class S3SettingsIT extends S3Fixture {
  @ParameterizedTest
  @CsvSource({
    "policy, NoSuchBucketPolicy",
    "cors, NoSuchCORSConfiguration",
    "lifecycle, NoSuchLifecycleConfiguration",
    "tagging, NoSuchTagSet",
    "object-lock, ObjectLockConfigurationNotFoundError",
    "website, NoSuchWebsiteConfiguration",
    "replication, ReplicationConfigurationNotFoundError",
  })
  void whatWasNeverSetIsNotFound(String configuration, String code) {
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed("GET", path("?" + configuration), NOTHING).send();
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<Code>" + code + "<", "<BucketName>" + bucket + "<");
  }

  @ParameterizedTest
  @CsvSource({
    "acl, FULL_CONTROL",
    "encryption, AES256",
    "publicAccessBlock, <BlockPublicPolicy>true",
    "ownershipControls, BucketOwnerEnforced",
    "location, eu-west-1",
    "requestPayment, BucketOwner",
    "versioning, VersioningConfiguration",
    "logging, BucketLoggingStatus",
    "accelerate, AccelerateConfiguration",
    "notification, NotificationConfiguration",
  })
  void aNewBucketHasTheConfigurationOfS3(String configuration, String part) {
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed("GET", path("?" + configuration), NOTHING).send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"website", "replication", "cors", "lifecycle", "policy", "tagging"})
  void whatWasNeverSetIsDeletedAllTheSame(String configuration) {
    S3Wire wire = S3Wire.admin(aws);
    assertThat(wire.hashed("DELETE", path("?" + configuration), NOTHING).send().statusCode())
        .isEqualTo(204);
    assertThat(
            wire.hashed("DELETE", "/no-such-bucket?" + configuration, NOTHING).send().statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT ?website",
        "PUT ?replication",
        "PUT ?logging",
        "PUT ?accelerate",
        "PUT ?requestPayment",
        "GET ?analytics&id=a",
        "PUT ?analytics&id=a",
        "GET ?inventory",
        "PUT ?inventory&id=a",
        "GET ?metrics",
        "PUT ?metrics&id=a",
        "GET ?intelligent-tiering",
        "PUT ?intelligent-tiering&id=a",
        "GET ?abac",
        "PUT ?abac",
        "POST ?metadataConfiguration",
        "POST ?metadataTable",
        "GET ?session",
        "GET /a?torrent",
        "POST /a?select&select-type=2",
        "PUT /a?renameObject",
        "PUT /a?encryption"
      })
  void whatIsNotImplementedIsRefused(String request) {
    put("a", "x");
    String[] parts = request.split(" ", 2);
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed(parts[0], path(parts[1]), bytes("<x/>")).send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(501);
    assertThat(answer.body()).contains("<Code>NotImplemented<");
    assertThat(get("a")).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PATCH ", "PATCH /a", "POST /a", "PUT"})
  void aMethodThatS3HasNotIsNotAllowed(String request) {
    String[] parts = request.split(" ", 2);
    String target = parts.length == 1 ? "/" : path(parts[1]);
    HttpResponse<String> answer = S3Wire.admin(aws).hashed(parts[0], target, NOTHING).send();
    assertThat(answer.body()).contains("<Code>MethodNotAllowed<");
    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void aLifecycleIsKeptAndChecked() {
    s3.putBucketLifecycleConfiguration(
        r ->
            r.bucket(bucket)
                .lifecycleConfiguration(
                    l ->
                        l.rules(
                            rule ->
                                rule.status(ExpirationStatus.ENABLED)
                                    .filter(f -> f.prefix("logs/"))
                                    .expiration(e -> e.days(30)))));
    var rule = s3.getBucketLifecycleConfiguration(r -> r.bucket(bucket)).rules().get(0);
    assertThat(rule.expiration().days()).isEqualTo(30);
    assertThat(rule.filter().prefix()).isEqualTo("logs/");
    assertThat(rule.id()).isNotEmpty();
    assertRefused(
        400,
        "InvalidArgument",
        () ->
            s3.putBucketLifecycleConfiguration(
                r ->
                    r.bucket(bucket)
                        .lifecycleConfiguration(
                            l ->
                                l.rules(
                                    bad ->
                                        bad.status(ExpirationStatus.ENABLED)
                                            .filter(f -> f.prefix(""))
                                            .expiration(e -> e.days(0))))));
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.putBucketLifecycleConfiguration(
                r ->
                    r.bucket(bucket)
                        .lifecycleConfiguration(
                            l ->
                                l.rules(
                                    bad ->
                                        bad.status(ExpirationStatus.ENABLED)
                                            .filter(f -> f.prefix(""))))));
    s3.deleteBucketLifecycle(r -> r.bucket(bucket));
    assertRefused(
        404,
        "NoSuchLifecycleConfiguration",
        () -> s3.getBucketLifecycleConfiguration(r -> r.bucket(bucket)));
  }

  @Test
  void aLifecycleNamesTheSizeFromWhichObjectsMove() {
    byte[] document =
        bytes(
            "<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter/><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>");
    String header = "x-amz-transition-default-minimum-object-size";
    S3Wire.Signed put = S3Wire.admin(aws).hashed("PUT", path("?lifecycle"), document);
    assertThat(put.send().headers().firstValue(header)).hasValue("all_storage_classes_128K");
    s3.putBucketLifecycleConfiguration(
        r ->
            r.bucket(bucket)
                .transitionDefaultMinimumObjectSize("varies_by_storage_class")
                .lifecycleConfiguration(
                    l ->
                        l.rules(
                            rule ->
                                rule.status(ExpirationStatus.ENABLED)
                                    .filter(f -> f.prefix(""))
                                    .expiration(e -> e.days(1)))));
    assertThat(
            s3.getBucketLifecycleConfiguration(r -> r.bucket(bucket))
                .transitionDefaultMinimumObjectSizeAsString())
        .isEqualTo("varies_by_storage_class");
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.putBucketLifecycleConfiguration(
                r ->
                    r.bucket(bucket)
                        .transitionDefaultMinimumObjectSize("any")
                        .lifecycleConfiguration(
                            l ->
                                l.rules(
                                    rule ->
                                        rule.status(ExpirationStatus.ENABLED)
                                            .filter(f -> f.prefix(""))
                                            .expiration(e -> e.days(1))))));
  }

  @Test
  void keysOfTheClientAreRefusedWhereTheBucketBlocksThem() {
    String document =
        "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BlockedEncryptionTypes><EncryptionType>%s</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>";
    S3Wire wire = S3Wire.admin(aws);
    assertThat(
            wire.hashed("PUT", path("?encryption"), bytes(document.formatted("SSE-C")))
                .send()
                .statusCode())
        .isEqualTo(200);
    assertThat(wire.hashed("GET", path("?encryption"), NOTHING).send().body())
        .contains("<EncryptionType>SSE-C</EncryptionType>");
    assertRefused(403, "AccessDenied", this::putWithKey);
    assertThat(
            wire.hashed("PUT", path("?encryption"), bytes(document.formatted("SSE-D")))
                .send()
                .body())
        .contains("<Code>MalformedXML<");
    wire.hashed("PUT", path("?encryption"), bytes(document.formatted("NONE"))).send();
    putWithKey();
  }

  private void putWithKey() {
    s3.putObject(
        r ->
            r.bucket(bucket)
                .key("a")
                .sseCustomerAlgorithm("AES256")
                .sseCustomerKey("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
                .sseCustomerKeyMD5("KYvwGXoFFJ42a2u2GDWhwQ=="),
        RequestBody.fromString("x"));
  }

  @Test
  void tagsOfABucketAreKept() {
    s3.putBucketTagging(
        r -> r.bucket(bucket).tagging(t -> t.tagSet(Tag.builder().key("a").value("b").build())));
    assertThat(s3.getBucketTagging(r -> r.bucket(bucket)).tagSet())
        .extracting(tag -> tag.key() + tag.value())
        .containsExactly("ab");
    s3.deleteBucketTagging(r -> r.bucket(bucket));
    assertRefused(404, "NoSuchTagSet", () -> s3.getBucketTagging(r -> r.bucket(bucket)));
  }

  @Test
  void newObjectsHaveTheEncryptionOfTheirBucket() {
    s3.putBucketEncryption(
        r ->
            r.bucket(bucket)
                .serverSideEncryptionConfiguration(
                    c ->
                        c.rules(
                            rule ->
                                rule.applyServerSideEncryptionByDefault(
                                    d ->
                                        d.sseAlgorithm(ServerSideEncryption.AWS_KMS)
                                            .kmsMasterKeyID("key")))));
    put("a", "x");
    var head = s3.headObject(r -> r.bucket(bucket).key("a"));
    assertThat(head.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
    assertThat(head.ssekmsKeyId()).isEqualTo("key");
    var other =
        s3.putObject(
            r -> r.bucket(bucket).key("a").serverSideEncryption(ServerSideEncryption.AWS_KMS),
            RequestBody.fromString("x"));
    assertThat(other.ssekmsKeyId()).startsWith("arn:aws:kms:" + aws.region() + ":");
    s3.deleteBucketEncryption(r -> r.bucket(bucket));
    put("a", "x");
    assertThat(s3.headObject(r -> r.bucket(bucket).key("a")).serverSideEncryption())
        .isEqualTo(ServerSideEncryption.AES256);
  }

  @Test
  @FreshLocalAws
  void aLockedVersionIsDeletedNeitherBeforeItsTimeNorUnderALegalHold() {
    String locked = bucket + "-l";
    s3.createBucket(r -> r.bucket(locked).objectLockEnabledForBucket(true));
    s3.putObjectLockConfiguration(
        r ->
            r.bucket(locked)
                .objectLockConfiguration(
                    c ->
                        c.objectLockEnabled(ObjectLockEnabled.ENABLED)
                            .rule(
                                rule ->
                                    rule.defaultRetention(
                                        DefaultRetention.builder()
                                            .mode(ObjectLockRetentionMode.COMPLIANCE)
                                            .days(1)
                                            .build()))));
    String id =
        s3.putObject(r -> r.bucket(locked).key("a"), RequestBody.fromString("x")).versionId();
    assertThat(s3.getObjectRetention(r -> r.bucket(locked).key("a")).retention().modeAsString())
        .isEqualTo("COMPLIANCE");
    assertRefused(403, "AccessDenied", () -> delete(locked, id, true));
    assertRefused(
        403,
        "AccessDenied",
        () ->
            s3.putObjectRetention(
                r ->
                    r.bucket(locked)
                        .key("a")
                        .retention(
                            t ->
                                t.mode(ObjectLockRetentionMode.GOVERNANCE)
                                    .retainUntilDate(
                                        aws.clock().instant().plus(Duration.ofDays(9))))));
    s3.putObjectLegalHold(
        r -> r.bucket(locked).key("a").legalHold(h -> h.status(ObjectLockLegalHoldStatus.ON)));
    aws.clock().advance(Duration.ofDays(2));
    assertRefused(403, "AccessDenied", () -> delete(locked, id, true));
    s3.putObjectLegalHold(
        r -> r.bucket(locked).key("a").legalHold(h -> h.status(ObjectLockLegalHoldStatus.OFF)));
    delete(locked, id, false);
    assertRefused(
        409,
        "InvalidBucketState",
        () ->
            s3.putBucketVersioning(
                r ->
                    r.bucket(locked)
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.SUSPENDED))));
    aws.clock().reset();
  }

  private void delete(String from, String id, boolean bypass) {
    s3.deleteObject(r -> r.bucket(from).key("a").versionId(id).bypassGovernanceRetention(bypass));
  }

  @Test
  void aBucketWithoutVersionsTakesNoLock() {
    assertRefused(
        409,
        "InvalidBucketState",
        () ->
            s3.putObjectLockConfiguration(
                r ->
                    r.bucket(bucket)
                        .objectLockConfiguration(
                            c -> c.objectLockEnabled(ObjectLockEnabled.ENABLED))));
    put("a", "x");
    assertRefused(
        400, "InvalidRequest", () -> s3.getObjectRetention(r -> r.bucket(bucket).key("a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "versioning <VersioningConfiguration><Status>On</Status></VersioningConfiguration>",
        "tagging <Tagging><TagSet><Tag/></TagSet></Tagging>",
        "cors <CORSConfiguration/>",
        "lifecycle <LifecycleConfiguration/>",
        "notification <NotificationConfiguration><Nonsense/></NotificationConfiguration>",
        "ownershipControls"
            + " <OwnershipControls><Rule><ObjectOwnership>Nobody</ObjectOwnership></Rule></OwnershipControls>",
        "publicAccessBlock"
            + " <PublicAccessBlockConfiguration><BlockAll>true</BlockAll></PublicAccessBlockConfiguration>",
        "encryption <ServerSideEncryptionConfiguration/>",
        "object-lock <ObjectLockConfiguration/>",
        "tagging not xml"
      })
  void aMalformedDocumentIsRefused(String request) {
    String[] parts = request.split(" ", 2);
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed("PUT", path("?" + parts[0]), bytes(parts[1])).send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("<Code>MalformedXML<");
  }
}
