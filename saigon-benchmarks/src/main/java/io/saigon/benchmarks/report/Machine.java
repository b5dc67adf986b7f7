package io.saigon.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.netty.util.Version;
import io.saigon.benchmarks.process.Form;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.util.VersionInfo;

/** The machine and the versions with which figures were taken. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static List<String> describe(Form form) throws IOException {
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return List.of(
        "Date: %s, form %s".formatted(LocalDate.now(ZoneOffset.UTC), form),
        "Machine: %d cores, %s, %d MB, %s %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                processor(),
                memory >> 20,
                System.getProperty("os.name"),
                System.getProperty("os.arch")),
        "JDK: %s %s"
            .formatted(System.getProperty("java.vm.name"), System.getProperty("java.vm.version")),
        "Versions: saigon %s, Vert.x %s, Netty %s, AWS SDK %s"
            .formatted(
                System.getProperty("saigon.version", "of this build"),
                vertx(),
                netty(),
                VersionInfo.SDK_VERSION));
  }

  private static String processor() throws IOException {
    if (!Files.exists(PROCESSORS)) {
      return "processor unknown";
    }
    return Files.readAllLines(PROCESSORS).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("processor unknown");
  }

  private static String vertx() throws IOException {
    try (InputStream version =
        Vertx.class.getResourceAsStream("/META-INF/vertx/vertx-version.txt")) {
      return version == null ? "unknown" : new String(version.readAllBytes(), UTF_8).strip();
    }
  }

  private static String netty() {
    Map<String, Version> artifacts = Version.identify();
    Version common = artifacts.get("netty-common");
    return common == null ? "unknown" : common.artifactVersion();
  }
}
