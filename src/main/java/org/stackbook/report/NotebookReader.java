package org.stackbook.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;

/** Reads notebook JSON that may be hostile: every refusal names file, line and column. */
final class NotebookReader {

  private static final int LARGEST = 64 << 20;
  private static final int DEEPEST = 200;
  private static final Set<String> CELL_TYPES = Set.of("code", "markdown", "raw");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LARGEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final String file;
  private byte[] bytes = {};

  /**
   * @param file what refusals call the file
   */
  NotebookReader(String file) {
    this.file = file;
  }

  ObjectNode read(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw Refusal.of(file, "no such file")
          .nearest(file, notebooksBeside(path))
          .wayOut("give the path of a notebook, such as notebooks/01-quickstart.ipynb")
          .asException();
    }
    if (Files.isDirectory(path)) {
      throw Refusal.of(file, "a folder, not a notebook")
          .wayOut("name one notebook in it")
          .asException();
    }
    // The size of a pipe or a device is not known before reading, so the read itself is bounded.
    try (InputStream in = Files.newInputStream(path)) {
      return parse(in.readNBytes(LARGEST + 1));
    }
  }

  ObjectNode parse(byte[] json) {
    if (json.length > LARGEST) {
      throw Refusal.of(file, "larger than " + (LARGEST >> 20) + " MiB, the most that is read")
          .wayOut("clear its outputs in Jupyter and save it")
          .asException();
    }
    bytes = json;
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (IOException e) {
      throw notJson(e);
    }
    return notebook(tree);
  }

  private ObjectNode notebook(JsonNode tree) {
    JsonNode format = tree.path("nbformat");
    if (!tree.isObject() || !format.isIntegralNumber()) {
      throw refuse(
          "", "not a notebook: nbformat is missing", "give a notebook that Jupyter has saved");
    }
    if (format.asInt() != 4) {
      throw refuse(
          "/nbformat",
          "a notebook of format " + format.asText() + "; Stackbook reads format 4",
          "jupyter nbconvert --to notebook " + file);
    }
    javaOnly(tree, "/metadata/kernelspec/language");
    javaOnly(tree, "/metadata/language_info/name");
    need(tree.path("cells").isArray(), "/cells", "cells must be a list");
    int number = 0;
    for (JsonNode cell : tree.path("cells")) {
      cell(cell, "/cells/" + number);
      number++;
    }
    return (ObjectNode) tree;
  }

  private void javaOnly(JsonNode tree, String pointer) {
    JsonNode language = tree.at(pointer);
    if (language.isTextual() && !language.asText().equalsIgnoreCase("java")) {
      throw refuse(
          pointer,
          "a notebook in " + printable(language.asText()) + "; Stackbook runs Java",
          "open it in Jupyter and choose the Stackbook kernel");
    }
  }

  private void cell(JsonNode cell, String at) {
    need(cell.isObject(), at, "a cell must be an object");
    need(
        CELL_TYPES.contains(cell.path("cell_type").asText()),
        at + "/cell_type",
        "cell_type must be code, markdown or raw");
    need(isText(cell.path("source")), at + "/source", "source must be text or a list of lines");
    isObjectOrAbsent(cell, at, "metadata");
    isObjectOrAbsent(cell, at, "attachments");
    JsonNode outputs = cell.path("outputs");
    need(outputs.isMissingNode() || outputs.isArray(), at + "/outputs", "outputs must be a list");
    int number = 0;
    for (JsonNode output : outputs) {
      need(output.isObject(), at + "/outputs/" + number, "an output must be an object");
      number++;
    }
  }

  private void isObjectOrAbsent(JsonNode cell, String at, String field) {
    JsonNode value = cell.path(field);
    need(value.isMissingNode() || value.isObject(), at + "/" + field, field + " must be an object");
  }

  private static boolean isText(JsonNode text) {
    if (!text.isArray()) {
      return text.isTextual();
    }
    for (JsonNode line : text) {
      if (!line.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private void need(boolean holds, String pointer, String rule) {
    if (!holds) {
      throw refuse(pointer, rule, "open the notebook in Jupyter and save it again");
    }
  }

  private Refusal refuse(String pointer, String rule, String wayOut) {
    return Refusal.of(pointer.isEmpty() ? "notebook" : pointer, rule)
        .place(place(locate(JsonPointer.compile(pointer))))
        .wayOut(wayOut)
        .asException();
  }

  private Refusal notJson(IOException e) {
    JsonLocation at =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? json.getLocation()
            : JsonLocation.NA;
    if (e instanceof StreamConstraintsException) {
      boolean deep = String.valueOf(e.getMessage()).contains("depth");
      return Refusal.of(
              "notebook",
              deep
                  ? "nested deeper than " + DEEPEST + " levels, the most that is read"
                  : "a number or a name is longer than any notebook needs")
          .place(place(whereReadingStops()))
          .wayOut("open the notebook in Jupyter and take out what is so deep or long")
          .cause(e)
          .asException();
    }
    String said =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    boolean merge = lineOf(at).matches("(<<<<<<<|=======|>>>>>>>).*");
    return Refusal.of("notebook", "not JSON: " + printable(String.valueOf(said)))
        .place(place(at))
        .wayOut(
            merge
                ? "resolve the merge conflict whose marks are in the file"
                : "open the notebook in Jupyter and save it again")
        .cause(e)
        .asException();
  }

  /**
   * Where the value at {@code wanted} starts, or the nearest thing around it that exists. Reads the
   * text a second time, which only a refusal pays for.
   */
  private JsonLocation locate(JsonPointer wanted) {
    JsonLocation nearest = JsonLocation.NA;
    int depth = -1;
    try (JsonParser parser = JSON.createParser(bytes)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
          continue;
        }
        boolean struct = token.isStructStart();
        JsonPointer here =
            struct
                ? parser.getParsingContext().getParent().pathAsPointer()
                : parser.getParsingContext().pathAsPointer();
        int deep = commonDepth(here, wanted);
        if (deep > depth) {
          depth = deep;
          nearest = parser.currentTokenLocation();
        }
      }
    } catch (IOException e) {
      return nearest;
    }
    return nearest;
  }

  /** Where a limit of the reader is hit, which its exception does not tell. */
  private JsonLocation whereReadingStops() {
    JsonLocation last = JsonLocation.NA;
    try (JsonParser parser = JSON.createParser(bytes)) {
      while (parser.nextToken() != null) {
        last = parser.currentLocation();
        parser.getText();
      }
    } catch (IOException e) {
      return last;
    }
    return last;
  }

  /** How many steps {@code here} has if it is {@code wanted} or around it, else -1. */
  private static int commonDepth(JsonPointer here, JsonPointer wanted) {
    String around = here.toString();
    String inner = wanted.toString();
    boolean holds = inner.equals(around) || inner.startsWith(around + "/");
    return holds ? around.length() : -1;
  }

  private String place(JsonLocation at) {
    return at.getLineNr() < 1
        ? file
        : file + ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private String lineOf(JsonLocation at) {
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .skip(Math.max(0, at.getLineNr() - 1))
        .findFirst()
        .orElse("");
  }

  private static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + " …";
  }

  private static List<String> notebooksBeside(Path path) {
    Path folder = path.getParent();
    try (Stream<Path> files = Files.list(folder == null ? Path.of("") : folder)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
