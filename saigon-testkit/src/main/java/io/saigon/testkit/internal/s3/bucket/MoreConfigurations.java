package io.saigon.testkit.internal.s3.bucket;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.event.Notifications;
import io.saigon.testkit.internal.s3.lifecycle.Lifecycle;
import io.saigon.testkit.internal.s3.object.Encryption;
import io.saigon.testkit.internal.s3.object.ObjectLock;
import io.saigon.testkit.internal.s3.request.Operation;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.s3.store.Retention;
import io.saigon.testkit.internal.s3.store.Settings;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Configurations of the objects of a bucket: lifecycle, encryption, lock, notifications. */
public final class MoreConfigurations {
  private static final String TRANSITION_SIZE = "x-amz-transition-default-minimum-object-size";

  private final Buckets buckets;
  private final Events events;
  private final Documents documents;

  public MoreConfigurations(Buckets buckets, Events events) {
    this.buckets = buckets;
    this.events = events;
    documents = new Documents(buckets);
  }

  /** Adds the operations by their names. */
  public void register(Map<String, Operation> operations) {
    operations.put("GetBucketLifecycleConfiguration", this::getLifecycle);
    operations.put("PutBucketLifecycleConfiguration", this::putLifecycle);
    operations.put("DeleteBucketLifecycle", call -> documents.delete(call, Lifecycle.class));
    operations.put("GetBucketEncryption", this::getEncryption);
    operations.put("PutBucketEncryption", this::putEncryption);
    operations.put("DeleteBucketEncryption", call -> documents.delete(call, Encryption.class));
    operations.put("GetObjectLockConfiguration", this::getLock);
    operations.put("PutObjectLockConfiguration", this::putLock);
    operations.put("GetBucketNotificationConfiguration", this::getNotifications);
    operations.put("PutBucketNotificationConfiguration", this::putNotifications);
    operations.put(
        "GetBucketWebsite",
        call ->
            never(
                call,
                "NoSuchWebsiteConfiguration",
                "The specified bucket does not have a website configuration"));
    operations.put(
        "GetBucketReplication",
        call ->
            never(
                call,
                "ReplicationConfigurationNotFoundError",
                "The replication configuration was not found"));
    operations.put("DeleteBucketWebsite", this::deleteNothing);
    operations.put("DeleteBucketReplication", this::deleteNothing);
    operations.put("GetBucketLogging", call -> empty(call, "BucketLoggingStatus"));
    operations.put(
        "GetBucketAccelerateConfiguration", call -> empty(call, "AccelerateConfiguration"));
    operations.put("GetBucketRequestPayment", this::requestPayment);
  }

  private Reply never(S3Call call, String code, String message) {
    buckets.get(call.bucket());
    throw new S3Error(404, code, message).with("BucketName", call.bucket());
  }

  private Reply deleteNothing(S3Call call) {
    buckets.get(call.bucket());
    return Reply.of(204);
  }

  private Reply empty(S3Call call, String root) {
    buckets.get(call.bucket());
    return Reply.xml(XmlDocument.of(root));
  }

  private Reply requestPayment(S3Call call) {
    buckets.get(call.bucket());
    return Reply.xml(XmlDocument.of("RequestPaymentConfiguration").element("Payer", "BucketOwner"));
  }

  private Reply getLifecycle(S3Call call) {
    Lifecycle lifecycle =
        documents.required(
            call,
            Lifecycle.class,
            "NoSuchLifecycleConfiguration",
            "The lifecycle configuration does not exist");
    return Reply.xml(Documents.written(lifecycle.document()))
        .header(TRANSITION_SIZE, lifecycle.transitionSize());
  }

  private Reply putLifecycle(S3Call call) throws IOException {
    Settings settings = documents.settings(call);
    Lifecycle lifecycle =
        Lifecycle.read(call.xml("LifecycleConfiguration"), call.header(TRANSITION_SIZE));
    settings.set(lifecycle);
    return Reply.of(200).header(TRANSITION_SIZE, lifecycle.transitionSize());
  }

  private Reply getEncryption(S3Call call) {
    Encryption encryption = Encryption.of(buckets.get(call.bucket()));
    XmlDocument xml =
        XmlDocument.of("ServerSideEncryptionConfiguration")
            .open("Rule")
            .open("ApplyServerSideEncryptionByDefault")
            .element("SSEAlgorithm", encryption.algorithm())
            .optional("KMSMasterKeyID", encryption.keyId())
            .close()
            .element("BucketKeyEnabled", encryption.bucketKey());
    if (!encryption.blocked().isEmpty()) {
      xml.open("BlockedEncryptionTypes");
      encryption.blocked().forEach(type -> xml.element("EncryptionType", type));
      xml.close();
    }
    return Reply.xml(xml.close());
  }

