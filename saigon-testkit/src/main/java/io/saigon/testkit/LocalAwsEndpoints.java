package io.saigon.testkit;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.testkit.internal.tls.Certificates;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.security.KeyStore;
import java.util.Map;

/**
 * Endpoints, key and certificate authority of a local AWS, for clients of any kind: of {@link
 * LocalAws} in this JVM, or of {@link LocalAwsProcess}.
 */
public abstract sealed class LocalAwsEndpoints implements AutoCloseable
    permits LocalAws, LocalAwsProcess {
  LocalAwsEndpoints() {}

  /**
   * Returns the endpoint of cognito-idp, cognito-identity, secretsmanager, ssm, sts and kms.
   *
   * @return base URL
   */
  public abstract URI endpoint();

  /**
   * Returns the endpoint of S3. Buckets are addressed path style, or with plain http by hosts such
   * as {@code bucket.localhost}, which the certificate does not name.
   *
   * @return base URL
   */
  public abstract URI s3Endpoint();

  /**
   * Returns the AWS region of all services.
   *
   * @return its name, such as {@code eu-west-1}
   */
  public abstract String region();

  /**
   * Returns the id of the administrator's key, which is accepted everywhere.
   *
   * @return access key id
   */
  public abstract String accessKeyId();

  /**
   * Returns the secret of the administrator's key.
   *
   * @return secret access key
   */
  public abstract String secretAccessKey();

  /**
   * Returns the certificate of the authority that signs the servers' certificates, the same for all
   * local servers of a JVM; of no use with plain http.
   *
   * @return PEM
   * @throws IllegalStateException if another process speaks plain http, which has none
   */
  public abstract String caCertificate();

  /**
   * Returns AWS's standard environment variables that point any client here, and the ids of the
   * pools. With https, {@code AWS_CA_BUNDLE} names a file with {@link #caCertificate()}, which is
   * deleted when this local AWS stops.
   *
   * @return values by variable
   */
  public abstract Map<String, String> environment();

  /**
   * Returns the base of the inspection: what a test may know that no client of AWS learns, such as
   * codes and messages, as JSON. The guide "A local AWS on its own" lists its paths.
   *
   * @return URL of a directory on {@link #endpoint()}
   */
  public URI inspection() {
    return endpoint().resolve("/_saigon/");
  }

  /**
   * Returns the administrator's key as saigon takes it.
   *
   * @return credentials that do not expire
   */
  public AwsCredentials credentials() {
    return AwsCredentials.of(accessKeyId(), secretAccessKey());
  }

  /**
   * Returns options that point saigon here, with the administrator's key and, with https, {@link
   * #trustOptions()}.
   *
   * @return new options
   */
  public SaigonOptions saigonOptions() {
    SaigonOptions saigon =
        SaigonOptions.defaults()
            .withRegion(region())
            .withEndpoint(endpoint())
            .withEndpoint("s3", s3Endpoint())
            .withCredentials(CredentialsProvider.of(credentials()));
    return "https".equals(endpoint().getScheme()) ? saigon.withTrust(trustOptions()) : saigon;
  }

  /**
   * Returns {@link #caCertificate()} as a Vert.x client takes it.
   *
   * @return new options, which the caller may change
   */
  public TrustOptions trustOptions() {
    return new PemTrustOptions().addCertValue(Buffer.buffer(caCertificate()));
  }

  /**
   * Returns {@link #caCertificate()} as other Java clients take it, such as those of the JDK.
   *
   * @return a new key store in memory, which the caller may change
   */
  public KeyStore trustStore() {
    return Certificates.trustStore(caCertificate());
  }

  /** Stops the local AWS. */
  @Override
  public abstract void close();
}
