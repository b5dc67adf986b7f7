package io.saigon.aws.credentials;

import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The role of the EC2 instance, read from its metadata service. */
final class InstanceProvider implements ChainProvider {
  private static final String PATH = "/latest/meta-data/iam/security-credentials/";

  /** Form of IAM's role names. */
  private static final Pattern ROLE = Pattern.compile("[\\w+=,.@-]{1,128}");

  private static final Pattern CODE = Pattern.compile("\\w{1,64}");

  private final InstanceMetadata metadata;

  InstanceProvider(InstanceMetadata metadata) {
    this.metadata = metadata;
  }

  @Override
  public String name() {
    return "instance metadata";
  }

  @Override
  public Future<AwsCredentialsIdentity> load() {
    return metadata
        .get(PATH)
        .compose(
            roles -> {
              String role = roles.strip().lines().findFirst().orElse("").strip();
              return ROLE.matcher(role).matches()
                  ? metadata.get(PATH + role)
                  : Future.failedFuture(new NotConfiguredException("the instance has no role"));
            })
        .map(this::credentials);
  }

  private AwsCredentialsIdentity credentials(String text) {
    JsonObject json = new HttpAnswer(name(), 200, null, Buffer.buffer(text)).json();
    Object code = json.getValue("Code");
    if (code != null && !"Success".equals(code)) {
      String shown = CODE.matcher(code.toString()).matches() ? code.toString() : "an error";
      throw new ServiceException(
          "The instance metadata service has no credentials for the instance's role: " + shown,
          null,
          null);
    }
    return JsonKeys.of(name(), json, "Token");
  }
}
