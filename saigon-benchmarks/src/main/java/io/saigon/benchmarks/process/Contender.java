package io.saigon.benchmarks.process;

import java.util.List;

/** A contender that is run in a process of its own. */
public record Contender(String name, Jvm jvm, List<String> args) {}
