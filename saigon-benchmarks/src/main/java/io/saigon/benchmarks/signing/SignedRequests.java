package io.saigon.benchmarks.signing;

import io.saigon.benchmarks.process.Contender;
import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Form;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.server.ServerCertificate;
import java.util.List;

/**
 * Signed GETs a second over https, 64 in flight; beside the same requests with constant headers and
 * unsigned, and beside peers. Client and server share one event loop, so that the rates show the
 * total cost of a request. Contenders take turns.
 */
public final class SignedRequests implements Job {
  /** The name of the job. */
  static final String JOB = "signed GETs, 64 in flight";

  /** The same requests with headers that were made before. */
  static final String CONSTANT = "limit: constant headers";

  private static final List<String> CONTENDERS =
      List.of(
          CONSTANT,
          "limit: unsigned",
          "Vert.x WebClient + SDK signer",
          "JDK HttpClient + SDK signer",
          "saigon",
          "saigon's RestClient");

  @Override
  public void run(Run run) throws Exception {
    try (Directory directory = Directory.create()) {
      ServerCertificate certificate = ServerCertificate.create(directory.path());
      List<Contender> contenders =
          CONTENDERS.stream().map(name -> contender(name, certificate, run.form())).toList();
      run.inTurns(JOB, contenders, run.form().choose(1, 3, 9));
    }
  }

  private static Contender contender(String name, ServerCertificate certificate, Form form) {
    return new Contender(
        name,
        Jvm.of(SignedContender.class, form)
            .with(certificate.jvmOptions())
            // On two cores the common pool has one thread, and then the JDK's client starts a
            // thread for each answer, which is three times as slow.
            .with(List.of("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2")),
        List.of(
            name,
            certificate.certificate().toString(),
            certificate.key().toString(),
            Integer.toString(form.choose(0, 20, 20)),
            Integer.toString(form.choose(1, 2, 4))));
  }
}