  private Reply putEncryption(S3Call call) throws IOException {
    List<XmlElement> rules = call.xml("ServerSideEncryptionConfiguration").only("Rule").children();
    if (rules.size() != 1) {
      throw S3Errors.malformedXml();
    }
    XmlElement rule =
        rules
            .get(0)
            .only(
                "ApplyServerSideEncryptionByDefault", "BucketKeyEnabled", "BlockedEncryptionTypes");
    XmlElement standard =
        rule.child("ApplyServerSideEncryptionByDefault").orElseThrow(S3Errors::malformedXml);
    String algorithm = standard.required("SSEAlgorithm");
    String key = standard.optional("KMSMasterKeyID");
    if (!Encryption.isKnown(algorithm)) {
      throw S3Errors.malformedXml();
    }
    if (key != null && algorithm.equals("AES256")) {
      throw S3Errors.invalidArgument(
          "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or"
              + " aws:kms:dsse",
          "ApplyServerSideEncryptionByDefault");
    }
    documents
        .settings(call)
        .set(
            new Encryption(
                algorithm, key, "true".equals(rule.optional("BucketKeyEnabled")), blocked(rule)));
    return Reply.of(200);
  }

  private static List<String> blocked(XmlElement rule) {
    List<String> types =
        rule
            .child("BlockedEncryptionTypes")
            .map(blocked -> blocked.only("EncryptionType").children())
            .orElse(List.of())
            .stream()
            .map(XmlElement::text)
            .toList();
    if (!List.of(Encryption.CUSTOMER_KEYS, "NONE").containsAll(types)) {
      throw S3Errors.malformedXml();
    }
    return types;
  }

  private Reply getLock(S3Call call) {
    ObjectLock lock =
        documents.required(
            call,
            ObjectLock.class,
            "ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket");
    XmlDocument xml =
        XmlDocument.of("ObjectLockConfiguration").element("ObjectLockEnabled", "Enabled");
    if (lock.mode() != null) {
      xml.open("Rule").open("DefaultRetention").element("Mode", lock.mode());
      if (lock.days() > 0) {
        xml.element("Days", lock.days());
      } else {
        xml.element("Years", lock.years());
      }
      xml.close().close();
    }
    return Reply.xml(xml);
  }

  private Reply putLock(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    XmlElement document = call.xml("ObjectLockConfiguration").only("ObjectLockEnabled", "Rule");
    if (!"Enabled".equals(document.optional("ObjectLockEnabled"))) {
      throw S3Errors.malformedXml();
    }
    if (bucket.settings().versioning() != Settings.Versioning.ENABLED) {
      throw new S3Error(
          409,
          "InvalidBucketState",
          "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
    }
    bucket.settings().set(lock(document));
    return Reply.of(200);
  }

  private static ObjectLock lock(XmlElement document) {
    XmlElement rule = document.child("Rule").orElse(null);
    if (rule == null) {
      return new ObjectLock(null, 0, 0);
    }
    XmlElement retention =
        rule.child("DefaultRetention")
            .orElseThrow(S3Errors::malformedXml)
            .only("Mode", "Days", "Years");
    Retention.Mode mode = ObjectLock.mode(retention.required("Mode"));
    if (retention.child("Days").isPresent() == retention.child("Years").isPresent()) {
      throw S3Errors.malformedXml();
    }
    return new ObjectLock(mode, period(retention, "Days"), period(retention, "Years"));
  }

  private static int period(XmlElement retention, String unit) {
    String text = retention.optional(unit);
    if (text == null) {
      return 0;
    }
    if (!text.matches("-?\\d{1,9}")) {
      throw S3Errors.malformedXml();
    }
    int number = Integer.parseInt(text);
    if (number < 1 || number > (unit.equals("Days") ? 36_500 : 100)) {
      throw S3Errors.invalidArgument(
          "Default retention period must be a positive integer value", unit, text);
    }
    return number;
  }

  private Reply getNotifications(S3Call call) {
    Notifications notifications = documents.settings(call).get(Notifications.class);
    return Reply.xml(
        notifications == null
            ? XmlDocument.of("NotificationConfiguration")
            : Documents.written(notifications.document()));
  }

  private Reply putNotifications(S3Call call) throws IOException {
    Bucket bucket = buckets.get(call.bucket());
    Notifications notifications = Notifications.read(call.xml("NotificationConfiguration"));
    bucket.settings().set(notifications);
    events.publishTest(bucket, call, notifications);
    return Reply.of(200);
  }
}
