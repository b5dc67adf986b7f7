package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keys of every kind, which are no file names, and their listings. */
class S3KeysIT extends S3Fixture {
  private static final List<String> KEYS =
      List.of(
          "d/e",
          "d//e",
          "k",
          "k/x",
          "f/",
          "./z",
          "/lead",
          "x/../y",
          "..",
          ".",
          "//",
          "a b+c%&?#",
          "ü/é",
          "漢",
          "\uD83D\uDE00",
          "\uFF5E",
          "quotes\"'<>&",
          "new\nline",
          "control\u0001",
          "x".repeat(1024),
          "trailing/ ");
  private static final Comparator<String> BY_BYTES =
      (one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other));

  @Test
  void everyKeyIsAnObjectOfItsOwn() {
    KEYS.forEach(key -> put(key, "of " + key));
    for (String key : KEYS) {
      assertThat(get(key)).isEqualTo("of " + key);
      assertThat(s3.headObject(r -> r.bucket(bucket).key(key)).contentLength())
          .isEqualTo(bytes("of " + key).length);
    }
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket).encodingType("url")).contents())
        .extracting(S3Object::key)
        .isEqualTo(KEYS.stream().sorted(BY_BYTES).toList());
    s3.deleteObject(r -> r.bucket(bucket).key("k"));
    assertThat(get("k/x")).isEqualTo("of k/x");
    assertRefused(404, "NoSuchKey", () -> get("k"));
  }

  @ParameterizedTest
  @CsvSource({"/,''", "/,d/", "//,''", "e,''", "'',x", "/,none"})
  void pagesOfAListingTogetherAreItsKeysAndPrefixes(String delimiter, String prefix) {
    KEYS.forEach(key -> put(key, ""));
    List<String> expected = new ArrayList<>();
    for (String key : KEYS) {
      int index = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String listed = index < 0 ? key : key.substring(0, index + delimiter.length());
      if (key.startsWith(prefix) && !expected.contains(listed)) {
        expected.add(listed);
      }
    }
    List<String> second = new ArrayList<>();
    s3.listObjectsV2Paginator(
            r ->
                r.bucket(bucket).delimiter(delimiter).prefix(prefix).maxKeys(2).encodingType("url"))
        .forEach(page -> second.addAll(listed(page)));
    assertThat(second).isEqualTo(expected.stream().sorted(BY_BYTES).toList());
    assertThat(firstVersion(delimiter, prefix)).isEqualTo(second);
  }

  private static List<String> listed(ListObjectsV2Response page) {
    List<String> all = new ArrayList<>();
    page.contents().forEach(object -> all.add(object.key()));
    page.commonPrefixes().forEach(common -> all.add(common.prefix()));
    assertThat(page.keyCount()).isEqualTo(all.size()).isLessThanOrEqualTo(2);
    return all.stream().sorted(BY_BYTES).toList();
  }

  private List<String> firstVersion(String delimiter, String prefix) {
    List<String> all = new ArrayList<>();
    String marker = "";
    while (true) {
      String from = marker;
      var page =
          s3.listObjects(
              r ->
                  r.bucket(bucket)
                      .delimiter(delimiter)
                      .prefix(prefix)
                      .marker(from)
                      .maxKeys(2)
                      .encodingType("url"));
      List<String> some = new ArrayList<>();
      page.contents().forEach(object -> some.add(object.key()));
      page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(some::add);
      some.sort(BY_BYTES);
      all.addAll(some);
      if (!page.isTruncated()) {
        return all;
      }
      assertThat(page.nextMarker() == null).isEqualTo(delimiter.isEmpty());
      marker = some.get(some.size() - 1);
    }
  }

  @Test
  void aListingStartsAfterAKeyAndHasNoPrefixBeforeIt() {
    List.of("a/1", "a/2", "b", "c/1").forEach(key -> put(key, ""));
    ListObjectsV2Response page =
        s3.listObjectsV2(r -> r.bucket(bucket).startAfter("a/1").delimiter("/"));
    assertThat(page.contents()).extracting(S3Object::key).containsExactly("b");
    assertThat(page.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("c/");
    assertThat(page.startAfter()).isEqualTo("a/1");
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket).maxKeys(0)).contents()).isEmpty();
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket).maxKeys(5000)).maxKeys()).isEqualTo(1000);
    assertThat(
            s3.listObjectsV2(r -> r.bucket(bucket).fetchOwner(true)).contents().get(0).owner().id())
        .hasSize(64);
  }

  @Test
  void aTokenOfAnotherBucketOrOfNobodyIsRefused() {
    List.of("a", "b").forEach(key -> put(key, ""));
    String token = s3.listObjectsV2(r -> r.bucket(bucket).maxKeys(1)).nextContinuationToken();
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket).continuationToken(token)).contents())
        .extracting(S3Object::key)
        .containsExactly("b");
    String other = bucket + "-2";
    s3.createBucket(r -> r.bucket(other));
    assertRefused(
        400,
        "InvalidArgument",
        () -> s3.listObjectsV2(r -> r.bucket(other).continuationToken(token)));
    for (String bogus : List.of("bogus", "AAAA", token.substring(4))) {
      assertRefused(
          400,
          "InvalidArgument",
          () -> s3.listObjectsV2(r -> r.bucket(bucket).continuationToken(bogus)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "max-keys=-1, InvalidArgument",
    "max-keys=x, InvalidArgument",
    "max-keys=99999999999, InvalidArgument",
    "encoding-type=base64, InvalidArgument",
    "list-type=3, InvalidArgument",
    "list-type=2&continuation-token=, InvalidArgument",
    "versions&version-id-marker=null, InvalidArgument",
  })
  void parametersOfAListingAreChecked(String query, String code) {
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed("GET", path("?" + query), NOTHING).send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("<Code>" + code + "<", "<ArgumentName>");
  }

  @Test
  void keysAreEncodedIfAClientAsksForIt() {
    put("a b/ü+\u0001", "");
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed("GET", path("?list-type=2&encoding-type=url"), NOTHING).send();
    assertThat(answer.body())
        .contains("<Key>a+b/%C3%BC%2B%01</Key>", "<EncodingType>url</EncodingType>");
    assertThat(S3Wire.admin(aws).hashed("GET", path("?list-type=2"), NOTHING).send().body())
        .contains("<Key>a b/ü+&#x1;</Key>");
  }

  @Test
  void aKeyOfMoreThanTheLimitIsRefused() {
    String key = "ü".repeat(512) + "x";
    assertRefused(400, "KeyTooLongError", () -> put(key, ""));
    assertRefused(400, "KeyTooLongError", () -> get(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/lead", "//", "a/../b"})
  void aKeyIsReadFromThePathAsItWasSent(String key) {
    assertThat(S3Wire.admin(aws).hashed("PUT", path("/" + key), bytes("x")).send().statusCode())
        .isEqualTo(200);
    assertThat(get(key)).isEqualTo("x");
  }

  @Test
  void bucketsAreListedInPages() {
    for (int i = 0; i < 3; i++) {
      String name = bucket + "-" + i;
      s3.createBucket(r -> r.bucket(name));
    }
    List<String> names = new ArrayList<>();
    s3.listBucketsPaginator(r -> r.prefix(bucket + "-").maxBuckets(2))
        .buckets()
        .forEach(each -> names.add(each.name()));
    assertThat(names).containsExactly(bucket + "-0", bucket + "-1", bucket + "-2");
    assertRefused(400, "InvalidArgument", () -> s3.listBuckets(r -> r.continuationToken("x")));
  }

  @Test
  void aBucketIsMadeOnceInItsRegionAndDeletedWhenEmpty() {
    assertRefused(409, "BucketAlreadyOwnedByYou", () -> s3.createBucket(r -> r.bucket(bucket)));
    HttpResponse<String> unspecified =
        S3Wire.admin(aws).hashed("PUT", "/" + bucket + "-2", NOTHING).send();
    assertThat(unspecified.body()).contains("<Code>IllegalLocationConstraintException<");
    s3.putObject(r -> r.bucket(bucket).key("a"), RequestBody.empty());
    assertRefused(409, "BucketNotEmpty", () -> s3.deleteBucket(r -> r.bucket(bucket)));
    s3.deleteObject(r -> r.bucket(bucket).key("a"));
    s3.deleteBucket(r -> r.bucket(bucket));
    assertRefused(404, "", () -> s3.headBucket(r -> r.bucket(bucket)));
  }
}
