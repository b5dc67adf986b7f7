package io.saigon.testkit.internal.s3.bucket;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Settings;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.util.function.Function;

/** Configurations of buckets that are given back as they came. */
final class Documents {
  private final Buckets buckets;

  Documents(Buckets buckets) {
    this.buckets = buckets;
  }

  Settings settings(S3Call call) {
    return buckets.get(call.bucket()).settings();
  }

  /** Returns a configuration, or fails with an error that names the bucket. */
  <T> T required(S3Call call, Class<T> type, String code, String message) {
    T found = settings(call).get(type);
    if (found == null) {
      throw new S3Error(404, code, message).with("BucketName", call.bucket());
    }
    return found;
  }

  <T> Reply get(
      S3Call call, Class<T> type, Function<T, XmlElement> document, String code, String message) {
    return Reply.xml(written(document.apply(required(call, type, code, message))));
  }

  Reply delete(S3Call call, Class<?> type) {
    settings(call).remove(type);
    return Reply.of(204);
  }

  static XmlDocument written(XmlElement document) {
    XmlDocument xml = XmlDocument.of(document.name());
    document.children().forEach(xml::copy);
    return xml;
  }
}
