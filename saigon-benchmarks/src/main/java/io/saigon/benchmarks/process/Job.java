package io.saigon.benchmarks.process;

/** Something that contenders do beside each other. */
public interface Job {
  /** Lets all contenders do it. */
  void run(Run run) throws Exception;
}
