package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of KMS, and what secrets and parameters do without them. */
@ExtendWith(LocalAwsExtension.class)
class KeysIT {
  private static final String DENIAL =
      "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":{\\\"Effect\\\":\\\"Deny\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"kms:Decrypt\\\",\\\"Resource\\\":\\\"*\\\"}}";

  private final String name = "k" + UUID.randomUUID();
  private JsonCalls kms;
  private JsonCalls secrets;
  private JsonCalls parameters;
  private String key = "";

  @BeforeEach
  void createKey(LocalAws aws) {
    kms = new JsonCalls(aws, "kms");
    key =
        kms.answer("CreateKey", "{'Description':'of a test'}")
            .getJsonObject("KeyMetadata")
            .getString("KeyId");
    kms.with("key", key).with("name", name);
    kms.with("arn", metadata(key).getString("Arn"));
    kms.with("managed", metadata("alias/aws/ssm").getString("KeyId"));
    secrets = new JsonCalls(aws, "secretsmanager").with("key", key).with("name", name);
    parameters = new JsonCalls(aws, "ssm").with("key", key).with("name", name);
  }

  private JsonObject metadata(String id) {
    return kms.answer("DescribeKey", "{'KeyId':'" + id + "'}").getJsonObject("KeyMetadata");
  }

  @Test
  void aKeyIsFoundByIdArnAndAlias() {
    kms.answer("CreateAlias", "{'AliasName':'alias/$name','TargetKeyId':'$key'}");
    String arn = metadata(key).getString("Arn");
    assertThat(arn).isEqualTo("arn:aws:kms:eu-west-1:000000000000:key/" + key);
    assertThat(metadata(arn).getString("Description")).isEqualTo("of a test");
    assertThat(metadata("alias/" + name).getString("KeyId")).isEqualTo(key);
    JsonArray aliases = kms.answer("ListAliases", "{'KeyId':'$key'}").getJsonArray("Aliases");
    assertThat(aliases.getJsonObject(0).getString("AliasName")).isEqualTo("alias/" + name);
    assertThat(metadata("alias/aws/secretsmanager").getString("KeyManager")).isEqualTo("AWS");
    kms.answer("DeleteAlias", "{'AliasName':'alias/$name'}");
    kms.assertRefused(
        "DescribeKey", "{'KeyId':'alias/$name'}", "NotFoundException", "is not found");
  }

  @Test
  void aKeyHasStatesTagsAndADateOfDeletion(LocalAws aws) {
    kms.answer("TagResource", "{'KeyId':'$key','Tags':[{'TagKey':'a','TagValue':'b'}]}");
    assertThat(kms.answer("ListResourceTags", "{'KeyId':'$key'}").getJsonArray("Tags")).hasSize(1);
    kms.answer("DisableKey", "{'KeyId':'$key'}");
    assertThat(metadata(key).getString("KeyState")).isEqualTo("Disabled");
    kms.answer("EnableKey", "{'KeyId':'$key'}");
    assertThat(metadata(key).getBoolean("Enabled")).isTrue();
    kms.answer("ScheduleKeyDeletion", "{'KeyId':'$key','PendingWindowInDays':7}");
    assertThat(metadata(key).getString("KeyState")).isEqualTo("PendingDeletion");
    kms.assertRefused("EnableKey", "{'KeyId':'$key'}", "KMSInvalidStateException", "pending");
    kms.answer("CancelKeyDeletion", "{'KeyId':'$key'}");
    assertThat(metadata(key).getString("KeyState")).isEqualTo("Disabled");
    kms.assertRefused(
        "CancelKeyDeletion", "{'KeyId':'$key'}", "KMSInvalidStateException", "not pending");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "DescribeKey | {'KeyId':'none'} | NotFoundException | Invalid keyId 'none'",
        "DescribeKey | {'KeyId':'00000000-0000-0000-0000-000000000000'} | NotFoundException | :key/00000000-0000-0000-0000-000000000000' does not exist",
        "DescribeKey | {'KeyId':'arn:aws:kms:us-east-1:000000000000:key/$key'} | NotFoundException | Invalid arn us-east-1",
        "DisableKey | {'KeyId':'alias/aws/s3'} | NotFoundException | Invalid keyId 'alias/aws/s3'",
        "TagResource | {'KeyId':'alias/aws/s3','Tags':[]} | NotFoundException | Invalid keyId",
        "ScheduleKeyDeletion | {'KeyId':'arn:aws:kms:eu-west-1:000000000000:alias/aws/s3'} | InvalidArnException | Key Aliases are not supported",
        "CreateAlias | {'AliasName':'alias/a:b','TargetKeyId':'$key'} | ValidationException | invalid characters",
        "TagResource | {'KeyId':'$key','Tags':[{'TagKey':'AWS:a','TagValue':'b'}]} | TagException | Tags beginning with aws: are reserved",
        "CreateKey | {'Tags':[{'TagKey':'a','TagValue':'b'},{'TagKey':'a','TagValue':'c'}]} | TagException | Duplicate tag keys",
        "CreateAlias | {'AliasName':'other','TargetKeyId':'$key'} | ValidationException | prefix",
        "CreateAlias | {'AliasName':'alias/aws/x','TargetKeyId':'$key'} | NotAuthorizedException | alias/aws/",
        "UpdateAlias | {'AliasName':'alias/none','TargetKeyId':'$key'} | NotFoundException | not found",
        "CreateKey | {'KeySpec':'RSA_2048','KeyUsage':'SIGN_VERIFY'} | UnsupportedOperationException | symmetric",
        "CreateKey | {'Policy':'x'} | MalformedPolicyDocumentException | malformed",
        "PutKeyPolicy | {'KeyId':'$key','Policy':'[]'} | MalformedPolicyDocumentException | malformed",
        "DisableKey | {'KeyId':'$managed'} | AccessDeniedException | AWS managed",
        "ListKeys | {'Marker':'none'} | InvalidMarkerException | marker",
        "Sign | {'KeyId':'$key','Message':'eA=='} | UnknownOperationException | ^^",
      })
  void whatKmsRefusesIsRefused(String operation, String body, String code, String message) {
    kms.assertRefused(operation, body, code, message == null ? "" : message);
  }

