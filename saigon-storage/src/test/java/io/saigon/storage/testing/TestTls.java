package io.saigon.storage.testing;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;

/** TLS of servers that tests make, with a certificate for localhost. */
public final class TestTls {
  private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create();

  private TestTls() {}

  public static HttpServerOptions server(boolean tls) {
    HttpServerOptions options = new HttpServerOptions();
    return tls ? options.setSsl(true).setKeyCertOptions(CERTIFICATE.keyCertOptions()) : options;
  }

  /** Options of a Saigon that reaches such a server. */
  public static SaigonOptions client(boolean tls, int port) {
    SaigonOptions options =
        SaigonOptions.defaults()
            .withRegion("eu-west-1")
            .withEndpoint(URI.create((tls ? "https" : "http") + "://localhost:" + port))
            .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKIDEXAMPLE", "secret")));
    return tls ? options.withTrust(CERTIFICATE.trustOptions()) : options;
  }
}
