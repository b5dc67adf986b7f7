/** A vault without the AWS SDK, which jlink takes. */
module com.example.ownvault {
  requires io.saigon.api;

  provides io.saigon.api.spi.SecretVaultProvider with
      com.example.ownvault.OwnVaultProvider;
}
