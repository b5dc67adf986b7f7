package io.saigon.testkit.internal.s3.multipart;

import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Checksum;
import io.saigon.testkit.internal.s3.checksum.Hash;
import io.saigon.testkit.internal.s3.store.PartInfo;
import io.saigon.testkit.internal.s3.store.StoredPart;
import io.saigon.testkit.internal.s3.store.Upload;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The entity tag, the checksum and the parts of an object that parts become. */
final class Completion {
  private static final int MD5 = 16;

  private final Upload upload;
  private final List<StoredPart> parts;

  Completion(Upload upload, List<StoredPart> parts) {
    this.upload = upload;
    this.parts = parts;
  }

  String etag() {
    Hash md5 = Hash.digest("MD5");
    parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.etag()), MD5));
    return HexFormat.of().formatHex(md5.finish()) + "-" + parts.size();
  }

  long size() {
    return parts.stream().mapToLong(part -> part.content().length()).sum();
  }

  List<PartInfo> infos() {
    // S3 forgets the checksums of parts once it has that of the whole.
    boolean isComposite = upload.chosen() != null && upload.type() == Checksum.Type.COMPOSITE;
    List<PartInfo> infos = new ArrayList<>(parts.size());
    for (StoredPart part : parts) {
      infos.add(
          new PartInfo(
              infos.size() + 1,
              part.content().length(),
              isComposite ? composite(part.checksum()) : null));
    }
    return infos;
  }

  private static Checksum composite(Checksum ofPart) {
    return new Checksum(ofPart.algorithm(), Checksum.Type.COMPOSITE, ofPart.value());
  }

  Checksum checksum() {
    return upload.type() == Checksum.Type.COMPOSITE ? composite() : full();
  }

  private Checksum composite() {
    Algorithm algorithm = upload.algorithm();
    Hash checksum = algorithm.start();
    for (StoredPart part : parts) {
      byte[] bytes = Base64.getDecoder().decode(part.checksum().value());
      checksum.update(bytes, bytes.length);
    }
    String value = Base64.getEncoder().encodeToString(checksum.finish());
    return new Checksum(algorithm, Checksum.Type.COMPOSITE, value + "-" + parts.size());
  }

  private Checksum full() {
    Algorithm algorithm = upload.algorithm();
    return Checksum.of(
        algorithm,
        algorithm.combine(
            parts.stream().map(part -> part.checksum().value()).toList(),
            parts.stream().map(part -> part.content().length()).toList()));
  }
}
