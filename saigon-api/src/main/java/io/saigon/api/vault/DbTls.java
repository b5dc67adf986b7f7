package io.saigon.api.vault;

import org.jspecify.annotations.Nullable;

/**
 * Rules for the SSL mode of a database: code or environment choose the protection of a password,
 * and a secret can only strengthen it.
 *
 * @param caVariable variable of the CA file
 * @param hasCa whether a CA file is given
 * @param usesTokens whether passwords are IAM tokens
 */
record DbTls(String caVariable, boolean hasCa, boolean usesTokens) {
  /** Returns the default mode, which is also the weakest that a secret can choose. */
  SslMode standard() {
    return hasCa ? SslMode.VERIFY_FULL : SslMode.REQUIRE;
  }

  /** Returns why a mode that code or environment chose is refused, or null if it is not. */
  @Nullable String problem(SslMode chosen) {
    if (hasCa && chosen.isWeakerThan(SslMode.VERIFY_CA)) {
      return "which ignores the CA file; leave the mode out for verify-full, or remove "
          + caVariable;
    }
    return usesTokens && chosen.isWeakerThan(SslMode.REQUIRE)
        ? "which could send an IAM token in clear; take require or stronger"
        : null;
  }
}
