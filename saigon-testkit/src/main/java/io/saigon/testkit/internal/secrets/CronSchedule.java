package io.saigon.testkit.internal.secrets;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression of Secrets Manager: {@code cron(0 HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK *)}, in
 * UTC, whose minutes are 0 and whose year is any.
 *
 * @param hours hours of the day
 * @param daysOfMonth days that the month must have, empty for any; {@link #LAST} is the last
 * @param months months from 1
 * @param daysOfWeek days from 1, which is Sunday, empty for any
 * @param week which one of these days in a month, {@link #LAST} the last, or 0 for any
 */
record CronSchedule(
    TreeSet<Integer> hours,
    TreeSet<Integer> daysOfMonth,
    TreeSet<Integer> months,
    TreeSet<Integer> daysOfWeek,
    int week) {
  static final int LAST = 99;

  private static final Pattern FORM =
      Pattern.compile("cron\\(0 (\\S+) (\\S+) (\\S+) (\\S+) \\*\\)");
  private static final Pattern NTH = Pattern.compile("(\\w+)#([1-5])");
  private static final Pattern LAST_DAY = Pattern.compile("(\\w+)L");
  private static final Pattern ITEM = Pattern.compile("(\\*|\\w+)?(?:-(\\w+))?(?:/(\\d+))?");
  private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final int YEARS = 5;

  /** Returns a schedule, or null if an expression is none. */
  static @Nullable CronSchedule parse(String expression) {
    Matcher form = FORM.matcher(expression);
    // One of the two days must be left open, as nothing says which of them would count.
    if (!form.matches() || form.group(2).equals("?") == form.group(4).equals("?")) {
      return null;
    }
    String ofWeek = form.group(4);
    Matcher nth = NTH.matcher(ofWeek);
    Matcher last = LAST_DAY.matcher(ofWeek);
    int week = nth.matches() ? Integer.parseInt(nth.group(2)) : last.matches() ? LAST : 0;
    TreeSet<Integer> hours = values(form.group(1), 0, 23, List.of());
    TreeSet<Integer> days =
        form.group(2).equals("L")
            ? new TreeSet<>(List.of(LAST))
            : values(form.group(2), 1, 31, List.of());
    TreeSet<Integer> months = values(form.group(3), 1, 12, MONTHS);
    TreeSet<Integer> weekDays =
        values(nth.matches() ? nth.group(1) : last.matches() ? last.group(1) : ofWeek, 1, 7, DAYS);
    return hours == null || days == null || months == null || weekDays == null
        ? null
        : new CronSchedule(hours, days, months, weekDays, week);
  }

  /** Returns the first time after another one, or null if there is none in five years. */
  @Nullable Instant next(Instant after) {
    LocalDate first = after.atZone(ZoneOffset.UTC).toLocalDate();
    for (LocalDate day = first; day.isBefore(first.plusYears(YEARS)); day = day.plusDays(1)) {
      if (has(day)) {
        for (int hour : hours) {
          Instant time = day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
          if (time.isAfter(after)) {
            return time;
          }
        }
      }
    }
    return null;
  }

  private boolean has(LocalDate day) {
    return months.contains(day.getMonthValue()) && hasDayOfMonth(day) && hasDayOfWeek(day);
  }

  private boolean hasDayOfMonth(LocalDate day) {
    return daysOfMonth.isEmpty()
        || daysOfMonth.contains(day.getDayOfMonth())
        || (daysOfMonth.contains(LAST) && day.getDayOfMonth() == day.lengthOfMonth());
  }

  private boolean hasDayOfWeek(LocalDate day) {
    DayOfWeek weekDay = day.getDayOfWeek();
    if (daysOfWeek.isEmpty()) {
      return true;
    }
    if (!daysOfWeek.contains(weekDay.getValue() % 7 + 1)) {
      return false;
    }
    return week == 0
        || (week == LAST
            ? day.equals(day.with(TemporalAdjusters.lastInMonth(weekDay)))
            : day.equals(day.with(TemporalAdjusters.dayOfWeekInMonth(week, weekDay))));
  }

  /** Returns the values of a field, none for any day, or null if it is malformed. */
  private static @Nullable TreeSet<Integer> values(
      String field, int least, int most, List<String> names) {
    TreeSet<Integer> values = new TreeSet<>();
    if (field.equals("?")) {
      return values;
    }
    for (String item : field.split(",", -1)) {
      Matcher matcher = ITEM.matcher(item);
      if (item.isEmpty() || !matcher.matches()) {
        return null;
      }
      boolean any = matcher.group(1) == null || matcher.group(1).equals("*");
      int from = any ? least : number(matcher.group(1), least, names);
      int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
      int to =
          matcher.group(2) != null
              ? number(matcher.group(2), least, names)
              : any || matcher.group(3) != null ? most : from;
      if (from < least || to > most || from > to || step < 1) {
        return null;
      }
      for (int value = from; value <= to; value += step) {
        values.add(value);
      }
    }
    return values;
  }

  private static int number(String text, int least, List<String> names) {
    int index = names.indexOf(text);
    return index >= 0 ? index + least : text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
  }
}
