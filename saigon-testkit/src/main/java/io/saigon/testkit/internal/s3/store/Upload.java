package io.saigon.testkit.internal.s3.store;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Checksum;
import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A multipart upload that is under way; guarded by its bucket's lock. */
public final class Upload {
  private static final int ID_LENGTH = 96;

  private final String id;
  private final String key;
  private final Instant initiated;
  private final Attributes attributes;
  private final @Nullable Algorithm algorithm;
  private final Checksum.Type type;
  private final NavigableMap<Integer, StoredPart> parts = new TreeMap<>();
  private boolean overtaken;

  /**
   * @param algorithm the one that the client chose, or null
   */
  public Upload(
      String id,
      String key,
      Instant initiated,
      Attributes attributes,
      @Nullable Algorithm algorithm,
      Checksum.Type type) {
    this.id = id;
    this.key = key;
    this.initiated = initiated;
    this.attributes = attributes;
    this.algorithm = algorithm;
    this.type = type;
  }

  /** Returns the id of a new upload, which is greater than those of all before. */
  public static String newId() {
    return SequentialIds.next(ID_LENGTH);
  }

  /** Returns whether a text is the id of an upload that there is or was. */
  public static boolean isId(String text) {
    return SequentialIds.isValid(text, ID_LENGTH);
  }

  public String id() {
    return id;
  }

  public String key() {
    return key;
  }

  public Instant initiated() {
    return initiated;
  }

  public Attributes attributes() {
    return attributes;
  }

  /** Returns the algorithm that the client chose, or null. */
  public @Nullable Algorithm chosen() {
    return algorithm;
  }

  /** Returns the algorithm of its checksums: the client's, or S3's default. */
  public Algorithm algorithm() {
    return algorithm == null ? Algorithm.CRC64NVME : algorithm;
  }

  public Checksum.Type type() {
    return type;
  }

  /** Adds a part, which replaces an earlier one of its number. */
  public void add(StoredPart part) {
    StoredPart before = parts.put(part.number(), part);
    if (before != null) {
      before.content().release();
    }
  }

  public @Nullable StoredPart part(int number) {
    return parts.get(number);
  }

  /** Returns the parts whose numbers are greater. */
  public Collection<StoredPart> partsAfter(int number) {
    return parts.tailMap(number, false).values();
  }

  /** Returns whether the key was written or deleted since the upload began. */
  public boolean isOvertaken() {
    return overtaken;
  }

  void overtake() {
    overtaken = true;
  }

  void release() {
    parts.values().forEach(part -> part.content().release());
    parts.clear();
  }
}
