package io.saigon.aws.credentials;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The role of an ECS task or of an EKS pod (EKS Pod Identity). */
final class ContainerProvider implements ChainProvider {
  private static final String RELATIVE = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
  private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
  private static final String TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

  /** Hosts that may get the token without TLS, beside those of the loopback network. */
  private static final Set<String> PLAIN_HOSTS =
      Set.of("localhost", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "[::1]");

  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");
  private static final HttpCalls.Bounds BOUNDS =
      new HttpCalls.Bounds(5, Duration.ofSeconds(5), Duration.ofMillis(100));

  private final Vertx vertx;
  private final HttpCalls http;
  private final Settings settings;

  ContainerProvider(Vertx vertx, HttpCalls http, Settings settings) {
    this.vertx = vertx;
    this.http = http;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "container service";
  }

  @Override
  public Future<AwsCredentialsIdentity> load() {
    URI uri = uri();
    return token()
        .compose(
            token -> http.get("The container credentials service", request(uri, token), BOUNDS))
        .recover(failure -> Future.failedFuture(unreachable(failure, uri)))
        .map(
            answer -> {
              if (!answer.isOk()) {
                throw new ServiceException(
                    "The container credentials service answered HTTP "
                        + answer.status()
                        + ". Check the role of the task or pod.",
                    null,
                    null);
              }
              return JsonKeys.of(name(), answer.json(), "Token");
            });
  }

  private static Throwable unreachable(Throwable failure, URI uri) {
    return failure instanceof TransportException
        ? new TransportException(
            "The container credentials service could not be reached at "
                + uri.getHost()
                + ". Check the agent of the task or pod, and "
                + FULL
                + ".",
            failure)
        : failure;
  }

  /**
   * Returns the address of the credentials.
   *
   * @throws NotConfiguredException if no setting names one
   * @throws ConfigurationException if the address is malformed or not allowed
   */
  URI uri() {
    String relative = settings.get("aws.containerCredentialsPath", RELATIVE);
    if (relative != null) {
      String host = settings.get("aws.containerServiceEndpoint", "AWS_CONTAINER_SERVICE_ENDPOINT");
      URI uri =
          relative.startsWith("/")
              ? HttpUrls.parse((host == null ? "http://169.254.170.2" : host) + relative)
              : null;
      if (uri == null) {
        throw invalid(RELATIVE, "must be a path that begins with /");
      }
      return uri;
    }
    String full = settings.get("aws.containerCredentialsFullUri", FULL);
    if (full == null) {
      throw new NotConfiguredException("neither " + RELATIVE + " nor " + FULL + " is set");
    }
    URI uri = HttpUrls.parse(full);
    if (uri == null) {
      throw invalid(FULL, "must be an http or https URL with a host");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !plainAllowed(uri.getHost())) {
      throw invalid(
          FULL,
          "must be an https URL, or name localhost, a loopback address, 169.254.170.2,"
              + " 169.254.170.23 or [fd00:ec2::23]");
    }
    return uri;
  }

  /** Returns whether a host is known by its text; names are not resolved, as that can change. */
  private static boolean plainAllowed(String host) {
    return PLAIN_HOSTS.contains(host) || LOOPBACK.matcher(host).matches();
  }

  private Future<@Nullable String> token() {
    String file = settings.get("aws.containerAuthorizationTokenFile", TOKEN_FILE);
    if (file != null) {
      return LocalFiles.read(vertx, Path.of(file), "The token file of " + TOKEN_FILE)
          .map(text -> checked(text.strip(), TOKEN_FILE));
    }
    String token = settings.get("aws.containerAuthorizationToken", TOKEN);
    return Future.succeededFuture(token == null ? null : checked(token, TOKEN));
  }

  private static String checked(String token, String name) {
    if (token.isEmpty() || token.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw invalid(name, "holds a token that is empty or has line breaks");
    }
    return token;
  }

  private static SdkHttpRequest request(URI uri, @Nullable String token) {
    return HttpUrls.request(
        SdkHttpMethod.GET,
        uri,
        "",
        head -> {
          head.putHeader("Accept", "application/json");
          if (token != null) {
            head.putHeader("Authorization", token);
          }
        });
  }

  private static ConfigurationException invalid(String name, String reason) {
    return new ConfigurationException(name + " " + reason, List.of(name), null);
  }
}
