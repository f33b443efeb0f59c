package org.stackbook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.stackbook.kernel.KernelClient.Received;

/**
 * The ways in which a kernel may be broken; most were seen in kernels that people use. A {@link
 * KernelClient} with a fault sees, or tells, its healthy kernel what a broken one would say or do.
 */
enum Fault {
  // what comes from the kernel: headers
  FOREIGN_SESSION(changed(m -> m.header().add("session", m.parent().get("session")))),
  DATES_WITHOUT_TIME(changed(m -> m.header().addProperty("date", "2026-01-01"))),
  OLD_PROTOCOL(changed(m -> m.header().addProperty("version", "5.0"))),
  NAMELESS(changed(m -> m.header().addProperty("username", ""))),
  REPEATED_IDS(changed(m -> m.header().addProperty("msg_id", "1"))),
  THIN_PARENT(changed(m -> m.parent().remove("session"))),

  // replies
  NO_STATUS(replies(m -> m.content().remove("status"))),
  NO_REPLY_TO_UNKNOWN(dropped(m -> m.type().startsWith("no_such"))),
  NO_KERNEL_INFO(
      only(
          "kernel_info_reply",
          m -> List.copyOf(m.content().keySet()).forEach(m.content()::remove))),
  STUCK_COUNT(changed(m -> m.content().addProperty("execution_count", 1))),
  ALWAYS_OK(only("execute_reply", m -> m.content().addProperty("status", "ok"))),
  NO_MATCHES(only("complete_reply", m -> m.content().add("matches", new JsonArray()))),
  NO_KINDS(only("complete_reply", m -> m.content().add("metadata", new JsonObject()))),
  CHARS_FOR_CODE_POINTS(
      only(
          "complete_reply",
          m ->
              m.content()
                  .addProperty("cursor_start", m.content().get("cursor_start").getAsInt() + 2))),
  NOTHING_FOUND(
      only(
          "inspect_reply",
          m -> {
            m.content().addProperty("found", false);
            m.content().add("data", new JsonObject());
          })),
  EMPTY_HISTORY(only("history_reply", m -> m.content().add("history", new JsonArray()))),
  NO_PAGER(only("execute_reply", m -> m.content().add("payload", new JsonArray()))),
  ALWAYS_COMPLETE(only("is_complete_reply", m -> m.content().addProperty("status", "complete"))),
  NEVER_COMPLETE(only("is_complete_reply", m -> m.content().addProperty("status", "unknown"))),

  // what is published
  NEVER_BUSY(dropped(m -> m.type().equals("status") && m.text("execution_state").equals("busy"))),
  NO_RESULT(dropped(m -> m.type().equals("execute_result"))),
  CHATTY(
      only(
          "status",
          m -> {
            if (m.text("execution_state").equals("busy")) {
              m.header().addProperty("msg_type", "execute_result");
            }
          })),
  NO_INPUT_SHOWN(dropped(m -> m.type().equals("execute_input"))),
  LOSES_OUTPUT(
      only(
          "stream",
          m -> {
            String text = m.text("text");
            m.content().addProperty("text", text.substring(text.length() / 100 + 1));
          })),
  CUTS_RESULTS(
      only(
          "execute_result",
          m -> m.content().getAsJsonObject("data").addProperty("text/plain", "cut"))),
  OUTPUT_OF_ANOTHER_CELL(only("stream", m -> m.parent().addProperty("msg_id", "another"))),
  ONE_STREAM(only("stream", m -> m.content().addProperty("name", "stdout"))),
  NO_TABLES(dropped(m -> m.type().equals("execute_result") || m.type().equals("display_data"))),
  NO_DISPLAY(dropped(m -> m.type().equals("display_data"))),
  UPDATES_ARE_DISPLAYS(
      only("update_display_data", m -> m.header().addProperty("msg_type", "display_data"))),
  NO_DISPLAY_IDS(
      changed(
          m -> {
            if (m.content().has("transient")) {
              m.content().add("transient", new JsonObject());
            }
          })),
  NO_CLEARING(dropped(m -> m.type().equals("clear_output"))),
  NO_ERROR_PUBLISHED(dropped(m -> m.type().equals("error"))),
  WRAPPED_EXCEPTION(failures(m -> m.content().addProperty("ename", "jdk.jshell.EvalException"))),
  NO_MESSAGE(failures(m -> m.content().addProperty("evalue", ""))),
  NO_TRACEBACK(failures(m -> m.content().add("traceback", new JsonArray()))),
  INTERNAL_FRAMES(
      failures(m -> m.content().getAsJsonArray("traceback").add("at REPL.$JShell$12.do_it$()"))),
  LONG_TRACEBACK(
      failures(
          m -> {
            for (int i = 0; i < 1024; i++) {
              m.content().getAsJsonArray("traceback").add("at again(line 1)");
            }
          })),

