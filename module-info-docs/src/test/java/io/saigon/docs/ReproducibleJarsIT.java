package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Jars hold nothing that depends on the time or place of their build. */
class ReproducibleJarsIT {
  @TestFactory
  Stream<DynamicTest> aJarHoldsNeitherTimeNorPlaceOfItsBuild() {
    return Modules.saigon().entrySet().stream()
        .map(module -> DynamicTest.dynamicTest(module.getKey(), () -> checkJar(module.getValue())));
  }

  private static void checkJar(ModuleReference module) throws IOException {
    String buildDirectory = Modules.HOME.getParent().toString();
    try (JarFile jar = new JarFile(Modules.path(module).toFile())) {
      assertThat(jar.stream().map(ZipEntry::getTime).distinct()).hasSize(1);
      for (ZipEntry entry : jar.stream().toList()) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        assertThat(new String(content, StandardCharsets.ISO_8859_1))
            .as(entry.getName())
            .doesNotContain(buildDirectory);
      }
    }
  }
}
