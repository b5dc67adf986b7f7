/** Secrets in a PKCS#12 key store. */
module com.example.keystore {
  requires io.saigon.api;

  provides io.saigon.api.spi.SecretVaultProvider with
      com.example.keystore.KeyStoreVaultProvider;
}
