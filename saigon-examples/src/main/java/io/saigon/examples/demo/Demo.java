package io.saigon.examples.demo;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Runs the main job on embedded parts; exits with 0 only if every step held. */
public final class Demo {
  private Demo() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws Exception {
    System.out.println("saigon: from a password to a signed call, a secret, a pool and a file");
    Meters meters = new Meters();
    Vertx vertx = meters.vertx();
    boolean held = play(new Story(System.out), vertx, meters);
    vertx.close().await(10, TimeUnit.SECONDS);
    System.exit(held ? 0 : 1);
  }

  static boolean play(Story story, Vertx vertx, Meters meters) {
    try (Stage stage =
        story.begin("A local AWS and a PostgreSQL come up", () -> Stage.set(vertx))) {
      story.print("AWS speaks https, with a certificate of a CA of its own");
      long calls = new OrdersStory(story, stage, meters).run();
      story.step("What the meters counted", () -> meters.print(story));
      System.out.printf("%n%s; %d signed calls, 0 failures%n", story.summary(), calls);
      return true;
    } catch (Exception e) {
      System.out.printf("%nFAILED in step %d%n", story.steps());
      e.printStackTrace();
      return false;
    }
  }
}
