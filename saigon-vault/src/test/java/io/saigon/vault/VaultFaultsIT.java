package io.saigon.vault;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of AWS are typed failures that name the secrets' keys. */
class VaultFaultsIT {
  private static final Vertx VERTX = Vertx.vertx();
  // A local AWS of its own: faults must not affect other tests.
  private static LocalAws aws;

  @BeforeAll
  static void start() {
    aws = await(LocalAws.start(VERTX));
  }

  @AfterAll
  static void stop() {
    await(aws.stop());
    await(VERTX.close());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
            Arguments.of("secretsmanager", "aws-secrets-manager"), Arguments.of("ssm", "aws-ssm"))
        .flatMap(
            service ->
                Stream.of(
                        Arguments.of(Fault.throttling(), ThrottledException.class),
                        Arguments.of(
                            Fault.error(400, "AccessDeniedException"), AccessDeniedException.class),
                        Arguments.of(Fault.error(400, "DecryptionFailure"), ServiceException.class),
                        Arguments.of(Fault.error(400, "InvalidKeyId"), ServiceException.class),
                        Arguments.of(
                            Fault.error(500, "InternalServiceError"), ServiceException.class),
                        Arguments.of(Fault.disconnect(), TransportException.class),
                        Arguments.of(Fault.stall(), TransportException.class))
                    .map(
                        fault ->
                            Arguments.of(
                                service.get()[0],
                                service.get()[1],
                                fault.get()[0],
                                fault.get()[1])));
  }

  @AfterEach
  void heal() {
    aws.faults().clear();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultFailsWithItsTypeAndNamesTheKeys(
      String service, String vault, Fault fault, Class<? extends SaigonException> type) {
    JsonObject settings =
        new JsonObject().put("fetchTimeoutMs", fault.equals(Fault.stall()) ? 300 : 30_000);
    SaigonOptions options = aws.saigonOptions().withSettings(vault, settings);
    Saigon single = Saigon.create(VERTX, options);
    Saigon several = Saigon.create(VERTX, options);
    aws.faults().always(service, fault);
    Future<?> one = single.vault(vault).secretString("/orders/a");
    Future<?> two = several.vault(vault).secrets(String.class, List.of("/orders/a", "/orders/b"));
    for (Future<?> read : List.of(one, two)) {
      assertThatExceptionOfType(type)
          .isThrownBy(() -> await(read))
          .withMessageContaining("/orders/a");
    }
    await(Future.join(single.close(), several.close()));
  }
}
