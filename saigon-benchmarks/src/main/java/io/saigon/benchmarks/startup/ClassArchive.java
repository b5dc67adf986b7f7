package io.saigon.benchmarks.startup;

import io.saigon.benchmarks.process.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** An archive of classes, which the JDK makes of jars alone, as the guide to operating shows it. */
record ClassArchive(Path directory) {
  private static final boolean AHEAD_OF_TIME = Runtime.version().feature() >= 25;

  /** Returns this process's class path with a jar for each directory. */
  // The tool prints what is wrong.
  @SuppressWarnings("SystemOut")
  String jars() throws IOException {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    List<String> entries = new ArrayList<>();
    for (String entry : Jvm.path()) {
      if (Files.isDirectory(Path.of(entry))) {
        String file = directory.resolve("classes-" + entries.size() + ".jar").toString();
        if (jar.run(System.err, System.err, "--create", "--file", file, "-C", entry, ".") != 0) {
          throw new IOException("No jar of " + entry);
        }
        entries.add(file);
      } else if (!entry.contains("netty-tcnative") && Files.exists(Path.of(entry))) {
        entries.add(entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** Returns the options of the run that writes the archive. */
  List<String> writing() {
    return List.of((AHEAD_OF_TIME ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + file());
  }

  /** Returns the options of a run that reads the archive. */
  List<String> reading() {
    return List.of((AHEAD_OF_TIME ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file());
  }

  private Path file() {
    return directory.resolve("classes.archive");
  }
}