  // questions
  NO_PROMPT(only("input_request", m -> m.content().addProperty("prompt", ""))),
  VISIBLE_PASSWORDS(only("input_request", m -> m.content().addProperty("password", false))),
  NEVER_ASKS(dropped(m -> m.type().equals("input_request"))),

  // what the kernel does with what it is told
  LOUD(told("execute_request", content -> content.remove("silent"))),
  STORES_ALL(told("execute_request", content -> content.remove("store_history"))),
  NO_EXPRESSIONS(told("execute_request", content -> content.remove("user_expressions"))),
  NEVER_ABORTS(told("execute_request", content -> content.addProperty("stop_on_error", false))),
  ALWAYS_ABORTS(told("execute_request", content -> content.remove("stop_on_error"))),
  ALWAYS_READS(told("execute_request", content -> content.remove("allow_stdin"))),
  HEARS_NOTHING(told("input_reply", content -> content.addProperty("value", ""))),
  IGNORES_INTERRUPTS(untold("interrupt_request")),
  /** Only on the raw frames: see {@link KernelClient}. */
  ONE_IDENTITY,
  TRUSTS_ANYBODY,
  DIES_OF_RUBBISH,
  NO_HEARTBEAT;

  /**
   * Changes a message on its way, or swallows it.
   *
   * @param comes what happens to a message of the kernel, and whether it comes at all
   * @param goes what happens to a message of the client, by type and content
   */
  private record Way(Predicate<Received> comes, BiPredicate<String, JsonObject> goes) {}

  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  private final Way way;

  Fault() {
    this(new Way(message -> true, (type, content) -> true));
  }

  Fault(Way way) {
    this.way = way;
  }

  /**
   * Changes what the client is about to see.
   *
   * @return whether it sees it at all
   */
  boolean comes(Received message) {
    return way.comes.test(message);
  }

  /**
   * Changes what the client is about to say.
   *
   * @return whether it is said at all
   */
  boolean goes(String type, JsonObject content) {
    return way.goes.test(type, content);
  }

  private static Way changed(Consumer<Received> change) {
    return only(message -> true, change);
  }

  private static Way only(String type, Consumer<Received> change) {
    return only(message -> message.type().equals(type), change);
  }

  private static Way replies(Consumer<Received> change) {
    return only(message -> message.type().endsWith("_reply"), change);
  }

  private static Way failures(Consumer<Received> change) {
    return only(message -> message.content().has("traceback"), change);
  }

  private static Way only(Predicate<Received> which, Consumer<Received> change) {
    return coming(
        message -> {
          if (which.test(message)) {
            change.accept(message);
          }
          return true;
        });
  }

  private static Way dropped(Predicate<Received> which) {
    return coming(which.negate());
  }

  private static Way coming(Predicate<Received> comes) {
    return new Way(comes, (type, content) -> true);
  }

  private static Way told(String type, Consumer<JsonObject> change) {
    return new Way(
        message -> true,
        (sent, content) -> {
          if (sent.equals(type)) {
            change.accept(content);
          }
          return true;
        });
  }

  private static Way untold(String type) {
    return new Way(message -> true, (sent, content) -> !sent.equals(type));
  }
}
