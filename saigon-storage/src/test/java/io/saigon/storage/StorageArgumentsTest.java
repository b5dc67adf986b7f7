package io.saigon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.UploadOptions;
import io.saigon.storage.testing.StorageCalls;
import io.saigon.testkit.Await;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.s3.S3AsyncClient;

class StorageArgumentsTest {
  private static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("bucket", "key");

  private final Vertx vertx = Vertx.vertx();
  private final Saigon saigon = Saigon.create(vertx, SaigonOptions.defaults());
  private final ObjectStorage storage = saigon.storage();
  private final Map<Class<?>, Object> arguments =
      Map.ofEntries(
          Map.entry(S3ObjectDescriptor.class, OBJECT),
          Map.entry(DownloadOptions.class, DownloadOptions.defaults()),
          Map.entry(UnzipOptions.class, UnzipOptions.defaults()),
          Map.entry(UploadOptions.class, UploadOptions.defaults()),
          Map.entry(Handler.class, (Handler<Object>) ignored -> {}),
          Map.entry(Path.class, Path.of("no-such-file")),
          Map.entry(Buffer.class, Buffer.buffer()),
          Map.entry(ReadStream.class, StorageCalls.stream(vertx, Buffer.buffer())),
          Map.entry(String.class, "bucket"),
          Map.entry(Collection.class, List.of()),
          Map.entry(Duration.class, Duration.ofHours(1)),
          Map.entry(Class.class, S3AsyncClient.class),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L));

  @AfterEach
  void stop() {
    Await.await(saigon.close());
    Await.await(vertx.close());
  }

  @TestFactory
  Stream<DynamicTest> anArgumentThatIsNullIsNamed() {
    return Stream.of(ObjectStorage.class.getMethods())
        .flatMap(
            method ->
                Stream.iterate(0, i -> i < method.getParameterCount(), i -> i + 1)
                    .filter(i -> !method.getParameterTypes()[i].isPrimitive())
                    .map(
                        i ->
                            DynamicTest.dynamicTest(
                                method.getName() + " " + method.getParameters()[i],
                                () -> assertNamed(method, i))));
  }

  @Test
  void boundsAreRefusedBeforeAnythingIsRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storage.readBytes(OBJECT, -1))
        .withMessage("maxBytes must be 0 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storage.list("bucket", "", 0))
        .withMessage("atMost must be above 0");
  }

  private void assertNamed(Method method, int missing) {
    Object[] values =
        Stream.of(method.getParameterTypes()).map(arguments::get).toArray(Object[]::new);
    values[missing] = null;
    Throwable thrown = catchThrowable(() -> method.invoke(storage, values));
    assertThat(thrown).isInstanceOf(InvocationTargetException.class);
    assertThat(thrown.getCause())
        .isInstanceOf(NullPointerException.class)
        .hasMessage(method.getParameters()[missing].getName());
  }
}
