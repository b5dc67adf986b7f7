package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;

/** Encryption and decryption by symmetric keys, and data keys. */
final class Cryptography {
  private static final String ALGORITHM = "SYMMETRIC_DEFAULT";
  private static final Map<String, Integer> SPECS = Map.of("AES_128", 16, "AES_256", 32);
  private static final String CIPHERTEXT = "CiphertextBlob";
  private static final String CONTEXT = "EncryptionContext";
  private static final String PLAINTEXT = "Plaintext";
  private static final String MATERIAL = "KeyMaterialId";
  private static final String GENERATE = "kms:GenerateDataKey";

  private final Keys keys;

  Cryptography(Keys keys) {
    this.keys = keys;
  }

  void register(Operations operations) {
    operations
        .signed("Encrypt", this::encrypt)
        .signed("Decrypt", this::decrypt)
        .signed("ReEncrypt", this::reEncrypt)
        .signed("GenerateDataKey", params -> dataKey(params, GENERATE))
        .signed("GenerateDataKeyWithoutPlaintext", this::dataKeyWithoutPlaintext)
        .signed("GenerateRandom", Cryptography::random);
  }

  private JsonObject encrypt(Params params) {
    Key key = usable(keys.get(params.text("KeyId")), "kms:Encrypt");
    checkAlgorithm(params, "EncryptionAlgorithm");
    checkDryRun(params);
    return new JsonObject()
        .put(CIPHERTEXT, encrypted(key, decoded(params.text(PLAINTEXT)), params.map(CONTEXT)))
        .put("KeyId", key.arn())
        .put("EncryptionAlgorithm", ALGORITHM);
  }

  private JsonObject decrypt(Params params) {
    Ciphertext ciphertext = Ciphertext.read(decoded(params.text(CIPHERTEXT)));
    Key key = keyOf(ciphertext, params, "KeyId", "kms:Decrypt");
    checkAlgorithm(params, "EncryptionAlgorithm");
    byte[] plain = ciphertext.opened(key, params.map(CONTEXT));
    checkDryRun(params);
    return new JsonObject()
        .put("KeyId", key.arn())
        .put(PLAINTEXT, encoded(plain))
        .put("EncryptionAlgorithm", ALGORITHM)
        .put(MATERIAL, key.material());
  }

  private JsonObject reEncrypt(Params params) {
    Ciphertext ciphertext = Ciphertext.read(decoded(params.text(CIPHERTEXT)));
    Key from = keyOf(ciphertext, params, "SourceKeyId", "kms:ReEncryptFrom");
    Key to = usable(keys.get(params.text("DestinationKeyId")), "kms:ReEncryptTo");
    checkAlgorithm(params, "SourceEncryptionAlgorithm");
    checkAlgorithm(params, "DestinationEncryptionAlgorithm");
    byte[] plain = ciphertext.opened(from, params.map("SourceEncryptionContext"));
    checkDryRun(params);
    return new JsonObject()
        .put(CIPHERTEXT, encrypted(to, plain, params.map("DestinationEncryptionContext")))
        .put("SourceKeyId", from.arn())
        .put("KeyId", to.arn())
        .put("SourceEncryptionAlgorithm", ALGORITHM)
        .put("DestinationEncryptionAlgorithm", ALGORITHM)
        .put("SourceKeyMaterialId", from.material())
        .put("DestinationKeyMaterialId", to.material());
  }

  private JsonObject dataKey(Params params, String action) {
    Key key = usable(keys.get(params.text("KeyId")), action);
    if (params.has("KeySpec") == params.has("NumberOfBytes")) {
      throw new AwsError(
          "ValidationException", "Please specify either number of bytes or key spec.");
    }
    int size =
        params.has("KeySpec")
            ? SPECS.getOrDefault(params.text("KeySpec"), 0)
            : params.number("NumberOfBytes", 0, 1, 1024);
    checkDryRun(params);
    byte[] plain = Ids.bytes(size);
    return new JsonObject()
        .put(CIPHERTEXT, encrypted(key, plain, params.map(CONTEXT)))
        .put(PLAINTEXT, encoded(plain))
        .put("KeyId", key.arn())
        .put(MATERIAL, key.material());
  }

  private JsonObject dataKeyWithoutPlaintext(Params params) {
    JsonObject answer = dataKey(params, GENERATE + "WithoutPlaintext");
    answer.remove(PLAINTEXT);
    return answer;
  }

  private static JsonObject random(Params params) {
    if (params.has("CustomKeyStoreId")) {
      throw new AwsError(
          "UnsupportedOperationException", "The local AWS does not have CustomKeyStoreId");
    }
    if (!params.has("NumberOfBytes")) {
      throw new AwsError("ValidationException", "NumberOfBytes is required.");
    }
    return new JsonObject()
        .put(PLAINTEXT, encoded(Ids.bytes(params.number("NumberOfBytes", 0, 1, 1024))));
  }

  /** Returns the key that encrypted something, which a request may name. */
  private Key keyOf(Ciphertext ciphertext, Params params, String name, String action) {
    Key key = keys.find(ciphertext.keyId());
    if (params.has(name) && !keys.get(params.text(name)).equals(key)) {
      throw new AwsError(
          "IncorrectKeyException",
          "The key ID in the request does not identify a CMK that can perform this operation.");
    }
    if (key == null) {
      throw Ciphertext.invalid();
    }
    return usable(key, action);
  }

  private static Key usable(Key key, String action) {
    Key live = key.own().live();
    if (live.state() == Key.State.DISABLED) {
      throw new AwsError("DisabledException", key.arn() + " is disabled.");
    }
    if (KeyPolicy.denies(key.policy(), action)) {
      throw new AwsError(
          "AccessDeniedException",
          "User is not authorized to perform: %s on resource: %s with an explicit deny in a resource-based policy"
              .formatted(action, key.arn()));
    }
    return live;
  }

  private static void checkAlgorithm(Params params, String name) {
    String algorithm = params.text(name, ALGORITHM);
    if (!algorithm.equals(ALGORITHM)) {
      throw new AwsError(
          "InvalidKeyUsageException",
          "Algorithm %s is incompatible with key spec %s.".formatted(algorithm, ALGORITHM));
    }
  }

  private static void checkDryRun(Params params) {
    if (params.flag("DryRun")) {
      throw new AwsError(
          "DryRunOperationException",
          "The request would have succeeded, but the DryRun option is set.");
    }
  }

  private static String encrypted(Key key, byte[] plain, Map<String, String> context) {
    return encoded(Ciphertext.of(key, plain, context).bytes());
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
