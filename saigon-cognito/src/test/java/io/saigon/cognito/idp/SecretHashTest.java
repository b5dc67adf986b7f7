package io.saigon.cognito.idp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretHashTest {
  // printf '%s' 'ann@example.comclient1' | openssl dgst -sha256 -hmac 's3cret' -binary | base64
  private static final String HASH = "WNUe8WGdNng3FWNhM5EFhwGSeiVUtrhYRwQEUYZDlyQ=";

  @Test
  void theHashIsThatOfOpenssl() {
    Map<String, String> parameters = new HashMap<>();
    new SecretHash("client1", "s3cret").addTo(parameters, "ann@example.com");
    assertThat(parameters).containsExactly(Map.entry("SECRET_HASH", HASH));
  }

  @Test
  void anAppClientWithoutASecretSendsNone() {
    Map<String, String> parameters = new HashMap<>();
    new SecretHash("client1", null).addTo(parameters, "ann@example.com");
    assertThat(parameters).isEmpty();
  }
}
