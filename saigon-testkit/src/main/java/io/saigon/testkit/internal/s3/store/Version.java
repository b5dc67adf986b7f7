package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.content.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of an object, or a delete marker.
 *
 * @param id {@link #NULL} where the bucket had no versioning
 * @param data what it holds, or null for a delete marker
 */
public record Version(String key, String id, Instant modified, @Nullable Data data) {
  public static final String NULL = "null";

  private static final int ID_LENGTH = 32;

  /**
   * Bytes of a version and what is known of them.
   *
   * @param etag without quotes
   * @param parts of a multipart upload, else empty
   */
  public record Data(
      Content content,
      String etag,
      @Nullable Checksum checksum,
      List<PartInfo> parts,
      Attributes attributes) {

    public Data with(Attributes changed) {
      return new Data(content, etag, checksum, parts, changed);
    }

    public String quotedEtag() {
      return '"' + etag + '"';
    }
  }

  /** Returns the id of a new version where versioning is enabled. */
  public static String newId() {
    return SequentialIds.next(ID_LENGTH);
  }

  /** Returns whether a text is the id of a version that there is, was or could be. */
  public static boolean isId(String text) {
    return text.equals(NULL) || SequentialIds.isValid(text, ID_LENGTH);
  }

  public boolean isMarker() {
    return data == null;
  }

  /** Returns the data of a version that is no delete marker. */
  public Data object() {
    if (data == null) {
      throw new IllegalStateException("A delete marker has no data");
    }
    return data;
  }

  Version with(Attributes changed) {
    return new Version(key, id, modified, object().with(changed));
  }

  void release() {
    if (data != null) {
      data.content().release();
    }
  }
}
