package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of a local AWS to start, or to load a fixture. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class StartIT {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aPortThatIsTakenFailsTheStartAndFreesTheOthers(int which, Vertx vertx) throws Exception {
    int first = FreePorts.first();
    try (ServerSocket taken =
        new ServerSocket(first + which, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> await(LocalAws.start(vertx, on(first))))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("Port %d of 127.0.0.1, for ", first + which)
          .hasMessageContaining("Address already in use");
    }
    try (LocalAws aws = await(LocalAws.start(vertx, on(first)))) {
      assertThat(aws.endpoint()).hasPort(first);
      assertThat(aws.s3Endpoint()).hasPort(first + 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'secret':{}} | the fixture has no member secret; it may have [buckets, ",
        "{'secrets':[]} | A member of the fixture has another type",
        "{'users':[{'password':'Passw0rd'}]} | An entry of users in the fixture lacks username",
        "{'users':[{'username':'ann'}]} | An entry of users in the fixture lacks password",
        "{'users':[{'username':'ann','password':'weak'}]} | Password not long enough",
        "{'users':[{'username':'ann','password':'Passw0rd','attributes':{'shoe':'1'}}]} | shoe",
        "{'users':[{'username':'ann','password':'Passw0rd','shoe':1}]} | users has no member shoe",
        "{'users':[{'username':'twice','password':'Passw0rd'},{'username':'twice','password':'Passw0rd'}]} | already exists",
        "{'users':['ann']} | another type",
        "{'users':[{'username':1,'password':'Passw0rd'}]} | another type",
        "{'buckets':[{'name':'b'}]} | another type",
        "{'groups':[1]} | another type",
        "{'userPools':[{}]} | An entry of userPools in the fixture lacks name",
        "{'userPools':[{'name':'x','colour':1}]} | userPools has no member colour",
        "{'userPools':[{'name':'x','id':'eu-west-1_Start'},{'name':'y','id':'eu-west-1_Start'}]} | There is a user pool eu-west-1_Start already",
        "{'secrets':{'with space':'x'}} | Invalid name",
        "{'secrets':{'start/a':'x'},'parameters':{'with space':'x'}} | Parameter name",
        "{'parameters':{'/a':{'type':'Number','value':'x'}}} | enum value set",
        "{'parameters':{'/a':{'value':'x'}}} | lacks type",
        "{'routes':{'orders':'http://127.0.0.1:1'}} | pathPrefix must begin with /",
        "{'routes':{'/':'no uri'}} | no uri",
      })
  void aMalformedFixtureIsRefusedWithItsMistake(String json, String message, LocalAws aws) {
    assertThatThrownBy(() -> aws.load(new JsonObject(json.replace('\'', '"'))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  @FreshLocalAws
  void aFixtureDoesNotReplaceExistingEntities(LocalAws aws) throws Exception {
    JsonObject fixture =
        new JsonObject("{\"secrets\":{\"a\":\"one\"},\"userPools\":[{\"name\":\"p\"}]}");
    await(aws.load(fixture));
    assertThatThrownBy(() -> aws.load(fixture))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already exists");
    assertThat(Clients.secrets(aws).getSecretValue(r -> r.secretId("a")).secretString())
        .isEqualTo("one");
  }

  @Test
  void mistakesInCallsOfTestsAreRefusedAtOnce(LocalAws aws) {
    aws.userPool().createUser("asked", "Passw0rd");
    assertThatThrownBy(() -> aws.userPool().createUser("asked", "Passw0rd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already exists");
    assertThatThrownBy(() -> aws.userPool().createUser("weak", "weak"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not long enough");
    assertThatThrownBy(() -> aws.gateway().route("orders", URI.create("http://127.0.0.1:1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> aws.gateway().throttle(-1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> aws.messages("eu-west-1_None", "asked"))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> aws.userPool().messages("nobody"))
        .hasMessageContaining("does not exist");
  }

  private static LocalAwsOptions on(int port) {
    return LocalAwsOptions.defaults().withPort(port);
  }
}
