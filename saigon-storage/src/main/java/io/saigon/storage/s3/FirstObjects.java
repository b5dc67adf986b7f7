package io.saigon.storage.s3;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ObjectInfo;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;

/** Collects the first objects of a list, which is fetched no further than to them. */
public final class FirstObjects {
  private FirstObjects() {}

  public static Future<List<ObjectInfo>> of(
      CallerContext context, ReadStream<ObjectInfo> list, int atMost) {
    Promise<List<ObjectInfo>> result = context.promise();
    List<ObjectInfo> first = new ArrayList<>();
    list.pause()
        .exceptionHandler(result::tryFail)
        .endHandler(end -> result.tryComplete(List.copyOf(first)))
        .handler(
            object -> {
              first.add(object);
              if (first.size() == atMost) {
                result.tryComplete(List.copyOf(first));
              }
            })
        .fetch(atMost);
    return result.future();
  }
}
