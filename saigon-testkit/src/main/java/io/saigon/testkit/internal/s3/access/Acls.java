package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.s3.store.Grant;
import io.saigon.testkit.internal.s3.xml.XmlDocument;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access control lists: canned ones, those of headers and those of documents. */
public final class Acls {
  private static final String LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
  private static final String USER_ID = "CanonicalUser/ID";
  private static final Map<String, String> HEADERS =
      Map.of(
          "x-amz-grant-full-control", "FULL_CONTROL",
          "x-amz-grant-read", "READ",
          "x-amz-grant-write", "WRITE",
          "x-amz-grant-read-acp", "READ_ACP",
          "x-amz-grant-write-acp", "WRITE_ACP");

  private Acls() {}

  /** Returns the list that a request gives, or null. */
  public static @Nullable List<Grant> of(MultiMap headers) {
    String canned = headers.get("x-amz-acl");
    List<Grant> grants = new ArrayList<>();
    for (Map.Entry<String, String> each : HEADERS.entrySet()) {
      String value = headers.get(each.getKey());
      if (value != null) {
        for (String grantee : value.split(",", -1)) {
          grants.add(grant(grantee.strip(), each.getValue(), each.getKey()));
        }
      }
    }
    if (canned != null && !grants.isEmpty()) {
      throw S3Errors.invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
    }
    return canned == null ? (grants.isEmpty() ? null : grants) : canned(canned);
  }

  private static List<Grant> canned(String name) {
    return switch (name) {
      case "private", "bucket-owner-read", "bucket-owner-full-control", "aws-exec-read" ->
          List.of(Grant.owner());
      case "public-read" -> List.of(Grant.owner(), new Grant(true, Grant.ALL_USERS, "READ"));
      case "public-read-write" ->
          List.of(
              Grant.owner(),
              new Grant(true, Grant.ALL_USERS, "READ"),
              new Grant(true, Grant.ALL_USERS, "WRITE"));
      case "authenticated-read" ->
          List.of(Grant.owner(), new Grant(true, Grant.AUTHENTICATED_USERS, "READ"));
      case "log-delivery-write" ->
          List.of(
              Grant.owner(),
              new Grant(true, LOG_DELIVERY, "WRITE"),
              new Grant(true, LOG_DELIVERY, "READ_ACP"));
      default -> throw S3Errors.invalidArgument("", "x-amz-acl", name);
    };
  }

  private static Grant grant(String grantee, String permission, String header) {
    int equals = grantee.indexOf('=');
    String kind = equals < 0 ? "" : grantee.substring(0, equals).strip();
    String value = grantee.substring(equals + 1).strip().replaceAll("^\"|\"$", "");
    return switch (kind) {
      case "id" -> account(value, permission, "id");
      case "uri" -> group(value, permission, "uri");
      case "emailAddress" ->
          throw S3Errors.notImplemented("Grantees by e-mail address are not implemented");
      default -> throw S3Errors.invalidArgument("Argument format not recognized", header, grantee);
    };
  }

  private static Grant account(String id, String permission, String argument) {
    checkAccount(id, argument);
    return new Grant(false, id, permission);
  }

  private static void checkAccount(String id, String argument) {
    if (!id.matches("[0-9a-f]{64}")) {
      throw S3Errors.invalidArgument("Invalid id", argument, id);
    }
  }

  private static Grant group(String uri, String permission, String argument) {
    if (!List.of(Grant.ALL_USERS, Grant.AUTHENTICATED_USERS, LOG_DELIVERY).contains(uri)) {
      throw S3Errors.invalidArgument("Invalid group uri", argument, uri);
    }
    return new Grant(true, uri, permission);
  }

  /** Reads the document of a request that gives its list in no header. */
  public static List<Grant> read(S3Call call) throws IOException {
    if (!call.hasBody()) {
      throw new S3Error(400, "MissingSecurityHeader", "Your request was missing a required header")
          .with("MissingHeaderName", "x-amz-acl");
    }
    return read(call.xml("AccessControlPolicy"));
  }

  /** Reads the list of a document. */
  public static List<Grant> read(XmlElement policy) {
    List<Grant> grants = new ArrayList<>();
    checkAccount(
        policy.child("Owner").map(owner -> owner.optional("ID")).orElseThrow(Acls::malformed),
        USER_ID);
    XmlElement list = policy.child("AccessControlList").orElseThrow(Acls::malformed);
    for (XmlElement grant : list.all("Grant")) {
      String permission = grant.optional("Permission");
      XmlElement grantee = grant.child("Grantee").orElseThrow(Acls::malformed);
      if (permission == null || !HEADERS.containsValue(permission)) {
        throw malformed();
      }
      String id = grantee.optional("ID");
      String uri = grantee.optional("URI");
      if (id != null && grantee.type().equals("CanonicalUser")) {
        grants.add(account(id, permission, USER_ID));
      } else if (uri != null && grantee.type().equals("Group")) {
        grants.add(group(uri, permission, "Group/URI"));
      } else {
        throw grantee.optional("EmailAddress") == null
            ? malformed()
            : S3Errors.notImplemented("Grantees by e-mail address are not implemented");
      }
    }
    if (grants.size() > 100) {
      throw S3Errors.malformedXml();
    }
    return grants;
  }

  private static S3Error malformed() {
    return new S3Error(
        400,
        "MalformedACLError",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }

  /** Writes a list. */
  public static XmlDocument document(List<Grant> grants) {
    XmlDocument xml = XmlDocument.of("AccessControlPolicy");
    xml.open("Owner").element("ID", Bucket.OWNER).close();
    xml.open("AccessControlList");
    for (Grant grant : grants) {
      xml.open("Grant");
      if (grant.group()) {
        xml.open("Grantee", "Group").element("URI", grant.grantee()).close();
      } else {
        xml.open("Grantee", "CanonicalUser").element("ID", grant.grantee()).close();
      }
      xml.element("Permission", grant.permission()).close();
    }
    return xml.close();
  }

  /** Fails where a bucket has no lists, or none that are public. */
  public static void check(Bucket bucket, @Nullable String canned, List<Grant> grants) {
    boolean ownersOnly = grants.equals(List.of(Grant.owner()));
    if (!Ownership.allowsAcls(bucket.settings())
        && !("bucket-owner-full-control".equals(canned) || (canned == null && ownersOnly))) {
      throw new S3Error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
    }
    if (PublicAccessBlock.of(bucket.settings()).blockPublicAcls()
        && grants.stream().anyMatch(Grant::isPublic)) {
      throw S3Errors.accessDenied(
          "User is not authorized to perform this action because public access control lists"
              + " (ACLs) are prevented by the BlockPublicAcls setting in S3 Block Public Access.");
    }
  }
}
