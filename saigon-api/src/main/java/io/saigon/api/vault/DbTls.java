package io.saigon.api.vault;

import org.jspecify.annotations.Nullable;

/**
 * Rules for the SSL mode of a database: what a password may travel on is said by code or
 * environment, and a secret can only ask for more.
 *
 * @param caVariable variable of the CA file
 * @param hasCa whether a CA file is given
 * @param usesTokens whether passwords are IAM tokens
 */
record DbTls(String caVariable, boolean hasCa, boolean usesTokens) {
  /** The mode unless another one is chosen, and the weakest that a secret can choose. */
  SslMode standard() {
    return hasCa ? SslMode.VERIFY_FULL : SslMode.REQUIRE;
  }

  /** Why a mode that code or environment chose is refused, or null if it is not. */
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
