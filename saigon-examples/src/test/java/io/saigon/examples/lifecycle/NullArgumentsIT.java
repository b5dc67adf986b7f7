package io.saigon.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passes null to every parameter of every public method and constructor that does not allow it, as
 * a caller in Kotlin or of unmarked Java can.
 */
@ExtendWith(LocalAwsExtension.class)
class NullArgumentsIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void everyMethodRefusesNullAtOnceAndNamesTheParameter(LocalAws aws, @TempDir Path directory)
      throws Exception {
    aws.userPool().createUser("ann", "Password-1");
    aws.createBucket(Application.ARCHIVE.bucket()).await(30, TimeUnit.SECONDS);
    Promise<Application> started = Promise.promise();
    Path archive = archive(directory);
    vertx.runOnContext(
        run ->
            Application.start(
                    vertx,
                    aws.saigonOptions(),
                    Application.engine(vertx, aws.saigonOptions()),
                    aws.userPool().clientConfig(),
                    aws.gateway().url(),
                    directory,
                    archive)
                .onComplete(started));

    List<Executable> members = PublicMembers.all();
    SampleValues samples = new SampleValues(started.future().await(60, TimeUnit.SECONDS));
    List<String> wrong = new ArrayList<>();
    members.forEach(member -> check(member, samples, wrong));

    assertThat(members).hasSizeGreaterThan(500);
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  private static void check(Executable member, SampleValues samples, List<String> wrong) {
    Parameter[] parameters = member.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (PublicMembers.refusesNull(member, i)) {
        String seen = withNull(member, i, samples);
        if (!seen.isEmpty()) {
          wrong.add(PublicMembers.signature(member) + ", " + parameters[i].getName() + ": " + seen);
        }
      }
    }
  }

  /** Returns what is wrong with the answer to null for one parameter, or nothing. */
  private static String withNull(Executable member, int index, SampleValues samples) {
    try {
      Object[] arguments =
          IntStream.range(0, member.getParameterCount())
              .mapToObj(i -> i == index ? null : samples.argument(member, i))
              .toArray();
      Object result = invoke(member, samples, arguments);
      return "is taken, and gives " + result;
    } catch (InvocationTargetException e) {
      String name = member.getParameters()[index].getName();
      return e.getCause() instanceof NullPointerException refused
              && name.equals(refused.getMessage())
          ? ""
          : "throws " + e.getCause();
    } catch (ReflectiveOperationException | RuntimeException | AssertionError e) {
      return "cannot be called: " + e;
    }
  }

  private static Object invoke(Executable member, SampleValues samples, Object[] arguments)
      throws ReflectiveOperationException {
    if (member instanceof Constructor<?> constructor) {
      return constructor.newInstance(arguments);
    }
    Method method = (Method) member;
    Object receiver =
        Modifier.isStatic(method.getModifiers())
            ? null
            : samples.receiver(method.getDeclaringClass());
    return method.invoke(receiver, arguments);
  }

  private static Path archive(Path directory) throws Exception {
    Path file = directory.resolve("archive.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("entry"));
      zip.write(new byte[100]);
    }
    return file;
  }
}
