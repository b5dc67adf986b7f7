package io.saigon.api.vault;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which source fills which field of a database's credentials. */
final class DbResolution {
  private final DbSettings settings;
  private final DbVariables variables;
  private final @Nullable SecretVault tokens;

  DbResolution(DbSettings settings) {
    this.settings = settings;
    this.variables = settings.variables();
    this.tokens = settings.tokens();
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
    return settings.inCode(DbSettings.CREDENTIALS_SECRET) == null
        && variables.get(settings.credentialsVariable()) != null;
  }

  private @Nullable String credentialsSecret() {
    String given = settings.inCode(DbSettings.CREDENTIALS_SECRET);
    if (given != null) {
      return given;
    }
    return inlineCredentials() ? null : variables.get(settings.credentialsSecretVariable());
  }

  private @Nullable String passwordSecret() {
    if (tokens != null || settings.inCode(DbField.PASSWORD.label()) != null) {
      return null;
    }
    String given = settings.inCode(DbSettings.PASSWORD_SECRET);
    if (given != null) {
      return given;
    }
    boolean hasPassword = variables.get(DbField.PASSWORD.variable(settings.prefix())) != null;
    return hasPassword ? null : variables.get(settings.passwordSecretVariable());
  }

  /**
   * Reads secrets last, so that mistakes in other sources are reported whatever the vault answers.
   */
  Future<DbFields> read(SecretVault vault) {
    String caVariable = settings.caFileVariable();
    boolean caInCode = settings.inCode(DbSettings.CA_FILE) != null;
    String ofVariable = caInCode ? null : variables.get(caVariable);
    DbTls tls = new DbTls(caVariable, caInCode || ofVariable != null, tokens != null);
    DbFields fields = new DbFields(settings.prefix(), tls);
    if (ofVariable != null && ofVariable.isBlank()) {
      fields.wrong(null, caVariable, "is set but empty");
    }
    if (tokens != null) {
      fields.awaitPassword("token of vault " + tokens.name());
    }
    fillFromCode(fields);
    String passwordVariable = settings.passwordSecretVariable();
    String passwordKey = usable(passwordSecret(), passwordVariable, fields);
    if (passwordKey != null) {
      fields.awaitPassword(origin(passwordKey, DbSettings.PASSWORD_SECRET, passwordVariable));
    }
    fillFromVariables(fields);
    String credentialsVariable = settings.credentialsVariable();
    String inline = inlineCredentials() ? variables.get(credentialsVariable) : null;
    if (inline != null) {
      fields.fillFromVariable(credentialsVariable, inline, variables);
    }
    fields.refuseContradictoryTls();
    String key = usable(credentialsSecret(), settings.credentialsSecretVariable(), fields);
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

  private void fillFromCode(DbFields fields) {
    for (DbField field : DbField.values()) {
      String value = settings.inCode(field.label());
      if (value != null) {
        fields.put(field, value, "given in code");
      }
    }
  }

  private void fillFromVariables(DbFields fields) {
    for (DbField field : DbField.values()) {
      String name = field.variable(settings.prefix());
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
        : expiry(fields, key, vault)
            .compose(v -> vault.secretString(key).map(text -> fields.passwordArrived(key, text)))
            .mapEmpty();
  }

  // Before the secret itself, so that it never is the later one of a newer value.
  private static Future<Void> expiry(DbFields fields, String key, SecretVault vault) {
    return vault
        .secretValue(SecretId.of(key))
        .map(value -> fields.expireAt(value.expiresAt()))
        .mapEmpty();
  }

  private Future<Void> readCredentials(DbFields fields, @Nullable String key, SecretVault vault) {
    if (key == null || fields.isFull()) {
      return Future.succeededFuture();
    }
    String origin =
        origin(key, DbSettings.CREDENTIALS_SECRET, settings.credentialsSecretVariable());
    return expiry(fields, key, vault)
        .compose(
            v ->
                vault
                    .secret(JsonObject.class, key)
                    .map(json -> fields.fillFromSecret(key, json, origin)))
        .mapEmpty();
  }

  private Future<Void> readToken(DbFields fields) {
    String key = fields.tokenKey();
    return tokens == null || key == null
        ? Future.succeededFuture()
        : readPassword(fields, key, tokens);
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

  private String origin(String key, String name, String variable) {
    boolean inCode = settings.inCode(name) != null;
    return "secret %s, named %s"
        .formatted(key, inCode ? "in code" : "by " + variables.origin(variable));
  }
}
