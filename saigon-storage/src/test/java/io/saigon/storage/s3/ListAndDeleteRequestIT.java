package io.saigon.storage.s3;

import static io.saigon.storage.testing.ScriptedS3.error;
import static io.saigon.storage.testing.ScriptedS3.xml;
import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.ScriptedFixture;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The requests of lists and deletions, and their failures. */
class ListAndDeleteRequestIT extends ScriptedFixture {
  @Test
  void aListIsFetchedPageByPageAsItIsRead() {
    s3.then(page("<NextContinuationToken>T+/=</NextContinuationToken>", true, "a", "b"))
        .then(page("", false, "c%2F+d", "e&amp;f"));
    ReadStream<ObjectInfo> list = saigon.storage().list("bucket", "p/");
    Promise<List<String>> all = Promise.promise();
    List<String> keys = new ArrayList<>();
    list.exceptionHandler(all::tryFail).endHandler(end -> all.complete(keys));
    Promise<Void> first = Promise.promise();
    list.pause();
    list.handler(
        info -> {
          keys.add(info.descriptor().key());
          first.tryComplete();
        });
    list.fetch(1);
    await(first.future());
    assertThat(s3.requests()).hasSize(1);
    list.resume();
    assertThat(await(all.future())).containsExactly("a", "b", "c/ d", "e&f");
    // A request for a page too many would have arrived before this.
    s3.then(xml("<DeleteResult/>"));
    await(saigon.storage().deleteAll(List.of(OBJECT)));
    assertThat(s3.requests()).hasSize(3);
    assertThat(s3.requests().get(1)).contains("continuation-token=T%2B%2F%3D");
    assertThat(s3.requests().get(2)).startsWith("POST");
  }

  @Test
  void aListUpToABoundRequestsNoPageBehindIt() {
    s3.then(page("<NextContinuationToken>T</NextContinuationToken>", true, "a", "b"));
    assertThat(await(saigon.storage().list("bucket", "", 2)))
        .extracting(info -> info.descriptor().key())
        .containsExactly("a", "b");
    s3.then(xml("<DeleteResult/>"));
    await(saigon.storage().deleteAll(List.of(OBJECT)));
    assertThat(s3.requests()).hasSize(2);
  }

  private static io.vertx.core.Handler<HttpServerRequest> page(
      String token, boolean more, String... keys) {
    StringBuilder page = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    for (String key : keys) {
      page.append("<Contents><Key>" + key + "</Key><Size>1</Size></Contents>");
    }
    return xml(page + "<IsTruncated>" + more + "</IsTruncated>" + token + "</ListBucketResult>");
  }

  @Test
  void manyAreDeletedAThousandAtATime() {
    s3.then(xml("<DeleteResult/>")).then(xml("<DeleteResult/>")).then(xml("<DeleteResult/>"));
    Stream<S3ObjectDescriptor> many =
        IntStream.range(0, 2001).mapToObj(i -> S3ObjectDescriptor.of("bucket", "k" + i));
    await(saigon.storage().deleteAll(many.toList()));
    assertThat(s3.requests()).hasSize(3).allMatch(uri -> uri.startsWith("POST /bucket?delete"));
    await(saigon.storage().deleteAll(List.of()));
    assertThat(s3.requests()).hasSize(3);
  }

  @Test
  void objectsThatWereNotDeletedAreReported() {
    s3.then(
        xml(
            "<DeleteResult><Error><Key>kept</Key><Code>AccessDenied</Code></Error></DeleteResult>"));
    assertFails(
        saigon.storage().deleteAll(List.of(OBJECT, S3ObjectDescriptor.of("bucket", "kept"))),
        Reason.NOT_DELETED,
        "1 of 2 objects were not deleted; one of them is 'kept' in bucket 'bucket': AccessDenied");
    s3.then(error(404, "NoSuchBucket"));
    assertThatThrownBy(() -> await(saigon.storage().deleteAll(List.of(OBJECT))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no bucket 'bucket'");
  }
}
