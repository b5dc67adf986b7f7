package io.saigon.storage.s3;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.StorageFixture;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingAndDeletionIT extends StorageFixture {
  @Test
  void deletingIsIdempotent() {
    S3ObjectDescriptor object = uploaded("deleted", random(5));
    await(storages.storage().delete(object));
    await(storages.storage().delete(object));
    assertThatThrownBy(() -> await(storages.storage().head(object)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void manyAreDeleted() {
    S3ObjectDescriptor one = uploaded("many/1 é+%", random(5));
    S3ObjectDescriptor two = uploaded("many/2", random(5));
    await(storages.storage().deleteAll(List.of(one, two, object("many/none"))));
    assertThat(list(storages.bucket, "many/")).isEmpty();
  }

  @Test
  void objectsAreListedByPrefix() {
    for (int i = 0; i < 5; i++) {
      uploaded("listed/" + i, random(i));
    }
    List<ObjectInfo> listed = list(storages.bucket, "listed/");
    assertThat(listed)
        .extracting(info -> info.descriptor().key())
        .containsExactly("listed/0", "listed/1", "listed/2", "listed/3", "listed/4");
    assertThat(listed).extracting(ObjectInfo::size).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(list(storages.bucket, "none/")).isEmpty();
    assertThatThrownBy(() -> list("no-such-bucket", "")).isInstanceOf(NotFoundException.class);
  }

  private List<ObjectInfo> list(String bucket, String prefix) {
    Promise<List<ObjectInfo>> all = Promise.promise();
    List<ObjectInfo> found = new ArrayList<>();
    storages
        .storage()
        .list(bucket, prefix)
        .exceptionHandler(all::fail)
        .endHandler(end -> all.complete(found))
        .handler(found::add);
    return await(all.future());
  }
}
