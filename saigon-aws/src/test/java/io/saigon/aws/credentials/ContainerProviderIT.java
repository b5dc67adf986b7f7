package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.vertx.core.http.HttpServer;
import java.net.ServerSocket;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerProviderIT extends ChainFixture {
  private static final String FULL = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String TOKEN = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

  @Test
  void theTokenFileWinsOverTheTokenAndIsReadForEachRequest() throws Exception {
    variables.put(FULL, url() + "/v1/credentials?a=1");
    variables.put(TOKEN, "one");
    variables.put(TOKEN + "_FILE", write("token", "two\n").toString());
    answer(200, KEYS);
    DefaultChain chain = chain();
    assertThat(load(chain).accessKeyId()).isEqualTo("ASIACANARY");
    write("token", "three");
    load(chain);
    assertThat(lines()).containsOnly("GET /v1/credentials?a=1");
    assertThat(seen)
        .extracting(s -> s.headers().get("authorization"))
        .containsExactly("two", "three");
    assertThat(chain.answered()).isEqualTo("container service");
  }

  @Test
  void aTokenWithALineBreakIsNeverSent() throws Exception {
    variables.put(FULL, url() + "/");
    variables.put(TOKEN + "_FILE", write("token", "CANARY\r\nX-Other: y").toString());
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("line breaks")
        .hasMessageNotContaining("CANARY");
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.170.3/x",
        "http://example.com/x",
        "http://127.0.0.1.example.com/x",
        "http://localhost.example.com/x",
        "http://user@127.0.0.1/x",
        "http://2130706433/x",
        "ftp://127.0.0.1/x"
      })
  void aPlainAddressOffThisMachineIsRefused(String address) throws Exception {
    variables.put(FULL, address);
    variables.put(TOKEN, "CANARY");
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(FULL)
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void aRelativeAddressCannotNameAnotherHost() throws Exception {
    variables.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@example.com/x");
    assertThat(failure(chain())).hasMessageContaining("begins with /");
  }

  @Test
  void aServerErrorIsRetried() throws Exception {
    variables.put(FULL, url() + "/");
    answer = request -> request.response().setStatusCode(seen.size() < 3 ? 500 : 200).end(KEYS);
    assertThat(load(chain()).accessKeyId()).isEqualTo("ASIACANARY");
    assertThat(seen).hasSize(3);
  }

  @Test
  void aRefusalEndsTheChain() throws Exception {
    variables.put(FULL, url() + "/");
    answer(403, "CANARY");
    assertThat(failure(chain()))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("HTTP 403")
        .hasMessageNotContaining("CANARY");
    assertThat(seen).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CANARY", "[\"CANARY\"]", "{\"AccessKeyId\": \"CANARY\"}", ""})
  void anAnswerThatIsNotCredentialsIsNotQuoted(String body) throws Exception {
    variables.put(FULL, url() + "/");
    answer(200, body);
    assertThat(failure(chain())).hasStackTraceContaining("Exception");
    assertThat(stackTrace(failure(chain()))).doesNotContain("CANARY");
  }

  @Test
  void anAddressOfIpv6IsReached() throws Exception {
    HttpServer six;
    try {
      six =
          Await.join(
              vertx
                  .createHttpServer()
                  .requestHandler(request -> request.response().end(KEYS))
                  .listen(0, "::1"));
    } catch (ExecutionException e) {
      assumeTrue(false, "there is no IPv6 here");
      return;
    }
    variables.put(FULL, "http://[::1]:" + six.actualPort() + "/v1/credentials");
    assertThat(load(chain()).accessKeyId()).isEqualTo("ASIACANARY");
  }

  @Test
  void anUnreachableServiceIsATransportFailure() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      variables.put(FULL, "http://127.0.0.1:" + free.getLocalPort() + "/");
    }
    assertThat(failure(chain()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("could not be reached at 127.0.0.1");
  }

  static String stackTrace(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
