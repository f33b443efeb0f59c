package org.stackbook.session.magic;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %load}: runs a file of Java, or the cells of a notebook, as if typed here. */
@Command(description = "Run a file of Java, or the code cells of a notebook, in this session.")
final class LoadMagic implements Magic {

  /** Larger files than this are not code. */
  private static final long LIMIT = 16 * 1024 * 1024;

  /** What is tried behind the name. */
  private static final List<String> EXTENSIONS =
      List.of("", ".jsh", ".jshell", ".java", ".jjava", ".ijava", ".ipynb");

  private final MagicHost host;

  @Parameters(
      paramLabel = "FILE",
      description = "Its path; .jsh, .jshell, .java, .jjava, .ijava or .ipynb may be left out.")
  @SuppressWarnings("NullAway.Init")
  private String name;

  LoadMagic(MagicHost host) {
    this.host = host;
  }

  @Override
  public @Nullable Object run() throws Exception {
    Path file =
        EXTENSIONS.stream()
            .map(extension -> Path.of(name + extension))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(this::notFound);
    if (Files.size(file) > LIMIT) {
      throw Refusal.of("%load " + name, "it is larger than 16 MiB").asException();
    }
    Object value = null;
    for (String cell :
        file.toString().endsWith(".ipynb") ? cells(file) : List.of(Files.readString(file))) {
      value = host.eval(cell);
    }
    return value;
  }

  private Refusal notFound() {
    String tried = String.join(" ", EXTENSIONS.subList(1, EXTENSIONS.size()));
    return Refusal.of("%load " + name, "no such file, also not with " + tried)
        .nearest(name, Siblings.of(name))
        .asException();
  }

  private static List<String> cells(Path notebook) throws IOException {
    List<String> sources = new ArrayList<>();
    try {
      JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
      for (JsonElement cell : json.getAsJsonArray("cells")) {
        if (cell.getAsJsonObject().get("cell_type").getAsString().equals("code")) {
          sources.add(source(cell.getAsJsonObject().get("source")));
        }
      }
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | UnsupportedOperationException
        | NullPointerException
        | StackOverflowError e) {
      throw Refusal.of("%load " + notebook, "it is not a notebook").cause(e).asException();
    }
    return sources;
  }

  private static String source(JsonElement source) {
    if (source.isJsonPrimitive()) {
      return source.getAsString();
    }
    StringBuilder text = new StringBuilder();
    source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }
}
