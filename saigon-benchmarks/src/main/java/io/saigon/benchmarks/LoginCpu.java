package io.saigon.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.testkit.LocalAwsMain;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * CPU time that a log-in costs this process, the user pool being another process; beside the three
 * modular powers that SRP cannot do without.
 */
public final class LoginCpu {
  private static final String PASSWORD = "Benchmark-Pass-1";
  private static final int LOGINS = Integer.getInteger("logins", 200);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private LoginCpu() {}

  /** Measures and prints a table. */
  // A benchmark's result belongs on the console.
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException, InterruptedException {
    Process local =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                "-DstopWithParent=true",
                LocalAwsMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Vertx vertx = Vertx.vertx();
    try {
      Map<String, String> environment = environment(local);
      Saigon saigon = Saigon.create(vertx, options(environment));
      CognitoClientConfig config =
          CognitoClientConfig.of(
              required(environment, "COGNITO_USER_POOL_ID"),
              required(environment, "COGNITO_CLIENT_ID"),
              required(environment, "COGNITO_IDENTITY_POOL_ID"));
      CognitoClient srp = saigon.cognito(config);
      await(srp.createUser(CreateUserRequest.of("ann").withTemporaryPassword(PASSWORD)));
      await(srp.openSession(LoginRequest.of("ann", PASSWORD).keepTemporaryPassword()));
      CognitoClient password = saigon.cognito(config.withLoginFlow(LoginFlow.PASSWORD));
      double limit = millis(LoginCpu::powers);
      double ofSrp = millis(() -> await(srp.loginUser("ann", PASSWORD)));
      double ofPassword = millis(() -> await(password.loginUser("ann", PASSWORD)));
      System.out.println("| log-in | CPU ms | of limit |");
      System.out.println("|---|---|---|");
      for (Map.Entry<String, Double> row :
          List.of(
              Map.entry("limit: three powers", limit),
              Map.entry("saigon, SRP", ofSrp),
              Map.entry("saigon, password", ofPassword))) {
        System.out.printf(
            Locale.ROOT,
            "| %s | %.2f | %.2f |%n",
            row.getKey(),
            row.getValue(),
            row.getValue() / limit);
      }
    } finally {
      local.destroy();
      local.waitFor(10, TimeUnit.SECONDS);
      await(vertx.close());
    }
  }

  private static Map<String, String> environment(Process local) throws IOException {
    Map<String, String> environment = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(local.getInputStream(), UTF_8));
    while (!environment.containsKey("API_GATEWAY_URL")) {
      String line = lines.readLine();
      if (line == null) {
        throw new IOException("The local AWS did not start");
      }
      if (line.startsWith("export ")) {
        String[] pair = line.substring("export ".length()).split("=", 2);
        environment.put(pair[0], pair[1]);
      }
    }
    return environment;
  }

  private static SaigonOptions options(Map<String, String> environment) {
    return SaigonOptions.defaults()
        .withRegion(required(environment, "AWS_REGION"))
        .withEndpoint(URI.create(required(environment, "AWS_ENDPOINT_URL")))
        .withCredentials(
            CredentialsProvider.of(
                AwsCredentials.of(
                    required(environment, "AWS_ACCESS_KEY_ID"),
                    required(environment, "AWS_SECRET_ACCESS_KEY"))));
  }

  private static String required(Map<String, String> environment, String name) {
    return Objects.requireNonNull(environment.get(name), name);
  }

  private static double millis(Runnable once) {
    for (int i = 0; i < LOGINS; i++) {
      once.run();
    }
    long before = SYSTEM.getProcessCpuTime();
    for (int i = 0; i < LOGINS; i++) {
      once.run();
    }
    return (SYSTEM.getProcessCpuTime() - before) / 1e6 / LOGINS;
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

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
