package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.message.MessageText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** The messages for users; guarded by the lock of the service. */
final class Outbox {
  private static final int KEPT = 100;

  private final Map<PoolUser, Deque<Sent>> sent = new WeakHashMap<>();

  private final MessageTexts texts;

  Outbox(MessageTexts texts) {
    this.texts = texts;
  }

  void mail(PoolUser user, String trigger, String content) {
    send(user, trigger, "EMAIL", user.attribute("email"), content);
  }

  void sms(PoolUser user, String trigger, String content) {
    send(user, trigger, "SMS", user.attribute("phone_number"), content);
  }

  List<Sent> to(PoolUser user) {
    return List.copyOf(sent.getOrDefault(user, new ArrayDeque<>()));
  }

  void send(PoolUser user, String trigger, String medium, String address, String content) {
    MessageText text = texts.of(user, trigger, medium, content);
    Sent message = new Sent(trigger, medium, address, content, text);
    Deque<Sent> messages = sent.computeIfAbsent(user, u -> new ArrayDeque<>());
    if (messages.size() == KEPT) {
      messages.removeFirst();
    }
    messages.addLast(message);
  }
}
