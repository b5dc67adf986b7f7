package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceMetadataIT extends ChainFixture {
  private static final String PATH = "/latest/meta-data/iam/security-credentials/";
  private static final String PUT = "PUT /latest/api/token";
  private volatile String valid = "TOKEN1";

  @BeforeEach
  void point() {
    variables.remove("AWS_EC2_METADATA_DISABLED");
    variables.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", url());
    answer =
        request -> {
          HttpServerResponse response = request.response();
          if (request.uri().equals("/latest/api/token")) {
            response.end(valid);
          } else if (!valid.equals(request.getHeader("x-aws-ec2-metadata-token"))) {
            response.setStatusCode(401).end();
          } else if (request.uri().equals(PATH)) {
            response.end("my-role\nother");
          } else if (request.uri().equals(PATH + "my-role")) {
            response.end(KEYS);
          } else if (request.uri().endsWith("/placement/region")) {
            response.end("eu-west-3");
          } else {
            response.setStatusCode(404).end();
          }
        };
  }

  @Test
  void theInstancesRoleIsReadWithASessionTokenThatIsKept() throws Exception {
    DefaultChain chain = chain();
    assertThat(load(chain).accessKeyId()).isEqualTo("ASIACANARY");
    assertThat(chain.answered()).isEqualTo("instance metadata");
    load(chain);
    assertThat(Await.join(chain.region())).isEqualTo("eu-west-3");
    assertThat(lines()).startsWith(PUT, "GET " + PATH, "GET " + PATH + "my-role");
    assertThat(lines()).containsOnlyOnce(PUT);
  }

  @Test
  void aSessionTokenThatIsRefusedIsReplacedOnce() throws Exception {
    DefaultChain chain = chain();
    load(chain);
    valid = "TOKEN2";
    assertThat(load(chain).accessKeyId()).isEqualTo("ASIACANARY");
    assertThat(lines()).filteredOn(PUT::equals).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405})
  void versionOneIsNeverUsed(int status) throws Exception {
    answer(status, "");
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("instance metadata: it")
        .hasMessageContaining("HTTP " + status);
    assertThat(lines()).containsOnly(PUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "True", "TRUE"})
  void aServiceThatIsTurnedOffIsNotCalled(String value) throws Exception {
    variables.put("AWS_EC2_METADATA_DISABLED", value);
    assertThat(failure(chain())).hasMessageContaining("AWS_EC2_METADATA_DISABLED is true");
    assertThat(Await.failure(chain().region()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("AWS_REGION");
    assertThat(seen).isEmpty();
  }

  @Test
  void aSilentServiceTimesOutAsConfigured() throws Exception {
    variables.put("AWS_METADATA_SERVICE_TIMEOUT", "0.2");
    variables.put("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "2");
    answer = request -> {};
    assertThat(failure(chain()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("hop limit");
    assertThat(lines()).containsExactly(PUT, PUT);
  }

  @Test
  void withoutAnyServiceTheChainListsItsAttempts() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      variables.put(
          "AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:" + (free.getLocalPort()));
      free.close();
      assertThat(failure(chain()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("system properties: aws.accessKeyId and aws.secretAccessKey")
          .hasMessageContaining("environment variables: AWS_ACCESS_KEY_ID")
          .hasMessageContaining("web identity token: AWS_WEB_IDENTITY_TOKEN_FILE is not set")
          .hasMessageContaining("profile files: there is no profile default")
          .hasMessageContaining("container service: neither")
          .hasMessageContaining("instance metadata: nothing answers at 127.0.0.1");
    }
  }

  @Test
  void aRoleNameThatIsAPathIsNotFollowed() throws Exception {
    answer =
        request ->
            request
                .response()
                .end(request.uri().equals("/latest/api/token") ? valid : "../../user-data");
    assertThat(failure(chain())).hasMessageContaining("the instance has no role");
    assertThat(lines()).containsExactly(PUT, "GET " + PATH);
  }

  @Test
  void aProxyIsNotUsed() throws Exception {
    System.setProperty("http.proxyHost", "192.0.2.1");
    System.setProperty("http.proxyPort", "9");
    System.setProperty("http.nonProxyHosts", "none.invalid");
    Vertx ownVertx = Vertx.vertx();
    try {
      System.setProperty("aws.ec2MetadataServiceEndpoint", url());
      System.setProperty("aws.disableEc2Metadata", "false");
      var aws = io.saigon.aws.VertxAws.create(ownVertx);
      assertThat(Await.join(aws.region())).isNotEmpty();
    } finally {
      for (String name :
          new String[] {
            "http.proxyHost",
            "http.proxyPort",
            "http.nonProxyHosts",
            "aws.ec2MetadataServiceEndpoint",
            "aws.disableEc2Metadata"
          }) {
        System.clearProperty(name);
      }
      Await.join(ownVertx.close());
    }
  }
}
