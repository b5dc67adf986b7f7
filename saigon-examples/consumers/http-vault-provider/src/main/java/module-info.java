/**
 * Secrets of an HTTP key-value store with the protocol of HashiCorp Vault's KV version 2 and
 * dynamic secrets.
 */
module com.example.kv {
  requires io.saigon.api;

  provides io.saigon.api.spi.SecretVaultProvider with
      com.example.kv.KvVaultProvider;
}
