package org.stackbook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;
import org.stackbook.session.Completeness;
import org.stackbook.session.Completion;
import org.stackbook.session.Session;
import org.stackbook.view.MimeBundle;

/** Answers the requests of the shell channel: those that need the session. */
final class Shell implements RequestChannel.Handler {

  private final Session session;
  private final IoPub iopub;
  private final Stdin stdin;
  private final KernelComms comms;
  private final Control control;
  private final LateOutput lateOutput;
  private final History history = new History();
  private boolean abortRest;

  Shell(
      Session session,
      IoPub iopub,
      Stdin stdin,
      KernelComms comms,
      Control control,
      LateOutput lateOutput) {
    this.session = session;
    this.iopub = iopub;
    this.stdin = stdin;
    this.comms = comms;
    this.control = control;
    this.lateOutput = lateOutput;
  }

  @Override
  public Optional<JsonObject> handle(WireMessage request, RequestChannel channel) {
    return switch (request.type()) {
      case "execute_request" -> Optional.of(execute(request, channel));
      case "complete_request" -> Optional.of(complete(request));
      case "inspect_request" -> Optional.of(inspect(request));
      case "is_complete_request" -> Optional.of(isComplete(request));
      case "history_request" -> Optional.of(history.answer(request));
      case "comm_info_request" -> Optional.of(comms.info(request));
      case "comm_open", "comm_msg", "comm_close" -> {
        comms.receive(request);
        yield Optional.empty();
      }
      default -> control.handle(request, channel);
    };
  }

  @Override
  public void answered(WireMessage request, RequestChannel channel) {
    control.answered(request, channel);
    if (abortRest) {
      abortRest = false;
      JsonObject aborted = new JsonObject();
      aborted.addProperty("status", "aborted");
      aborted.addProperty("execution_count", session.executionCount());
      channel.abortWaitingExecutions(aborted);
    }
  }

  private JsonObject execute(WireMessage request, RequestChannel channel) {
    String code = request.text("code");
    boolean silent = request.flag("silent", false);
    boolean counted = !silent && request.flag("store_history", true);
    int number = session.executionCount() + (counted ? 1 : 0);
    if (!silent) {
      JsonObject input = new JsonObject();
      input.addProperty("code", code);
      input.addProperty("execution_count", number);
      iopub.publish(request.header(), "execute_input", input);
    }
    if (counted) {
      history.add(number, code);
    }
    PublishedOutput published = new PublishedOutput(iopub, request.header());
    CellOutput output = silent ? CellOutput.NONE : published;
    CellResult result;
    stdin.askFor(request.flag("allow_stdin", true) ? request : null);
    try {
      result = counted ? session.run(code, output) : session.runUncounted(code, output);
    } finally {
      stdin.askFor(null);
    }
    lateOutput.follow(output);
    JsonObject reply = reply(request, result, number, silent);
    if (result.ok()) {
      reply.add("payload", payload(published.pages()));
    }
    if (!result.ok() && request.flag("stop_on_error", true)) {
      // Now, not later: who sends a cell after he has seen the error wants it run.
      channel.takeInWaiting();
      abortRest = true;
    }
    return reply;
  }

  private JsonObject reply(WireMessage request, CellResult result, int number, boolean silent) {
    CellError error = result.error();
    JsonObject reply;
    if (error != null) {
      if (!silent) {
        publish(request, error);
      }
      reply = Replies.error(error);
    } else {
      MimeBundle shown = result.shown();
      if (shown != null && !silent) {
        JsonObject content = new JsonObject();
        content.addProperty("execution_count", number);
        iopub.publish(request.header(), "execute_result", Replies.withBundle(content, shown));
      }
      reply = Replies.ok();
      reply.add("user_expressions", userExpressions(request.object("user_expressions")));
    }
    reply.addProperty("execution_count", number);
    return reply;
  }

  private static JsonArray payload(List<MimeBundle> pages) {
    JsonArray payload = new JsonArray();
    for (MimeBundle shown : pages) {
      JsonObject page = Replies.withBundle(new JsonObject(), shown);
      page.remove("metadata");
      page.addProperty("source", "page");
      page.addProperty("start", 0);
      payload.add(page);
    }
    return payload;
  }

  private void publish(WireMessage request, CellError error) {
    MimeBundle card = error.card();
    if (card != null) {
      new PublishedOutput(iopub, request.header()).display(card, null, false);
    }
    JsonObject content = Replies.error(error);
    content.remove("status");
    iopub.publish(request.header(), "error", content);
  }

  private JsonObject userExpressions(JsonObject expressions) {
    JsonObject values = new JsonObject();
    for (Map.Entry<String, JsonElement> entry : expressions.entrySet()) {
      values.add(entry.getKey(), userExpression(entry.getValue()));
    }
    return values;
  }

  private JsonObject userExpression(JsonElement expression) {
    if (!expression.isJsonPrimitive()) {
      return Replies.failure(new BadRequest("an expression is a text"));
    }
    CellResult result = session.runUncounted(expression.getAsString(), CellOutput.NONE);
    CellError error = result.error();
    MimeBundle shown = result.shown();
    return error != null
        ? Replies.error(error)
        : Replies.withBundle(Replies.ok(), shown == null ? MimeBundle.text("") : shown);
  }

  private JsonObject complete(WireMessage request) {
    String code = request.text("code");
    Completion found = session.complete(code, cursor(request, code));
    JsonObject reply = Replies.ok();
    reply.add("matches", Replies.strings(found.candidates()));
    // Jupyter counts code points, Java counts chars.
    reply.addProperty("cursor_start", code.codePointCount(0, found.start()));
    reply.addProperty("cursor_end", code.codePointCount(0, found.end()));
    reply.add("metadata", Replies.kinds(found, reply.get("cursor_start"), reply.get("cursor_end")));
    return reply;
  }

  private JsonObject inspect(WireMessage request) {
    String code = request.text("code");
    Optional<MimeBundle> found = session.inspect(code, cursor(request, code));
    JsonObject reply = Replies.ok();
    reply.addProperty("found", found.isPresent());
    if (found.isPresent()) {
      return Replies.withBundle(reply, found.get());
    }
    reply.add("data", new JsonObject());
    reply.add("metadata", new JsonObject());
    return reply;
  }

  /** The cursor as an index into the code, whatever the request says. */
  private static int cursor(WireMessage request, String code) {
    int points = code.codePointCount(0, code.length());
    int cursor = Math.max(0, Math.min(request.number("cursor_pos", points), points));
    return code.offsetByCodePoints(0, cursor);
  }

  private JsonObject isComplete(WireMessage request) {
    Completeness found = session.isComplete(request.text("code"));
    JsonObject reply = new JsonObject();
    reply.addProperty("status", found.status().name().toLowerCase(Locale.ROOT));
    if (found.status() == Completeness.Status.INCOMPLETE) {
      reply.addProperty("indent", found.indent());
    }
    return reply;
  }
}
