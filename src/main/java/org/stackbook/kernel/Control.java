package org.stackbook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;
import org.stackbook.session.Session;

/** Answers the requests of the control channel: those that must not wait for a running cell. */
final class Control implements RequestChannel.Handler {

  private final Runnable interrupt;
  private final Runnable shutdown;

  /**
   * @param interrupt interrupts the running cell
   * @param shutdown ends the kernel
   */
  Control(Runnable interrupt, Runnable shutdown) {
    this.interrupt = interrupt;
    this.shutdown = shutdown;
  }

  @Override
  public Optional<JsonObject> handle(WireMessage request, RequestChannel channel) {
    return switch (request.type()) {
      case "kernel_info_request" -> Optional.of(kernelInfo());
      case "interrupt_request" -> {
        interrupt.run();
        yield Optional.of(Replies.ok());
      }
      case "shutdown_request" -> {
        JsonObject reply = Replies.ok();
        reply.addProperty("restart", request.flag("restart", false));
        yield Optional.of(reply);
      }
      default -> throw new BadRequest("no such request: " + request.type());
    };
  }

  @Override
  public void answered(WireMessage request, RequestChannel channel) {
    if (request.type().equals("shutdown_request")) {
      shutdown.run();
    }
  }

  private static JsonObject kernelInfo() {
    JsonObject language = new JsonObject();
    language.addProperty("name", "java");
    language.addProperty("version", Runtime.version().toString());
    language.addProperty("mimetype", "text/x-java-source");
    language.addProperty("file_extension", ".jshell");
    language.addProperty("pygments_lexer", "java");
    language.addProperty("codemirror_mode", "java");
    language.addProperty("nbconvert_exporter", "script");
    JsonObject reply = Replies.ok();
    reply.addProperty("protocol_version", Codec.PROTOCOL);
    reply.addProperty("implementation", "stackbook");
    reply.addProperty("implementation_version", Session.version());
    reply.add("language_info", language);
    reply.addProperty(
        "banner", "Stackbook " + Session.version() + ", Java " + Runtime.version().feature());
    reply.addProperty("debugger", false);
    JsonArray links = new JsonArray();
    links.add(
        link(
            "Java " + Runtime.version().feature() + " API",
            "https://docs.oracle.com/en/java/javase/"
                + Runtime.version().feature()
                + "/docs/api/index.html"));
    links.add(link("Tablesaw", "https://jtablesaw.github.io/tablesaw/"));
    links.add(link("XChart", "https://knowm.org/open-source/xchart/"));
    reply.add("help_links", links);
    return reply;
  }

  private static JsonObject link(String text, String url) {
    JsonObject link = new JsonObject();
    link.addProperty("text", text);
    link.addProperty("url", url);
    return link;
  }
}
