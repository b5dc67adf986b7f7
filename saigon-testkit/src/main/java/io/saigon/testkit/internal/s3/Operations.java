package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.bucket.BucketOperations;
import io.saigon.testkit.internal.s3.bucket.Configurations;
import io.saigon.testkit.internal.s3.bucket.MoreConfigurations;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.list.BucketLists;
import io.saigon.testkit.internal.s3.list.ObjectLists;
import io.saigon.testkit.internal.s3.list.UploadLists;
import io.saigon.testkit.internal.s3.list.VersionLists;
import io.saigon.testkit.internal.s3.multipart.UploadEnd;
import io.saigon.testkit.internal.s3.multipart.UploadParts;
import io.saigon.testkit.internal.s3.multipart.UploadStart;
import io.saigon.testkit.internal.s3.object.AttributesQuery;
import io.saigon.testkit.internal.s3.object.Copies;
import io.saigon.testkit.internal.s3.object.Deletes;
import io.saigon.testkit.internal.s3.object.Gets;
import io.saigon.testkit.internal.s3.object.ObjectSettings;
import io.saigon.testkit.internal.s3.object.Puts;
import io.saigon.testkit.internal.s3.object.Restores;
import io.saigon.testkit.internal.s3.request.Operation;
import io.saigon.testkit.internal.s3.request.Target;
import io.saigon.testkit.internal.s3.store.Buckets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The operations that are implemented, by their names. */
final class Operations {
  private final Map<String, Operation> operations = new HashMap<>();

  Operations(Buckets buckets, Events events) {
    lists(buckets);
    bucket(new BucketOperations(buckets));
    objects(buckets, events);
    multipart(buckets, events);
    new Configurations(buckets).register(operations);
    new MoreConfigurations(buckets, events).register(operations);
  }

  private void lists(Buckets buckets) {
    ObjectLists objects = new ObjectLists(buckets);
    UploadLists uploads = new UploadLists(buckets);
    operations.put("ListBuckets", new BucketLists(buckets)::list);
    operations.put("ListObjects", objects::first);
    operations.put("ListObjectsV2", objects::second);
    operations.put("ListObjectVersions", new VersionLists(buckets)::list);
    operations.put("ListMultipartUploads", uploads::uploads);
    operations.put("ListParts", uploads::parts);
  }

  private void bucket(BucketOperations bucket) {
    operations.put("CreateBucket", bucket::create);
    operations.put("HeadBucket", bucket::head);
    operations.put("DeleteBucket", bucket::delete);
    operations.put("GetBucketLocation", bucket::location);
    operations.put("GetBucketVersioning", bucket::getVersioning);
    operations.put("PutBucketVersioning", bucket::putVersioning);
    operations.put("GetBucketTagging", bucket::getTags);
    operations.put("PutBucketTagging", bucket::putTags);
    operations.put("DeleteBucketTagging", bucket::deleteTags);
  }

  private void objects(Buckets buckets, Events events) {
    Gets gets = new Gets(buckets);
    Deletes deletes = new Deletes(buckets, events);
    ObjectSettings settings = new ObjectSettings(buckets, events);
    operations.put("PutObject", new Puts(buckets, events)::put);
    operations.put("GetObject", gets::get);
    operations.put("HeadObject", gets::head);
    operations.put("DeleteObject", deletes::delete);
    operations.put("DeleteObjects", deletes::deleteAll);
    operations.put("CopyObject", new Copies(buckets, events)::copy);
    operations.put("RestoreObject", new Restores(buckets)::restore);
    operations.put("GetObjectAttributes", new AttributesQuery(buckets)::get);
    operations.put("GetObjectTagging", settings::getTags);
    operations.put("PutObjectTagging", settings::putTags);
    operations.put("DeleteObjectTagging", settings::deleteTags);
    operations.put("GetObjectAcl", settings::getAcl);
    operations.put("PutObjectAcl", settings::putAcl);
    operations.put("GetObjectRetention", settings::getRetention);
    operations.put("PutObjectRetention", settings::putRetention);
    operations.put("GetObjectLegalHold", settings::getLegalHold);
    operations.put("PutObjectLegalHold", settings::putLegalHold);
  }

  private void multipart(Buckets buckets, Events events) {
    UploadStart start = new UploadStart(buckets);
    UploadParts parts = new UploadParts(buckets);
    operations.put("CreateMultipartUpload", start::create);
    operations.put("AbortMultipartUpload", start::abort);
    operations.put("UploadPart", parts::upload);
    operations.put("UploadPartCopy", parts::copy);
    operations.put("CompleteMultipartUpload", new UploadEnd(buckets, events)::complete);
  }

  /** Returns the names of all. */
  Set<String> names() {
    return operations.keySet();
  }

  /** Returns an operation, or fails with {@code NotImplemented} or {@code MethodNotAllowed}. */
  Operation get(String name, String method, Target target) {
    Operation operation = operations.get(name);
    if (operation != null) {
      return operation;
    }
    throw name.equals(S3Operation.NONE)
        ? S3Errors.methodNotAllowed(method, target.resourceType())
        : S3Errors.notImplemented("The local S3 does not implement " + name);
  }
}
