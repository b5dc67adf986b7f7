package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.fault.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/** STS by the SDK's own client. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class TokensIT {
  static AwsCredentialsProvider keys(Credentials keys) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
  }

  private static AwsCredentialsProvider keys(io.saigon.api.credentials.AwsCredentials keys) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
  }

  private static AssumeRoleResponse assume(
      StsClient client, LocalRole role, Consumer<AssumeRoleRequest.Builder> more) {
    return client.assumeRole(r -> more.accept(r.roleArn(role.arn()).roleSessionName("me")));
  }

  private static void assertRefused(Runnable call, int status, String code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
              assertThat(e.requestId()).isNotEmpty();
            });
  }

  @Test
  void theKeysOfAnAssumedRoleSignForIt(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    AssumeRoleResponse answer = assume(Clients.tokens(aws), role, r -> {});
    String arn = "arn:aws:sts::000000000000:assumed-role/orders/me";
    assertThat(answer.assumedRoleUser().arn()).isEqualTo(arn);
    assertThat(answer.assumedRoleUser().assumedRoleId()).startsWith("AROA").endsWith(":me");
    assertThat(Clients.caller(aws, keys(answer.credentials()))).isEqualTo(arn);
    assertThat(Clients.secrets(aws, keys(answer.credentials())).listSecrets().secretList())
        .isEmpty();
    assertThat(Clients.s3(aws, keys(answer.credentials())).listBuckets().buckets()).isEmpty();
    assertThat(Duration.between(aws.clock().instant(), answer.credentials().expiration()))
        .isBetween(Duration.ofMinutes(55), Duration.ofHours(1));
    assertThat(aws.sts().session(answer.credentials().accessKeyId()).orElseThrow().arn())
        .isEqualTo(arn);
    assertThat(aws.sts().session("ASIANOBODY")).isEmpty();
  }

  @Test
  void keysExpireByTheMovedClock(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    AssumeRoleResponse answer = assume(Clients.tokens(aws), role, r -> r.durationSeconds(900));
    aws.clock().advance(Duration.ofMinutes(16));
    assertRefused(
        () -> Clients.caller(aws, keys(answer.credentials())), 403, "ExpiredToken", "expired");
  }

  @Test
  void aSessionKeepsItsPolicyTagsAndSourceIdentity(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    String policy = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"<&>\"}]}";
    AssumeRoleResponse answer =
        assume(
            Clients.tokens(aws),
            role,
            r ->
                r.policy(policy)
                    .sourceIdentity("ann@example.com")
                    .tags(t -> t.key("team").value("a b+c"), t -> t.key("env").value("é")));
    assertThat(answer.sourceIdentity()).isEqualTo("ann@example.com");
    assertThat(answer.packedPolicySize()).isPositive();
    LocalSession session = aws.sts().session(answer.credentials().accessKeyId()).orElseThrow();
    assertThat(session.policy()).isEqualTo(policy);
    assertThat(session.tags()).isEqualTo(Map.of("team", "a b+c", "env", "é"));
    assertThat(session.sourceIdentity()).isEqualTo("ann@example.com");
  }

  @Test
  void emptyListsAreNone(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    StsClient client = Clients.tokens(aws);
    AssumeRoleResponse answer =
        assume(client, role, r -> r.tags(List.of()).policyArns(List.of()).transitiveTagKeys());
    assertThat(aws.sts().session(answer.credentials().accessKeyId()).orElseThrow().tags())
        .isEmpty();
    assertRefused(
        () -> assume(client, role, r -> r.externalId("")), 400, "ValidationError", "externalId");
  }

  @Test
  void invalidSessionSettingsAreRefused(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    StsClient client = Clients.tokens(aws);
    assertRefused(
        () -> assume(client, role, r -> r.durationSeconds(899)),
        400,
        "ValidationError",
        "greater than or equal to 900");
    assertRefused(
        () -> assume(client, role, r -> r.durationSeconds(43_201)),
        400,
        "ValidationError",
        "less than or equal to 43200");
    assertRefused(
        () -> assume(client, role, r -> r.durationSeconds(3601)),
        400,
        "ValidationError",
        "MaxSessionDuration set for this role");
    assertRefused(
        () -> assume(client, role, r -> r.policy("{")), 400, "MalformedPolicyDocument", "JSON");
    assertRefused(
        () -> assume(client, role, r -> r.roleSessionName("a/b")),
        400,
        "ValidationError",
        "roleSessionName");
    assertRefused(
        () ->
            assume(
                client, role, r -> r.tags(t -> t.key("a").value("1"), t -> t.key("A").value("2"))),
        400,
        "InvalidParameterValue",
        "Duplicate tag keys");
  }

  @Test
  void transitiveTagsAndTheSourceIdentityAreHandedOn(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    AssumeRoleResponse first =
        assume(
            Clients.tokens(aws),
            role,
            r ->
                r.sourceIdentity("ann")
                    .tags(t -> t.key("Team").value("blue"), t -> t.key("env").value("dev"))
                    .transitiveTagKeys("team"));
    StsClient chained = Clients.tokens(aws, keys(first.credentials()));
    AssumeRoleResponse second = assume(chained, role, r -> r.tags(t -> t.key("cost").value("1")));
    LocalSession session = aws.sts().session(second.credentials().accessKeyId()).orElseThrow();
    assertThat(session.tags()).isEqualTo(Map.of("Team", "blue", "cost", "1"));
    assertThat(session.sourceIdentity()).isEqualTo("ann");
    StsClient last = Clients.tokens(aws, keys(second.credentials()));
    assertRefused(
        () -> assume(last, role, r -> r.tags(t -> t.key("TEAM").value("red"))),
        400,
        "InvalidParameterValue",
        "conflicts with a transitive tag key from the calling session");
    assertRefused(
        () -> assume(last, role, r -> r.sourceIdentity("bob")),
        403,
        "AccessDenied",
        "source identity");
    assertRefused(
        () ->
            assume(
                last, role, r -> r.tags(t -> t.key("a").value("1")).transitiveTagKeys("missing")),
        400,
        "InvalidParameterValue",
        "must be included in the requested tags");
  }

  @Test
  void policiesAndTagsHaveLittleRoom(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    StsClient client = Clients.tokens(aws);
    String policy = "{\"Statement\": []%s}".formatted(" ".repeat(2048));
    assertRefused(
        () -> assume(client, role, r -> r.policy(policy)), 400, "PackedPolicyTooLarge", "101%");
    Tag[] tags =
        IntStream.range(0, 10)
            .mapToObj(i -> Tag.builder().key("t" + i).value("v".repeat(250)).build())
            .toArray(Tag[]::new);
    assertRefused(
        () -> assume(client, role, r -> r.tags(tags)), 400, "PackedPolicyTooLarge", "tags");
    assertRefused(
        () -> assume(client, role, r -> r.policyArns(p -> p.arn("arn:aws:iam::aws:role/Admin"))),
        400,
        "ValidationError",
        "is invalid");
    PolicyDescriptorType readOnly =
        PolicyDescriptorType.builder().arn("arn:aws:iam::aws:policy/ReadOnlyAccess").build();
    assertThat(assume(client, role, r -> r.policyArns(readOnly)).credentials()).isNotNull();
    assertRefused(
        () -> assume(client, role, r -> r.policyArns(Collections.nCopies(11, readOnly))),
        400,
        "ValidationError",
        "less than or equal to 10");
  }

  @Test
  void aRoleOfARoleLastsAnHourAtMost(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    role.maxSessionDuration(Duration.ofHours(12));
    AssumeRoleResponse first = assume(Clients.tokens(aws), role, r -> r.durationSeconds(12 * 3600));
    StsClient chained = Clients.tokens(aws, keys(first.credentials()));
    assertThat(assume(chained, role, r -> {}).credentials()).isNotNull();
    assertRefused(
        () -> assume(chained, role, r -> r.durationSeconds(3601)),
        400,
        "ValidationError",
        "role chaining");
  }

  @Test
  void anExternalIdThatIsRequiredMustBeGiven(LocalAws aws) {
    LocalRole role = aws.sts().createRole("partner");
    role.requireExternalId("ex-1");
    StsClient client = Clients.tokens(aws);
    assertThat(assume(client, role, r -> r.externalId("ex-1")).credentials()).isNotNull();
    for (String wrong : new String[] {null, "ex-2"}) {
      assertRefused(
          () -> assume(client, role, r -> r.externalId(wrong)),
          403,
          "AccessDenied",
          "User: arn:aws:iam::000000000000:user/local is not authorized to perform: sts:AssumeRole"
              + " on resource: arn:aws:iam::000000000000:role/partner");
    }
  }

  @Test
  void aRoleThatDoesNotExistIsDenied(LocalAws aws) {
    assertRefused(
        () ->
            Clients.tokens(aws)
                .assumeRole(
                    r -> r.roleArn("arn:aws:iam::000000000000:role/none").roleSessionName("me")),
        403,
        "AccessDenied",
        "not authorized");
  }

  @Test
  void callersOfEveryKindAreIdentified(LocalAws aws) {
    var user = Clients.tokens(aws).getCallerIdentity();
    assertThat(user.arn()).isEqualTo("arn:aws:iam::000000000000:user/local");
    assertThat(user.account()).isEqualTo("000000000000");
    assertThat(Clients.caller(aws, keys(aws.temporaryCredentials(Duration.ofHours(1)))))
        .isEqualTo(user.arn());
    aws.userPool().createUser("ann", "Passw0rd");
    assertThat(Clients.caller(aws, keys(CognitoUsers.credentials(aws, "ann", "Passw0rd"))))
        .isEqualTo("arn:aws:sts::000000000000:assumed-role/local/CognitoIdentityCredentials");
  }

  @Test
  void sessionTokensAreIssuedToUsersButNotToTheirSessions(LocalAws aws) {
    Credentials session =
        Clients.tokens(aws).getSessionToken(r -> r.durationSeconds(900)).credentials();
    assertThat(Clients.caller(aws, keys(session))).endsWith(":user/local");
    assertThat(
            Clients.tokens(aws)
                .getAccessKeyInfo(r -> r.accessKeyId(session.accessKeyId()))
                .account())
        .isEqualTo("000000000000");
    assertRefused(
        () -> Clients.tokens(aws, keys(session)).getSessionToken(),
        403,
        "AccessDenied",
        "session credentials");
  }

  @Test
  void wrongKeysHaveAnErrorOfTheService(LocalAws aws) {
    assertRefused(
        () -> Clients.caller(aws, basic(aws.accessKeyId(), "wrong")),
        403,
        "SignatureDoesNotMatch",
        "does not match");
    assertRefused(
        () -> Clients.caller(aws, basic("AKIANOBODYNOBODY", "wrong")),
        403,
        "InvalidClientTokenId",
        "invalid");
    assertThat(
            Wire.get(URI.create(aws.endpoint() + "/?Action=GetCallerIdentity&Version=2011-06-15"))
                .body())
        .contains("<Code>MissingAuthenticationToken</Code>");
    assertThat(Wire.get(URI.create(aws.endpoint() + "/?Action=Nothing&Version=2011-06-15")).body())
        .contains("<Code>InvalidAction</Code>");
  }

  private static AwsCredentialsProvider basic(String id, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
  }

  /** A presigned request of the kind that EKS and Vault take as a token. */
  @Test
  void aPresignedUrlReturnsTheIdentityOfItsCaller(LocalAws aws) {
    var url =
        Wire.presigned(
            Wire.admin(aws, "sts"),
            "GET",
            URI.create(aws.endpoint() + "/?Action=GetCallerIdentity&Version=2011-06-15"),
            Map.of(),
            "",
            Duration.ofMinutes(1));
    assertThat(Wire.send(url, "").body())
        .contains("<Arn>arn:aws:iam::000000000000:user/local</Arn>")
        .contains("<UserId>AIDA");
  }

  @Test
  void faultsOfItsActionsTakeEffect(LocalAws aws) {
    StsClient client = Clients.tokens(aws);
    aws.faults().next("sts", 2, Fault.throttling());
    assertThat(client.getCallerIdentity().account()).isNotNull();
    assertThat(aws.faults().pending()).isZero();
    aws.faults().always("sts.GetCallerIdentity", Fault.error(400, "IDPCommunicationError"));
    assertRefused(client::getCallerIdentity, 400, "IDPCommunicationError", "fault");
    aws.faults().clear();
    aws.faults().always("sts.AssumeRole", Fault.garbage());
    assertThat(client.getCallerIdentity().account()).isNotNull();
    LocalRole role = aws.sts().createRole("orders");
    assertThatThrownBy(() -> assume(client, role, r -> {}).credentials().accessKeyId())
        .isInstanceOfAny(SdkClientException.class, NullPointerException.class);
    assertThatThrownBy(() -> aws.faults().next("sts.Nothing", Fault.stall()))
        .hasMessageContaining("GetCallerIdentity");
  }
}
