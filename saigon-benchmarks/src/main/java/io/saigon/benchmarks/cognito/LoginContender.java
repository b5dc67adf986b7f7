package io.saigon.benchmarks.cognito;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.process.Load;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Random;

/** One way to log in, in a process of its own. */
final class LoginContender {
  private static final String PASSWORD = "Benchmark-Pass-1";
  private static final int CLIENTS = 50;

  private LoginContender() {}

  /**
   * Logs in one by one, and then many at once.
   *
   * @param args contender, log-ins one by one, seconds of many at once
   */
  public static void main(String[] args) {
    Figure.main(
        () -> {
          int times = Integer.parseInt(args[1]);
          if (args[0].equals(Logins.LIMIT)) {
            millis(times, LoginContender::powers);
          } else {
            logIn(args[0].equals("saigon"), times, Integer.parseInt(args[2]));
          }
        });
  }

  private static void logIn(boolean byPassword, int times, int seconds)
      throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    Saigon saigon = Saigon.create(vertx);
    CognitoClient client =
        saigon.cognito(
            CognitoClientConfig.of(
                    required("COGNITO_USER_POOL_ID"),
                    required("COGNITO_CLIENT_ID"),
                    required("COGNITO_IDENTITY_POOL_ID"))
                .withLoginFlow(byPassword ? LoginFlow.PASSWORD : LoginFlow.SRP));
    String user = byPassword ? "ann" : "bob";
    client.createUser(CreateUserRequest.of(user).withTemporaryPassword(PASSWORD)).await();
    client.openSession(LoginRequest.of(user, PASSWORD).keepTemporaryPassword()).await();
    millis(times, () -> client.loginUser(user, PASSWORD).await());
    if (byPassword) {
      Load load =
          new Load(
              start -> vertx.runOnContext(go -> start.run()),
              end ->
                  client
                      .loginUser(user, PASSWORD)
                      .onComplete(session -> end.succeeded(), end::failed));
      load.perSecond(CLIENTS, seconds);
      Figure.print(Logins.LOCAL, "log-ins/s", load.perSecond(CLIENTS, seconds));
    }
  }

  private static String required(String name) {
    return Objects.requireNonNull(System.getenv(name), name);
  }

  private static void millis(int times, Runnable once) {
    for (int i = 0; i < times; i++) {
      once.run();
    }
    long before = Figure.cpuNanos();
    for (int i = 0; i < times; i++) {
      once.run();
    }
    Figure.print(Logins.CLIENT, "CPU ms", (Figure.cpuNanos() - before) / 1e6 / times);
  }

  /** g^a, g^x and base^(a+ux), with exponents of 512, 256 and 513 bits, modulo 3072 bits. */
  private static void powers() {
    Random random = new Random(1);
    BigInteger modulus = BigInteger.ONE.shiftLeft(3071).setBit(0).or(new BigInteger(3070, random));
    BigInteger odd = modulus.setBit(0);
    BigInteger base = new BigInteger(3070, random);
    BigInteger sum =
        BigInteger.TWO
            .modPow(new BigInteger(512, random), odd)
            .add(BigInteger.TWO.modPow(new BigInteger(256, random), odd))
            .add(base.modPow(BigInteger.ONE.shiftLeft(512).or(new BigInteger(512, random)), odd));
    if (sum.signum() == 0) {
      throw new IllegalStateException("Powers of odd numbers are none of them zero");
    }
  }
}
