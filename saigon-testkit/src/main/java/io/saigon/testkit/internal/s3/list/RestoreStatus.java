package io.saigon.testkit.internal.s3.list;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Times;
import io.saigon.testkit.internal.s3.store.Attributes;
import io.saigon.testkit.internal.s3.store.Restore;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The restores of objects in a listing.
 *
 * @param wanted whether the listing is to have them
 */
record RestoreStatus(boolean wanted, Instant now) {
  private static final String HEADER = "x-amz-optional-object-attributes";

  static RestoreStatus of(S3Call call) {
    List<String> names =
        call.headers().getAll(HEADER).stream()
            .flatMap(value -> Arrays.stream(value.split(",", -1)))
            .map(String::strip)
            .toList();
    for (String name : names) {
      if (!name.equals("RestoreStatus")) {
        throw S3Errors.invalidArgument("Invalid attribute name specified.", HEADER, name);
      }
    }
    return new RestoreStatus(!names.isEmpty(), call.now());
  }

  void write(XmlDocument xml, Attributes attributes) {
    Restore restore = attributes.restore();
    if (!wanted || restore == null) {
      return;
    }
    if (restore.isOngoing(now)) {
      xml.open("RestoreStatus").element("IsRestoreInProgress", true).close();
    } else if (restore.isReadable(now)) {
      xml.open("RestoreStatus")
          .element("IsRestoreInProgress", false)
          .element("RestoreExpiryDate", Times.xml(restore.expiry()))
          .close();
    }
  }
}
