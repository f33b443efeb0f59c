package org.stackbook.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.WholeFile;

/**
 * A Jupyter notebook, nbformat 4. What Stackbook does not understand (metadata, ids, attachments)
 * is kept as it came and written back.
 *
 * <pre>{@code
 * Notebook notebook = Notebook.read(Path.of("notebooks/01-quickstart.ipynb"));
 * notebook.write(Path.of("copy.ipynb"));
 * }</pre>
 */
public final class Notebook {

  private final String name;
  private final @Nullable Path folder;
  private final ObjectNode root;

  private Notebook(String name, @Nullable Path folder, ObjectNode root) {
    this.name = name;
    this.folder = folder;
    this.root = root;
  }

  /**
   * Reads a notebook file. Nothing in it is run.
   *
   * @param file a notebook of at most 64 MB
   * @throws org.stackbook.error.Refusal if the file is not there, too large or too deep, not JSON,
   *     not an nbformat 4 notebook or not a Java one; the message names line and column
   * @throws IOException if the file cannot be read
   */
  public static Notebook read(Path file) throws IOException {
    ObjectNode root = new NotebookReader(file.toString()).read(file);
    Path folder = file.toAbsolutePath().getParent();
    String name = file.getFileName().toString();
    return new Notebook(name.replaceFirst("(?i)\\.ipynb$", ""), folder, root);
  }

  /** A notebook from its JSON text, as it would be read from a file of that name. */
  static Notebook parse(String name, byte[] json) {
    return new Notebook(name, null, new NotebookReader(name + ".ipynb").parse(json));
  }

  /** The file's name without its ending, such as {@code 01-quickstart}. */
  public String name() {
    return name;
  }

  /** The folder the notebook was read from, or {@code null} if it did not come from a file. */
  @Nullable Path folder() {
    return folder;
  }

  /** All cells in order. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    root.path("cells").forEach(node -> cells.add(new Cell((ObjectNode) node)));
    return cells;
  }

  /** The same notebook as if never run: no outputs, no execution counts. */
  Notebook withoutOutputs() {
    Notebook copy = new Notebook(name, folder, root.deepCopy());
    for (Cell cell : copy.cells()) {
      if (cell.isCode()) {
        cell.reset();
      }
    }
    return copy;
  }

  /** The notebook as JSON, byte for byte as Jupyter would save it. */
  String json() {
    return NotebookWriter.json(root);
  }

  /**
   * Writes the notebook as Jupyter would save it, so that differences stay small. The file is
   * replaced in one step: a reader sees the old one or the new one.
   *
   * @param file where to, in a folder that exists
   * @throws org.stackbook.error.Refusal if it cannot be written; an old file is then as it was
   */
  public void write(Path file) {
    WholeFile.write("ipynb", file, json());
  }

  /**
   * One cell.
   *
   * @param node its JSON, part of the notebook
   */
  record Cell(ObjectNode node) {

    boolean isCode() {
      return type().equals("code");
    }

    boolean isMarkdown() {
      return type().equals("markdown");
    }

    private String type() {
      return node.path("cell_type").asText();
    }

    /** The cell's text, its lines joined. */
    String source() {
      return Lines.join(node.path("source"));
    }

    boolean hasTag(String tag) {
      for (var given : node.path("metadata").path("tags")) {
        if (given.asText().equals(tag)) {
          return true;
        }
      }
      return false;
    }

    ArrayNode outputs() {
      return node.withArrayProperty("outputs");
    }

    /** Whether the cell was run, and as which one: 0 if it was not. */
    int executionCount() {
      return node.path("execution_count").asInt(0);
    }

    void executed(int count) {
      node.put("execution_count", count);
    }

    private void reset() {
      node.putArray("outputs");
      node.putNull("execution_count");
    }
  }
}
