package io.saigon.benchmarks.engine;

import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.server.ObjectServer;
import io.saigon.benchmarks.server.ServerCertificate;
import java.util.List;

/** Small calls over https, and the first of them on an event loop; contenders take turns. */
public final class SdkCalls implements Job {
  /** Calls on connections that stay. */
  static final String CALLS = "GetSecretValue";

  /** A first call. */
  static final String FIRST = "longest pause of an event loop, first call";

  private final String job;
  private final Class<?> main;
  private final List<String> contenders;

  private SdkCalls(String job, Class<?> main, String... contenders) {
    this.job = job;
    this.main = main;
    this.contenders = List.of(contenders);
  }

  /** Calls on connections that stay. */
  public static Job keptAlive() {
    return new SdkCalls(
        CALLS,
        SdkCallContender.class,
        "SDK netty-nio",
        "SDK CRT",
        "SDK url-connection",
        "SDK apache",
        "saigon");
  }

  /** First calls. */
  public static Job first() {
    return new SdkCalls(
        FIRST, PauseContender.class, "SDK netty-nio on the loop", "without warmUp", "saigon");
  }

  @Override
  public void run(Run run) throws Exception {
    int calls = run.form().choose(100, 10_000, 20_000);
    try (Directory directory = Directory.create()) {
      ServerCertificate certificate = ServerCertificate.create(directory.path());
      try (ObjectServer server = ObjectServer.start(directory.path(), "", certificate)) {
        for (int round = 0; round < run.form().choose(1, 2, 5); round++) {
          for (String contender : contenders) {
            run.contender(
                List.of(job),
                contender,
                Jvm.of(main, run.form()).withHeap("512m").with(certificate.jvmOptions()),
                contender,
                server.uri().toString(),
                Integer.toString(calls));
          }
        }
      }
    }
  }
}
