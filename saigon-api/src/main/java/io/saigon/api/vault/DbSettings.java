package io.saigon.api.vault;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a database as they are given, by code and by variables.
 *
 * @param inCode values that code gives, by label of a {@link DbField} or one of the names here
 * @param tokens vault whose tokens are the passwords, or null
 */
record DbSettings(
    String prefix,
    DbVariables variables,
    Map<String, String> inCode,
    @Nullable SecretVault tokens) {
  static final String SCHEMA = "schema";
  static final String CA_FILE = "caFile";
  static final String READER_ENDPOINT = "readerEndpoint";
  static final String READER_PORT = "readerPort";
  static final String PASSWORD_SECRET = "passwordSecret";
  static final String CREDENTIALS_SECRET = "credentialsSecret";

  @Nullable String inCode(String name) {
    return inCode.get(name);
  }

  DbSettings with(String name, String value) {
    Map<String, String> more = new HashMap<>(inCode);
    more.put(name, value);
    return new DbSettings(prefix, variables, more, tokens);
  }

  DbSettings withVariables(DbVariables variables) {
    return new DbSettings(prefix, variables, inCode, tokens);
  }

  DbSettings withTokens(SecretVault tokens) {
    return new DbSettings(prefix, variables, inCode, tokens);
  }

  String schemaVariable() {
    return prefix + "_DB_SCHEMA";
  }

  String caFileVariable() {
    return prefix + "_DB_CA_FILE";
  }

  String readerEndpointVariable() {
    return prefix + "_DB_READER_ENDPOINT";
  }

  String readerPortVariable() {
    return prefix + "_DB_READER_PORT";
  }

  String credentialsVariable() {
    return prefix + "_DATABASE_CREDENTIALS";
  }

  String credentialsSecretVariable() {
    return credentialsVariable() + "_SECRET";
  }

  String passwordSecretVariable() {
    return DbField.PASSWORD.variable(prefix) + "_SECRET";
  }

  /** Leaves out what code gives, which may be a password. */
  @Override
  public String toString() {
    return "prefix=" + prefix + ", from " + variables;
  }
}
