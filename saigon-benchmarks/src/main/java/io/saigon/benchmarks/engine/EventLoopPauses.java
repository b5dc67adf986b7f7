package io.saigon.benchmarks.engine;

import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.server.ObjectServer;
import io.saigon.benchmarks.server.ServerCertificate;
import java.util.List;

/** First calls of processes over https, made on an event loop; contenders take turns. */
public final class EventLoopPauses implements Job {
  /** The name of the job. */
  static final String JOB = "longest pause of an event loop, first call";

  private static final List<String> CONTENDERS =
      List.of("SDK netty-nio on the loop", "without warmUp", "saigon");

  @Override
  public void run(Run run) throws Exception {
    try (Directory directory = Directory.create()) {
      ServerCertificate certificate = ServerCertificate.create(directory.path());
      try (ObjectServer server = ObjectServer.start(directory.path(), "", certificate)) {
        for (int round = 0; round < run.form().choose(1, 3, 5); round++) {
          for (String contender : CONTENDERS) {
            run.contender(
                List.of(JOB),
                contender,
                Jvm.of(PauseContender.class, run.form())
                    .withHeap("512m")
                    .with(certificate.jvmOptions()),
                contender,
                server.uri().toString());
          }
        }
      }
    }
  }
}
