package io.saigon.api.vault;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which source fills which field of a database's credentials. */
final class DbResolution {
  private final String prefix;
  private final DbVariables variables;
  private final Map<DbField, String> explicit;
  private final @Nullable String explicitPasswordSecret;
  private final String credentialsVariable;
  private final String credentialsSecretVariable;
  private final String passwordSecretVariable;
  private final @Nullable String explicitCredentialsSecret;
  private final @Nullable String explicitCaFile;
  private final String caVariable;
  private final @Nullable SecretVault tokens;

  DbResolution(
      String prefix,
      DbVariables variables,
      Map<DbField, String> explicit,
      @Nullable String credentialsSecret,
      @Nullable String passwordSecret,
      @Nullable String caFile,
      @Nullable SecretVault tokens) {
    this.prefix = prefix;
    this.variables = variables;
    this.explicit = explicit;
    this.explicitCredentialsSecret = credentialsSecret;
    this.explicitPasswordSecret = passwordSecret;
    this.explicitCaFile = caFile;
    this.caVariable = DbVariables.caFile(prefix);
    this.tokens = tokens;
    this.credentialsVariable = prefix + "_DATABASE_CREDENTIALS";
    this.credentialsSecretVariable = credentialsVariable + "_SECRET";
    this.passwordSecretVariable = DbField.PASSWORD.variable(prefix) + "_SECRET";
  }

  Set<String> secretKeys() {
    Set<String> keys = new LinkedHashSet<>();
    String credentials = credentialsSecret();
    String password = passwordSecret();
    if (credentials != null && !credentials.isBlank()) {
      keys.add(credentials);
    }
    if (password != null && !password.isBlank()) {
      keys.add(password);
    }
    return keys;
  }

  private boolean inlineCredentials() {
    return explicitCredentialsSecret == null && variables.get(credentialsVariable) != null;
  }

  private @Nullable String credentialsSecret() {
    if (explicitCredentialsSecret != null) {
      return explicitCredentialsSecret;
    }
    return inlineCredentials() ? null : variables.get(credentialsSecretVariable);
  }

  private @Nullable String passwordSecret() {
    if (tokens != null || explicit.containsKey(DbField.PASSWORD)) {
      return null;
    }
    if (explicitPasswordSecret != null) {
      return explicitPasswordSecret;
    }
    boolean given = variables.get(DbField.PASSWORD.variable(prefix)) != null;
    return given ? null : variables.get(passwordSecretVariable);
  }

  /** What needs no secret comes first, so that a mistake there is told whatever the vault says. */
  Future<DbFields> read(SecretVault vault) {
    String ofVariable = explicitCaFile == null ? variables.get(caVariable) : null;
    boolean hasCa = explicitCaFile != null || ofVariable != null;
    DbFields fields = new DbFields(prefix, new DbTls(caVariable, hasCa, tokens != null));
    if (ofVariable != null && ofVariable.isBlank()) {
      fields.wrong(null, caVariable, "is set but empty");
    }
    if (tokens != null) {
      fields.awaitPassword("token of vault " + tokens.name());
    }
    explicit.forEach((field, value) -> fields.put(field, value, "given in code"));
    String passwordKey = usable(passwordSecret(), passwordSecretVariable, fields);
    if (passwordKey != null) {
      fields.awaitPassword(origin(passwordKey, explicitPasswordSecret, passwordSecretVariable));
    }
    fillFromVariables(fields);
    String inline = inlineCredentials() ? variables.get(credentialsVariable) : null;
    if (inline != null) {
      fields.fillFromVariable(credentialsVariable, inline, variables);
    }
    fields.refuseContradictoryTls();
    String key = usable(credentialsSecret(), credentialsSecretVariable, fields);
    if (fields.isWrong() || (key == null && fields.isIncomplete())) {
      return Future.succeededFuture(fields.withDefaults());
    }
    return readPassword(fields, passwordKey, vault)
        .compose(v -> readCredentials(fields, key, vault))
        .compose(v -> readToken(fields.withDefaults()))
        .map(fields);
  }

  private static @Nullable String usable(@Nullable String key, String variable, DbFields fields) {
    if (key != null && key.isBlank()) {
      fields.wrong(null, variable, "is set but empty");
      return null;
    }
    return key;
  }

  private void fillFromVariables(DbFields fields) {
    for (DbField field : DbField.values()) {
      String name = field.variable(prefix);
      String value = variables.get(name);
      if (value == null || fields.has(field)) {
        continue;
      }
      String problem = value.isBlank() ? "is set but empty" : field.problem(value);
      if (problem == null) {
        fields.put(field, value, variables.origin(name));
      } else {
        fields.wrong(field, name, problem);
      }
    }
  }

  private static Future<Void> readPassword(
      DbFields fields, @Nullable String key, SecretVault vault) {
    return key == null
        ? Future.succeededFuture()
        : vault.secretString(key).onSuccess(text -> fields.passwordArrived(key, text)).mapEmpty();
  }

  private Future<Void> readCredentials(DbFields fields, @Nullable String key, SecretVault vault) {
    if (key == null || fields.isFull()) {
      return Future.succeededFuture();
    }
    String origin = origin(key, explicitCredentialsSecret, credentialsSecretVariable);
    return vault
        .secret(JsonObject.class, key)
        .onSuccess(json -> fields.fillFromSecret(key, json, origin))
        .mapEmpty();
  }

  private Future<Void> readToken(DbFields fields) {
    String key = fields.tokenKey();
    return tokens == null || key == null
        ? Future.succeededFuture()
        : tokens
            .secretString(key)
            .onSuccess(token -> fields.passwordArrived(key, token))
            .mapEmpty();
  }

  Future<Void> refresh(SecretVault vault) {
    List<Future<Void>> refreshes = new ArrayList<>();
    secretKeys().forEach(key -> refreshes.add(vault.refresh(key)));
    return Future.join(refreshes).compose(v -> refreshToken(vault));
  }

  private Future<Void> refreshToken(SecretVault vault) {
    SecretVault from = tokens;
    if (from == null) {
      return Future.succeededFuture();
    }
    return read(vault)
        .compose(
            fields -> {
              String key = fields.tokenKey();
              return key == null ? Future.succeededFuture() : from.refresh(key);
            });
  }

  private String origin(String key, @Nullable String inCode, String variable) {
    return "secret %s, named %s"
        .formatted(key, inCode != null ? "in code" : "by " + variables.origin(variable));
  }
}
