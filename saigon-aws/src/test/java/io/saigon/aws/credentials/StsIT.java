package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StsIT extends ChainFixture {
  private static final String ERROR =
      "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>"
          + "<RequestId>id</RequestId></ErrorResponse>";

  @BeforeEach
  void point() {
    variables.put("AWS_REGION", "eu-west-1");
    variables.put("AWS_ENDPOINT_URL_STS", url());
    answer(200, ROLE_KEYS);
  }

  private void role(String more) throws Exception {
    write(
        ".aws/config",
        """
        [default]
        role_arn = arn:aws:iam::123456789012:role/A+B
        source_profile = base
        %s
        [profile base]
        aws_access_key_id = AKIDBASE
        aws_secret_access_key = SECRETBASE
        """
            .formatted(more));
  }

  @Test
  void aRoleOfAProfileIsAssumedWithItsSettingsBySignedQuery() throws Exception {
    role("external_id = ex&t\nrole_session_name = me\nduration_seconds = 1800");
    var identity = load(chain());
    assertThat(identity.accessKeyId()).isEqualTo("ASIAROLE");
    assertThat(identity.accountId()).contains("123456789012");
    assertThat(identity.expirationTime()).isPresent();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).body())
        .contains("Action=AssumeRole&Version=2011-06-15")
        .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FA%2BB")
        .contains("ExternalId=ex%26t", "RoleSessionName=me", "DurationSeconds=1800");
    assertThat(seen.get(0).headers().get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIDBASE/")
        .contains("/eu-west-1/sts/aws4_request");
  }

  @Test
  void aWebIdentityTokenIsReadForEachRenewalAndSentUnsigned() throws Exception {
    variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", write("token", "one\n").toString());
    variables.put("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/A");
    answer(200, ROLE_KEYS.replace("AssumeRole", "AssumeRoleWithWebIdentity"));
    DefaultChain chain = chain();
    assertThat(load(chain).accessKeyId()).isEqualTo("ASIAROLE");
    write("token", "two");
    load(chain);
    assertThat(chain.answered()).isEqualTo("web identity token");
    assertThat(seen.get(0).body())
        .contains("WebIdentityToken=one&")
        .contains("RoleSessionName=saigon-");
    assertThat(seen.get(1).body()).contains("WebIdentityToken=two&");
    assertThat(seen).allSatisfy(s -> assertThat(s.headers()).doesNotContainKey("authorization"));
  }

  @Test
  void aTokenFileWithoutARoleIsAConfigurationError() throws Exception {
    variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", write("token", "one").toString());
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_ROLE_ARN is not");
  }

  @Test
  void aRoleThatNeedsACodeIsRefusedWithAdvice() throws Exception {
    role("mfa_serial = arn:aws:iam::123456789012:mfa/me");
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mfa_serial")
        .hasMessageContaining("export-credentials");
    assertThat(seen).isEmpty();
  }

  @Test
  void aDurationThatStsRefusesIsNotSent() throws Exception {
    role("duration_seconds = 60");
    assertThat(failure(chain())).hasMessageContaining("between 900 and 43200");
    assertThat(seen).isEmpty();
  }

  @Test
  void aRefusalNamesTheErrorAndTheCallersRemedy() throws Exception {
    role("");
    answer(
        403, ERROR.formatted("AccessDenied", "User is not authorized to perform sts:AssumeRole"));
    assertThat(failure(chain()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("sts answered AccessDenied")
        .hasMessageContaining("not authorized");
    assertThat(seen).hasSize(1);
  }

  @Test
  void aTransientFailureIsRetried() throws Exception {
    role("");
    answer =
        request ->
            request
                .response()
                .setStatusCode(seen.size() == 1 ? 400 : seen.size() == 2 ? 503 : 200)
                .end(seen.size() == 1 ? ERROR.formatted("Throttling", "Rate exceeded") : ROLE_KEYS);
    assertThat(load(chain()).accessKeyId()).isEqualTo("ASIAROLE");
    assertThat(seen).hasSize(3);
  }

  @Test
  void persistentThrottlingIsAThrottlingFailure() throws Exception {
    role("");
    answer(400, ERROR.formatted("Throttling", "Rate exceeded"));
    assertThat(failure(chain())).isInstanceOf(ThrottledException.class);
    assertThat(seen).hasSize(3);
  }

  @Test
  void aDocumentTypeIsRefusedAndNotQuoted() throws Exception {
    role("");
    answer(
        200,
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + ROLE_KEYS.replace("ASIAROLE", "&e;"));
    Throwable failure = failure(chain());
    assertThat(failure).isInstanceOf(ServiceException.class);
    assertThat(ContainerProviderIT.stackTrace(failure)).doesNotContain("CANARY");
  }

  @Test
  void aDocumentTypeIsRefusedWithoutEntitiesToo() throws Exception {
    role("");
    answer(200, "<!DOCTYPE x>" + ROLE_KEYS);
    assertThat(failure(chain())).isInstanceOf(ServiceException.class);
  }

  @Test
  void aProviderThatIsSetUpAndFailsEndsTheChain() throws Exception {
    role("");
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", url() + "/container");
    answer(403, ERROR.formatted("AccessDenied", "no"));
    assertThat(failure(chain())).isInstanceOf(AccessDeniedException.class);
    assertThat(lines()).containsExactly("POST /");
  }

  @Test
  void withoutARegionAProfilesRoleNamesTheSetting() throws Exception {
    variables.remove("AWS_REGION");
    role("");
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_REGION");
    assertThat(seen).isEmpty();
  }
}
