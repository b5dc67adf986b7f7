package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Versions of objects and delete markers. */
class S3VersionsIT extends S3Fixture {
  @BeforeEach
  void enable() {
    s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.fromString("null version"));
    versioning(BucketVersioningStatus.ENABLED);
  }

  private void versioning(BucketVersioningStatus status) {
    s3.putBucketVersioning(r -> r.bucket(bucket).versioningConfiguration(v -> v.status(status)));
  }

  private String version(String text) {
    return s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.fromString(text)).versionId();
  }

  private String read(String version) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").versionId(version)).asUtf8String();
  }

  private void delete(String version) {
    s3.deleteObject(r -> r.bucket(bucket).key("a").versionId(version));
  }

  @Test
  void everyVersionIsReadUntilItIsDeleted() {
    String one = version("one");
    String two = version("two");
    assertThat(List.of(read("null"), read(one), read(two), get("a")))
        .containsExactly("null version", "one", "two", "two");
    delete(two);
    assertThat(get("a")).isEqualTo("one");
    assertRefused(404, "NoSuchVersion", () -> read(two));
    delete("null");
    delete(one);
    assertRefused(404, "NoSuchKey", () -> get("a"));
    s3.deleteBucket(r -> r.bucket(bucket));
  }

  @Test
  void aDeletionWithoutAVersionLeavesAMarker() {
    DeleteObjectResponse deleted = s3.deleteObject(r -> r.bucket(bucket).key("a"));
    assertThat(deleted.deleteMarker()).isTrue();
    String marker = deleted.versionId();
    assertThat(catchHeaders(() -> get("a"), 404)).contains("true");
    assertThat(catchHeaders(() -> read(marker), 405)).contains("true");
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents()).isEmpty();
    assertThat(read("null")).isEqualTo("null version");
    assertRefused(409, "BucketNotEmpty", () -> s3.deleteBucket(r -> r.bucket(bucket)));
    assertThat(s3.deleteObject(r -> r.bucket(bucket).key("a").versionId(marker)).deleteMarker())
        .isTrue();
    assertThat(get("a")).isEqualTo("null version");
  }

  private static List<String> catchHeaders(Runnable call, int status) {
    try {
      call.run();
      throw new AssertionError("It was not refused");
    } catch (S3Exception e) {
      assertThat(e.statusCode()).isEqualTo(status);
      return e.awsErrorDetails().sdkHttpResponse().matchingHeaders("x-amz-delete-marker");
    }
  }

  @Test
  void aSuspendedBucketReplacesItsNullVersionOnly() {
    String kept = version("kept");
    versioning(BucketVersioningStatus.SUSPENDED);
    version("replaced");
    assertThat(version("current")).isNull();
    assertThat(copy("null").copySourceVersionId()).isNull();
    assertThat(copy(kept).copySourceVersionId()).isEqualTo(kept);
    assertThat(read(kept)).isEqualTo("kept");
    assertThat(read("null")).isEqualTo("current");
    assertThat(s3.deleteObject(r -> r.bucket(bucket).key("a")).versionId()).isEqualTo("null");
    assertRefused(404, "NoSuchKey", () -> get("a"));
    assertThat(read(kept)).isEqualTo("kept");
  }

  private CopyObjectResponse copy(String version) {
    return s3.copyObject(
        r ->
            r.sourceBucket(bucket)
                .sourceKey("a")
                .sourceVersionId(version)
                .destinationBucket(bucket)
                .destinationKey("copy"));
  }

  @Test
  void whatIsDeletedTakesNeitherTagsNorGrants() {
    s3.deleteObject(r -> r.bucket(bucket).key("a"));
    assertRefused(
        405, "MethodNotAllowed", () -> s3.getObjectTagging(r -> r.bucket(bucket).key("a")));
    assertRefused(
        405,
        "MethodNotAllowed",
        () ->
            s3.putObjectTagging(r -> r.bucket(bucket).key("a").tagging(t -> t.tagSet(List.of()))));
    assertRefused(
        405, "MethodNotAllowed", () -> s3.deleteObjectTagging(r -> r.bucket(bucket).key("a")));
    assertRefused(
        405,
        "MethodNotAllowed",
        () ->
            s3.putObjectAcl(
                r -> r.bucket(bucket).key("a").acl(ObjectCannedACL.BUCKET_OWNER_FULL_CONTROL)));
    assertRefused(404, "NoSuchKey", () -> s3.getObjectAcl(r -> r.bucket(bucket).key("a")));
    assertRefused(404, "NoSuchKey", () -> s3.getObjectTagging(r -> r.bucket(bucket).key("b")));
  }

  @Test
  void aLockIsBypassedOnlyWhereThereIsOne() {
    assertRefused(
        400,
        "InvalidArgument",
        () -> s3.deleteObject(r -> r.bucket(bucket).key("a").bypassGovernanceRetention(false)));
    assertRefused(
        400,
        "InvalidArgument",
        () ->
            s3.deleteObjects(
                r ->
                    r.bucket(bucket)
                        .bypassGovernanceRetention(true)
                        .delete(d -> d.objects(o -> o.key("a")))));
    assertThat(get("a")).isEqualTo("null version");
  }

  @Test
  void versionsAreListedNewestFirstInPagesOfAnySize() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      expected.add(0, version("" + i));
    }
    expected.add("null");
    expected.add(0, s3.deleteObject(r -> r.bucket(bucket).key("a")).versionId());
    put("a/b", "");
    put("z", "");
    for (int size = 1; size < 8; size++) {
      int most = size;
      List<String> ids = new ArrayList<>();
      for (ListObjectVersionsResponse page :
          s3.listObjectVersionsPaginator(r -> r.bucket(bucket).maxKeys(most))) {
        assertThat(page.versions().size() + page.deleteMarkers().size()).isLessThanOrEqualTo(most);
        page.deleteMarkers().forEach(marker -> ids.add(marker.versionId()));
        page.versions().stream()
            .filter(version -> version.key().equals("a"))
            .map(ObjectVersion::versionId)
            .forEach(ids::add);
      }
      assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);
    }
    ListObjectVersionsResponse all = s3.listObjectVersions(r -> r.bucket(bucket).delimiter("/"));
    assertThat(all.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("a/");
    assertThat(all.versions()).filteredOn(ObjectVersion::isLatest).hasSize(1);
    assertThat(all.deleteMarkers().get(0).isLatest()).isTrue();
  }

  @Test
  void aListingGoesOnBehindVersionsThatWereDeletedMeanwhile() {
    for (int i = 0; i < 5; i++) {
      version("" + i);
    }
    for (ListObjectVersionsResponse page :
        s3.listObjectVersionsPaginator(r -> r.bucket(bucket).maxKeys(2))) {
      page.versions().forEach(each -> delete(each.versionId()));
    }
    assertThat(s3.listObjectVersions(r -> r.bucket(bucket)).versions()).isEmpty();
  }

  @Test
  void aVersionIdThatS3NeverGaveIsInvalid() {
    assertRefused(400, "InvalidArgument", () -> read("x"));
    assertRefused(400, "InvalidArgument", () -> read("x".repeat(32)));
    assertRefused(400, "InvalidArgument", () -> delete("no version"));
    String gone = version("gone");
    delete(gone);
    assertRefused(404, "NoSuchVersion", () -> read(gone));
    delete(gone);
    assertThat(get("a")).isEqualTo("null version");
  }

  @Test
  void deleteObjectsDeletesVersionsAndReportsMarkers() {
    String one = version("one");
    var answer =
        s3.deleteObjects(
            r ->
                r.bucket(bucket)
                    .delete(
                        d ->
                            d.objects(
                                o -> o.key("a").versionId(one),
                                o -> o.key("a"),
                                o -> o.key("a").versionId("bad id"))));
    assertThat(answer.deleted()).hasSize(2);
    assertThat(answer.deleted().get(1).deleteMarker()).isTrue();
    assertThat(answer.errors())
        .singleElement()
        .satisfies(error -> assertThat(error.code()).isEqualTo("NoSuchVersion"));
    assertThat(read("null")).isEqualTo("null version");
  }
}
