package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Our chain and the SDK's own with the same system properties, files and services. */
class SideBySideIT extends SystemSettingsFixture {
  private void same() throws Exception {
    assertThat(parts(load(chain()))).isEqualTo(parts(sdk()));
  }

  private static AwsCredentialsIdentity sdk() {
    try (DefaultCredentialsProvider sdk = DefaultCredentialsProvider.builder().build()) {
      return sdk.resolveCredentials();
    }
  }

  private static Map<String, String> parts(AwsCredentialsIdentity identity) {
    Map<String, String> parts = new TreeMap<>();
    parts.put("key", identity.accessKeyId());
    parts.put("secret", identity.secretAccessKey());
    parts.put("account", identity.accountId().orElse("none"));
    if (identity instanceof AwsSessionCredentialsIdentity session) {
      parts.put("token", session.sessionToken());
    }
    return parts;
  }

  @Test
  void systemPropertiesGiveTheSame() throws Exception {
    set("aws.accessKeyId", " AKID ");
    set("aws.secretAccessKey", "SECRET");
    same();
    set("aws.sessionToken", "TOKEN");
    set("aws.accountId", "123456789012");
    same();
    set("aws.accessKeyId", " ");
    write("credentials", "[default]\naws_access_key_id = FILE\naws_secret_access_key = S\n");
    same();
  }

  @Test
  void profilesGiveTheSame() throws Exception {
    write(
        "config",
        """
        [default]
        aws_access_key_id = CONFIG
        aws_secret_access_key = CONFIG
        [profile session]
        aws_access_key_id = SESSION
        aws_secret_access_key = S
        aws_session_token = T
        aws_account_id = 123456789012
        """);
    same();
    write("credentials", "[default]\naws_access_key_id = CREDENTIALS\n");
    same();
    set("aws.profile", "session");
    same();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aProcessGivesTheSame() throws Exception {
    write(
        "config",
        """
        [default]
        aws_account_id = 123456789012
        credential_process = echo '{"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "S",\
         "SessionToken": "T", "Expiration": "2099-01-01T00:00:00Z"}'
        """);
    same();
  }

  @Test
  void aContainerServiceGivesTheSame() throws Exception {
    set("aws.containerCredentialsFullUri", url() + "/full?a=1");
    set("aws.containerAuthorizationToken", "one");
    answer(200, KEYS);
    same();
    // Given both, the SDK for Java takes the token; we take the file, as AWS's other SDKs do.
    System.clearProperty("aws.containerAuthorizationToken");
    set("aws.containerAuthorizationTokenFile", write("token", "two").toString());
    same();
    set("aws.containerServiceEndpoint", url());
    set("aws.containerCredentialsPath", "/relative");
    same();
    assertThat(seen).hasSize(6);
    for (int i = 0; i < seen.size(); i += 2) {
      assertThat(seen.get(i).line()).isEqualTo(seen.get(i + 1).line());
      assertThat(seen.get(i).headers().get("authorization"))
          .isEqualTo(seen.get(i + 1).headers().get("authorization"));
    }
  }

  @Test
  void aContainerServiceIsRefusedAlike() throws Exception {
    set("aws.containerAuthorizationToken", "CANARY");
    for (String address : new String[] {"http://192.0.2.1/", "http://169.254.170.3/x", "/x"}) {
      set("aws.containerCredentialsFullUri", address);
      assertThat(failure(chain())).hasMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI");
      assertThatThrownBy(SideBySideIT::sdk).isInstanceOf(SdkClientException.class);
    }
  }

  @Test
  void instanceMetadataGivesTheSame() throws Exception {
    set("aws.disableEc2Metadata", "false");
    set("aws.ec2MetadataServiceEndpoint", url());
    answer =
        request ->
            request
                .response()
                .end(
                    request.uri().equals("/latest/api/token")
                        ? "TOKEN"
                        : request.uri().endsWith("/role") ? KEYS : "role");
    same();
    assertThat(seen).allSatisfy(s -> assertThat(s.headers().toString()).contains("metadata-token"));
  }

  @Test
  void regionsAreTheSame() throws Exception {
    write("config", "[default]\nregion = eu-west-2\n");
    for (String region : new String[] {null, "eu-west-1"}) {
      if (region != null) {
        set("aws.region", region);
      }
      assertThat(Await.join(chain().region()))
          .isEqualTo(new DefaultAwsRegionProviderChain().getRegion().id());
    }
  }

  @Test
  void withoutAnythingBothFail() throws Exception {
    assertThat(failure(chain())).hasMessageContaining("No AWS credentials found");
    assertThatThrownBy(SideBySideIT::sdk).isInstanceOf(SdkClientException.class);
  }
}
