/** Secrets of an HTTP key-value store that speaks as HashiCorp Vault's KV version 2 does. */
module com.example.kv {
  requires io.saigon.api;

  provides io.saigon.api.spi.SecretVaultProvider with
      com.example.kv.KvVaultProvider;
}