  @Test
  void aKeyHasFiftyTagsAtMostWhichAreListedPageByPage() {
    String tags =
        IntStream.range(0, 50)
            .mapToObj("{'TagKey':'t%d','TagValue':''}"::formatted)
            .collect(Collectors.joining(","));
    kms.answer("TagResource", "{'KeyId':'$key','Tags':[" + tags + "]}");
    kms.assertRefused(
        "TagResource",
        "{'KeyId':'$key','Tags':[{'TagKey':'more','TagValue':''}]}",
        "TagException",
        "Too many tags");
    JsonObject first = kms.answer("ListResourceTags", "{'KeyId':'$key','Limit':49}");
    assertThat(first.getBoolean("Truncated")).isTrue();
    JsonObject last =
        kms.answer(
            "ListResourceTags",
            "{'KeyId':'$key','Limit':49,'Marker':'" + first.getString("NextMarker") + "'}");
    assertThat(last.getJsonArray("Tags")).hasSize(1);
    assertThat(last.getBoolean("Truncated")).isFalse();
  }

  @Test
  void anAliasHasDates() {
    kms.answer("CreateAlias", "{'AliasName':'alias/$name','TargetKeyId':'$arn'}");
    kms.answer("UpdateAlias", "{'AliasName':'alias/$name','TargetKeyId':'$key'}");
    JsonObject alias =
        kms.answer("ListAliases", "{'KeyId':'$key'}").getJsonArray("Aliases").getJsonObject(0);
    assertThat(alias.getDouble("LastUpdatedDate"))
        .isGreaterThanOrEqualTo(alias.getDouble("CreationDate"));
  }

  @Test
  void aDisabledKeyStopsSecretsAndParameters() {
    secrets.answer("CreateSecret", "{'Name':'$name','SecretString':'x','KmsKeyId':'$key'}");
    parameters.answer(
        "PutParameter", "{'Name':'$name','Value':'x','Type':'SecureString','KeyId':'$key'}");
    kms.answer("DisableKey", "{'KeyId':'$key'}");
    secrets.assertRefused("GetSecretValue", "{'SecretId':'$name'}", "DecryptionFailure", "decrypt");
    secrets.assertRefused(
        "PutSecretValue", "{'SecretId':'$name','SecretString':'y'}", "EncryptionFailure", "");
    parameters.assertRefused(
        "GetParameter", "{'Name':'$name','WithDecryption':true}", "InvalidKeyId", "");
    parameters.answer("GetParameter", "{'Name':'$name'}");
    kms.answer("EnableKey", "{'KeyId':'$key'}");
    assertThat(secrets.answer("GetSecretValue", "{'SecretId':'$name'}").getString("SecretString"))
        .isEqualTo("x");
  }

  @Test
  void aPolicyThatDeniesDecryptionIsAnErrorOfPermission() {
    secrets.answer("CreateSecret", "{'Name':'$name','SecretString':'x','KmsKeyId':'$key'}");
    parameters.answer(
        "PutParameter", "{'Name':'$name','Value':'x','Type':'SecureString','KeyId':'$key'}");
    kms.answer("PutKeyPolicy", "{'KeyId':'$key','Policy':'" + DENIAL + "'}");
    secrets.assertRefused(
        "GetSecretValue",
        "{'SecretId':'$name'}",
        "AccessDeniedException",
        "Access to KMS is not allowed");
    parameters.assertRefused(
        "GetParameter",
        "{'Name':'$name','WithDecryption':true}",
        "AccessDeniedException",
        "kms:Decrypt");
    // Encryption needs another permission.
    secrets.answer("PutSecretValue", "{'SecretId':'$name','SecretString':'y'}");
  }
}
