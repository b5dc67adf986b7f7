package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encryption by keys of KMS, and their rotation. */
@ExtendWith(LocalAwsExtension.class)
class KeyCryptographyIT {
  private static final String HELLO = "aGVsbG8=";

  private JsonCalls kms;
  private String arn = "";

  @BeforeEach
  void createKeys(LocalAws aws) {
    kms = new JsonCalls(aws, "kms").with("hello", HELLO);
    JsonObject key = create();
    arn = key.getString("Arn");
    kms.with("key", key.getString("KeyId")).with("other", create().getString("KeyId"));
    kms.with("alias", "alias/" + UUID.randomUUID());
    kms.answer("CreateAlias", "{'AliasName':'$alias','TargetKeyId':'$key'}");
    kms.with(
        "blob",
        kms.answer(
                "Encrypt",
                "{'KeyId':'$alias','Plaintext':'$hello','EncryptionContext':{'a':'1','b':'2'}}")
            .getString("CiphertextBlob"));
  }

  private JsonObject create() {
    return kms.answer("CreateKey", "{}").getJsonObject("KeyMetadata");
  }

  @Test
  void whatAKeyEncryptsItDecryptsInTheSameContext() {
    JsonObject plain =
        kms.answer("Decrypt", "{'CiphertextBlob':'$blob','EncryptionContext':{'b':'2','a':'1'}}");
    assertThat(plain.getString("Plaintext")).isEqualTo(HELLO);
    assertThat(plain.getString("KeyId")).isEqualTo(arn);
    JsonObject again =
        kms.answer(
            "ReEncrypt",
            "{'CiphertextBlob':'$blob','SourceEncryptionContext':{'a':'1','b':'2'},"
                + "'DestinationKeyId':'$other'}");
    assertThat(again.getString("SourceKeyId")).isEqualTo(arn);
    kms.with("again", again.getString("CiphertextBlob"));
    assertThat(
            kms.answer("Decrypt", "{'CiphertextBlob':'$again','KeyId':'$other'}")
                .getString("Plaintext"))
        .isEqualTo(HELLO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "Decrypt | {'CiphertextBlob':'$blob'} | InvalidCiphertextException | ^^",
        "Decrypt | {'CiphertextBlob':'$blob','EncryptionContext':{'a':'1','b':'3'}} | InvalidCiphertextException | ^^",
        "Decrypt | {'CiphertextBlob':'$hello'} | InvalidCiphertextException | ^^",
        "Decrypt | {'CiphertextBlob':'$blob','KeyId':'$other'} | IncorrectKeyException | does not identify a CMK",
        "Decrypt | {'CiphertextBlob':'$blob','EncryptionAlgorithm':'RSAES_OAEP_SHA_256'} | InvalidKeyUsageException | incompatible",
        "Decrypt | {'CiphertextBlob':'$blob','DryRunModifiers':['IGNORE_CIPHERTEXT']} | ValidationException | no DryRunModifiers",
        "Encrypt | {'KeyId':'$key','Plaintext':''} | ValidationException | Value at 'plaintext' failed",
        "Encrypt | {'KeyId':'alias/none','Plaintext':'$hello'} | NotFoundException | is not found",
        "Encrypt | {'KeyId':'alias/aws/ssm','Plaintext':'$hello'} | AccessDeniedException | AWS managed",
        "Encrypt | {'KeyId':'$key','Plaintext':'$hello','DryRun':true} | DryRunOperationException | would have succeeded",
        "GenerateDataKey | {'KeyId':'$key'} | ValidationException | either number of bytes or key spec",
        "GenerateDataKey | {'KeyId':'$key','KeySpec':'AES_256','NumberOfBytes':32} | ValidationException | either number of bytes or key spec",
        "GenerateDataKey | {'KeyId':'$key','NumberOfBytes':1025} | ValidationException | less than or equal to 1024",
        "GenerateRandom | {} | ValidationException | NumberOfBytes is required.",
        "EnableKeyRotation | {'KeyId':'$alias'} | NotFoundException | Invalid keyId",
        "EnableKeyRotation | {'KeyId':'$key','RotationPeriodInDays':89} | ValidationException | greater than or equal to 90",
      })
  void whatCannotBeDoneIsRefused(String operation, String body, String code, String message) {
    kms.assertRefused(operation, body, code, message == null ? "" : message);
  }

  @Test
  void aDisabledKeyAndOneWhoseDeletionIsScheduledDoNothing() {
    String decrypt = "{'CiphertextBlob':'$blob','EncryptionContext':{'a':'1','b':'2'}}";
    kms.answer("DisableKey", "{'KeyId':'$key'}");
    kms.assertRefused("Decrypt", decrypt, "DisabledException", arn + " is disabled.");
    kms.assertRefused(
        "Encrypt", "{'KeyId':'$key','Plaintext':'$hello'}", "DisabledException", "is disabled.");
    kms.answer("ScheduleKeyDeletion", "{'KeyId':'$key'}");
    kms.assertRefused("Decrypt", decrypt, "KMSInvalidStateException", "is pending deletion.");
  }

  @Test
  void dataKeysHaveTheRequestedLength() {
    JsonObject made = kms.answer("GenerateDataKey", "{'KeyId':'$key','KeySpec':'AES_256'}");
    assertThat(Base64.getDecoder().decode(made.getString("Plaintext"))).hasSize(32);
    kms.with("made", made.getString("CiphertextBlob"));
    assertThat(kms.answer("Decrypt", "{'CiphertextBlob':'$made'}").getString("Plaintext"))
        .isEqualTo(made.getString("Plaintext"));
    assertThat(
            kms.answer("GenerateDataKeyWithoutPlaintext", "{'KeyId':'$key','NumberOfBytes':7}")
                .fieldNames())
        .containsExactlyInAnyOrder("CiphertextBlob", "KeyId", "KeyMaterialId");
    assertThat(kms.answer("GenerateRandom", "{'NumberOfBytes':3}").getString("Plaintext"))
        .hasSize(4);
  }

  @Test
  void theRotationOfAKeyIsKept() {
    assertThat(rotation().getBoolean("KeyRotationEnabled")).isFalse();
    kms.answer("EnableKeyRotation", "{'KeyId':'$key','RotationPeriodInDays':90}");
    assertThat(rotation().getInteger("RotationPeriodInDays")).isEqualTo(90);
    assertThat(rotation().getDouble("NextRotationDate")).isPositive();
    assertThat(rotation().getString("KeyId")).isEqualTo(arn);
    kms.answer("DisableKeyRotation", "{'KeyId':'$key'}");
    assertThat(rotation().fieldNames()).containsExactlyInAnyOrder("KeyId", "KeyRotationEnabled");
  }

  private JsonObject rotation() {
    return kms.answer("GetKeyRotationStatus", "{'KeyId':'$key'}");
  }
}
