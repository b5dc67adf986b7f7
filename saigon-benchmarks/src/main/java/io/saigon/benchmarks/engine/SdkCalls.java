package io.saigon.benchmarks.engine;

import io.saigon.benchmarks.process.Contender;
import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Form;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.server.ObjectServer;
import io.saigon.benchmarks.server.ServerCertificate;
import java.util.List;

/** Small calls over https on connections that stay; contenders take turns. */
public final class SdkCalls implements Job {
  /** The name of the job. */
  static final String JOB = "GetSecretValue";

  private static final List<String> CONTENDERS =
      List.of("SDK netty-nio", "SDK CRT", "SDK url-connection", "SDK apache", "saigon");

  @Override
  public void run(Run run) throws Exception {
    try (Directory directory = Directory.create()) {
      ServerCertificate certificate = ServerCertificate.create(directory.path());
      try (ObjectServer server = ObjectServer.start(directory.path(), "", certificate)) {
        List<Contender> contenders =
            CONTENDERS.stream()
                .map(name -> contender(name, server, certificate, run.form()))
                .toList();
        run.inTurns(JOB, contenders, run.form().choose(1, 5, 9));
      }
    }
  }

  private static Contender contender(
      String name, ObjectServer server, ServerCertificate certificate, Form form) {
    return new Contender(
        name,
        Jvm.of(SdkCallContender.class, form).withHeap("512m").with(certificate.jvmOptions()),
        List.of(
            name,
            server.uri().toString(),
            Integer.toString(form.choose(100, 8_000, 40_000)),
            Integer.toString(form.choose(100, 4_000, 10_000))));
  }
}
