package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When a secret is rotated: {@code AutomaticallyAfterDays} or a {@code ScheduleExpression}. */
final class RotationRules {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,5}) (hour|day)s?\\)");
  private static final int SHORTEST_HOURS = 4;
  private static final int LONGEST_DAYS = 999;

  private RotationRules() {}

  /** Fails if rules contradict each other or have an expression that does not exist. */
  static void check(JsonObject rules) {
    String expression = rules.getString("ScheduleExpression");
    if (expression == null) {
      return;
    }
    if (rules.containsKey("AutomaticallyAfterDays")) {
      throw refused(
          "You can't specify both a ScheduleExpression and AutomaticallyAfterDays in RotationRules.");
    }
    Duration rate = rate(expression);
    if (rate != null && (rate.toHours() < SHORTEST_HOURS || rate.toDays() > LONGEST_DAYS)) {
      throw refused("A rotation rate must be from 4 hours to 999 days.");
    }
    if (rate == null && CronSchedule.parse(expression) == null) {
      throw refused("The ScheduleExpression " + expression + " isn't valid.");
    }
  }

  /** Returns the next date after another one, or null without a rule. */
  static @Nullable Instant next(JsonObject rules, Instant after) {
    Integer days = rules.getInteger("AutomaticallyAfterDays");
    if (days != null) {
      return after.plus(Duration.ofDays(days));
    }
    String expression = rules.getString("ScheduleExpression");
    if (expression == null) {
      return null;
    }
    Duration rate = rate(expression);
    if (rate != null) {
      return after.plus(rate);
    }
    CronSchedule schedule = CronSchedule.parse(expression);
    return schedule == null ? null : schedule.next(after);
  }

  private static @Nullable Duration rate(String expression) {
    Matcher matcher = RATE.matcher(expression);
    if (!matcher.matches()) {
      return null;
    }
    int count = Integer.parseInt(matcher.group(1));
    return matcher.group(2).equals("hour") ? Duration.ofHours(count) : Duration.ofDays(count);
  }

  private static AwsError refused(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
