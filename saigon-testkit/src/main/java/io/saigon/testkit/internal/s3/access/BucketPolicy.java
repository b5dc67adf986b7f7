package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The policy of a bucket.
 *
 * @param text as it is given back
 */
public record BucketPolicy(String text, List<Statement> statements) {
  private static final int MOST = 20 * 1024;

  /** The decision of the statements that match a request. */
  enum Decision {
    NONE,
    ALLOW,
    DENY
  }

  /** Reads a policy, or fails with {@code MalformedPolicy}. */
  public static BucketPolicy read(String text, String bucket) {
    if (text.length() > MOST) {
      throw new S3Error(400, "PolicyTooLarge", "Policy exceeds the maximum allowed document size.");
    }
    try {
      JsonObject json = new JsonObject(text);
      Object version = json.getValue("Version");
      if (version != null && !List.of("2012-10-17", "2008-10-17").contains(version)) {
        throw Statement.malformed("The policy must contain a valid version string");
      }
      Object statement = json.getValue("Statement");
      JsonArray array =
          statement instanceof JsonArray all
              ? all
              : statement instanceof JsonObject one ? new JsonArray().add(one) : new JsonArray();
      if (array.isEmpty()) {
        throw Statement.malformed("Missing required field Statement");
      }
      List<Statement> statements = new ArrayList<>();
      for (int i = 0; i < array.size(); i++) {
        statements.add(Statement.read(array.getJsonObject(i), bucket));
      }
      return new BucketPolicy(text, statements);
    } catch (DecodeException e) {
      throw Statement.malformed("Policies must be valid JSON and the first byte must be '{'");
    } catch (ClassCastException e) {
      throw Statement.malformed("This policy contains invalid Json");
    }
  }

  /** Returns whether it gives everybody something. */
  public boolean isPublic() {
    return statements.stream().anyMatch(Statement::isPublic);
  }

  Decision decide(S3Call call, String action, String resource) {
    Decision decision = Decision.NONE;
    for (Statement statement : statements) {
      if (statement.fits(call, action, resource)) {
        if (!statement.allow()) {
          return Decision.DENY;
        }
        decision = Decision.ALLOW;
      }
    }
    return decision;
  }
}
