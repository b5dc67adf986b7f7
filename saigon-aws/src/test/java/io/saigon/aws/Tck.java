package io.saigon.aws;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/** The rules of a Reactive Streams verification, which is written for TestNG, as JUnit tests. */
final class Tck {
  private Tck() {}

  static Stream<DynamicTest> rules(Object verification) {
    return Arrays.stream(verification.getClass().getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .filter(method -> !method.getName().startsWith("untested_"))
        .sorted(Comparator.comparing(Method::getName))
        .map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> check(verification, rule)));
  }

  private static void check(Object verification, Method rule) throws Throwable {
    try {
      run(verification, BeforeClass.class);
      run(verification, BeforeMethod.class);
      rule.invoke(verification);
      run(verification, AfterClass.class);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SkipException skipped) {
        throw new TestAbortedException(rule.getName() + ": " + skipped.getMessage());
      }
      throw e.getCause();
    }
  }

  private static void run(Object verification, Class<? extends Annotation> phase)
      throws ReflectiveOperationException {
    for (Method method : verification.getClass().getMethods()) {
      if (method.isAnnotationPresent(phase)) {
        method.invoke(verification);
      }
    }
  }
}
